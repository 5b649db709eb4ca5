import pytest

from tests.factories import UserFactory


@pytest.fixture
def agent(db):
    return UserFactory(superuser=True)


@pytest.fixture
def office(client, agent):
    """A browser in which an administrator is signed in."""
    client.force_login(agent)
    return client
