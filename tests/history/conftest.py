import pytest

from tests.factories import UserFactory
from tests.sign_in import sign_in


@pytest.fixture
def office_of_agent(client, db):
    """A browser in which an administrator is signed in."""
    return sign_in(client, UserFactory(superuser=True, first_name="Zoé", last_name="Martin"))
