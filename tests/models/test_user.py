import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError

from resources.models import User
from tests.factories import UserFactory
from tests.models import assert_clean_points_at, assert_database_refuses

pytestmark = pytest.mark.django_db


def test_user_email_with_capitals_is_refused_by_the_database():
    assert_database_refuses(UserFactory(), "user_email_lower_case", email="Agent@exemple.fr")


def test_user_email_is_unique():
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="a@exemple.fr"), User(email="a@exemple.fr")])


def test_user_email_taken_is_said_on_the_field():
    UserFactory(email="a@exemple.fr")

    assert_clean_points_at(UserFactory.build(email="a@exemple.fr"), "email")


def test_user_clean_lowers_the_email():
    agent = UserFactory.build(email="Agent@Exemple.fr")

    agent.full_clean()

    assert agent.email == "agent@exemple.fr"


def test_user_created_by_the_manager_has_a_lower_case_email():
    assert User.objects.create_user("Agent@Exemple.fr", "x").email == "agent@exemple.fr"


def test_user_without_email_is_refused_by_the_manager():
    with pytest.raises(ValueError, match="address is required"):
        User.objects.create_user("")


def test_superuser_may_enter_the_back_office():
    chief = User.objects.create_superuser("chef@exemple.fr", "x")

    assert (chief.is_staff, chief.is_superuser) == (True, True)


def test_user_signs_in_with_capitals_in_the_address():
    agent = User.objects.create_user("agent@exemple.fr", "un long mot de passe")

    assert authenticate(username="Agent@Exemple.fr", password="un long mot de passe") == agent


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        pytest.param({"first_name": "Ana", "last_name": "Petit"}, "Ana Petit", id="both"),
        pytest.param({"last_name": "Petit"}, "Petit", id="last-name-only"),
        pytest.param({}, "agent@exemple.fr", id="none"),
    ],
)
def test_user_is_shown_by_name_else_by_email(names, shown):
    assert str(UserFactory.build(email="agent@exemple.fr", **names)) == shown
