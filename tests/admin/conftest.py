import pytest

from resources.roles import MATRIX, NOTHING, Role, every
from tests.factories import UserFactory
from tests.sign_in import sign_in


@pytest.fixture
def agent(db):
    return UserFactory(superuser=True)


@pytest.fixture
def office(client, agent):
    """A browser in which an administrator is signed in, second factor given."""
    return sign_in(client, agent)


@pytest.fixture
def limited_to(client, db, monkeypatch):
    """A browser in which a coordinator is signed in, her role being limited: `limited_to(changereport="view")`."""

    def sign(**actions):
        for model, allowed in actions.items():
            monkeypatch.setitem(MATRIX, model, (NOTHING, every(allowed), NOTHING, NOTHING))
        return sign_in(client, UserFactory(role=Role.COORDINATOR))

    return sign
