import pytest

from tests.factories import UserFactory


@pytest.fixture
def office_of_agent(client, db):
    """A browser in which an administrator is signed in."""
    client.force_login(UserFactory(superuser=True, first_name="Zoé", last_name="Martin"))
    return client
