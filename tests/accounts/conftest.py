import pytest

from resources.roles import Role
from tests.factories import UserFactory
from tests.sign_in import with_second_factor


@pytest.fixture
def agent(db):
    return UserFactory(email="agent@exemple.fr", role=Role.COORDINATOR)


@pytest.fixture
def protected(agent):
    """The agent, with a telephone that shows codes."""
    with_second_factor(agent)
    return agent
