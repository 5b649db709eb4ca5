"""Accounts made before there were roles get one by a command."""

import pytest
from django.core.management import CommandError, call_command

from resources.models import User
from resources.roles import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_accounts_without_a_role_are_listed(capsys):
    UserFactory(email="ancienne@exemple.fr", staff=True)
    UserFactory(email="claire@exemple.fr", role=Role.COORDINATOR)
    UserFactory(email="toute@exemple.fr", superuser=True)

    call_command("give_role")

    assert capsys.readouterr().out == "ancienne@exemple.fr\n"


def test_role_is_given(capsys):
    UserFactory(email="ancienne@exemple.fr")

    call_command("give_role", "coordinatrice", "Ancienne@exemple.fr")

    assert User.objects.get().roles == {Role.COORDINATOR}


def test_unknown_address_changes_nothing():
    UserFactory(email="ancienne@exemple.fr")

    with pytest.raises(CommandError, match="inconnue@exemple.fr"):
        call_command("give_role", "coordinatrice", "ancienne@exemple.fr", "inconnue@exemple.fr")

    assert User.objects.get().roles == set()
