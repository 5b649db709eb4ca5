import pytest

from tests.factories import UserFactory
from tests.sign_in import sign_in


@pytest.fixture
def agent(db):
    return UserFactory(superuser=True)


@pytest.fixture
def office(client, agent):
    """A browser in which an administrator is signed in, second factor given."""
    return sign_in(client, agent)
