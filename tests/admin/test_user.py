"""Accounts, as whoever administers them sees them (SAFETY 61, 62, 65)."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse

from resources.accounts import second_factor
from resources.models import User
from resources.roles import Role
from tests.admin.pages import add_url, errors_of, form_of, list_url, messages_of, save, url_of
from tests.factories import OrganizationFactory, ServiceFactory, UserFactory
from tests.sign_in import sign_in, with_second_factor


@pytest.fixture
def assistant(client, db):
    """A browser in which an administrator of accounts, who is no superuser, is signed in."""
    return sign_in(client, UserFactory(role=Role.ADMINISTRATOR))


def invite_url(user):
    return reverse("admin:resources_user_inviter", args=[user.pk])


def group(role):
    return str(Group.objects.get(name=role).pk)


def test_agent_is_invited_by_email_address(assistant):
    organization = OrganizationFactory()
    who = {"email": "Agent@Exemple.FR", "first_name": "Camille", "organizations": [str(organization.pk)]}

    response = save(assistant, add_url(User), **who, groups=[group(Role.EDITOR)])

    assert response.redirect_chain, errors_of(response)
    added = User.objects.get(email="agent@exemple.fr")
    assert (added.first_name, added.roles, added.organizations.get()) == ("Camille", {Role.EDITOR}, organization)


def test_nobody_chooses_the_password_of_another(assistant):
    save(assistant, add_url(User), email="agent@exemple.fr")

    assert not User.objects.get(email="agent@exemple.fr").has_usable_password()


def test_new_agent_receives_a_link(assistant):
    response = save(assistant, add_url(User), email="agent@exemple.fr")

    assert "Une invitation est partie à agent@exemple.fr. Elle est valable 3 jours." in messages_of(response)
    assert mail.outbox[0].to == ["agent@exemple.fr"]
    assert re.search(r"http://testserver/gestion/connexion/choisir/\S+/", mail.outbox[0].body)


def test_invitation_is_sent_again(assistant):
    assistant.post(invite_url(UserFactory(email="agent@exemple.fr")))

    assert [letter.to for letter in mail.outbox] == [["agent@exemple.fr"]]


def test_closed_account_is_not_invited(assistant):
    assistant.post(invite_url(UserFactory(is_active=False)))

    assert mail.outbox == []


def test_invitation_is_asked_by_post(assistant):
    assert assistant.get(invite_url(UserFactory())).status_code == 405


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR])
def test_other_roles_invite_nobody(client, db, role):
    sign_in(client, UserFactory(role=role))

    assert client.post(invite_url(UserFactory())).status_code in (403, 404)
    assert mail.outbox == []


def test_lost_second_factor_is_forgotten(assistant):
    agent = UserFactory()
    with_second_factor(agent)

    assistant.post(reverse("admin:resources_user_second-facteur", args=[agent.pk]))

    assert not second_factor.is_set_up(agent)


def test_forgetting_a_second_factor_closes_what_it_opened(assistant):
    agent = UserFactory(role=Role.COORDINATOR)
    hers = sign_in(type(assistant)(), agent)

    assistant.post(reverse("admin:resources_user_second-facteur", args=[agent.pk]))

    assert hers.get("/gestion/").url == reverse("mfa_activate_totp")


def test_address_already_taken_is_refused(office, agent):
    response = save(office, add_url(User), email=agent.email.upper())

    assert errors_of(response) == {"email": ["Cette adresse a déjà un compte."]}


def test_agent_is_edited(office):
    agent = UserFactory()

    save(office, url_of(agent), last_name="Martin", is_active=None)

    agent.refresh_from_db()
    assert (agent.last_name, agent.is_active) == ("Martin", False)


def test_agent_is_never_deleted(office):
    agent = UserFactory()

    response = office.post(reverse("admin:resources_user_delete", args=[agent.pk]), {"post": "yes"})

    assert response.status_code == 403
    assert User.objects.filter(pk=agent.pk).exists()


def test_agent_makes_nobody_a_superuser(assistant):
    agent = UserFactory()
    page = url_of(agent)

    assert "is_superuser" not in form_of(assistant.get(page))
    save(assistant, page, is_superuser="on")

    agent.refresh_from_db()
    assert not agent.is_superuser


@pytest.mark.parametrize("action", ["change", "inviter", "second-facteur"])
def test_account_of_a_superuser_is_out_of_reach(assistant, action):
    chief = UserFactory(superuser=True)

    response = assistant.post(reverse(f"admin:resources_user_{action}", args=[chief.pk]), {"email": "moi@exemple.fr"})

    assert response.status_code == 403


def test_a_closed_page_says_whom_to_ask(client, db):
    sign_in(client, UserFactory(role=Role.EDITOR))

    page = client.get(list_url(User))

    assert page.status_code == 403
    assert "dites-le à la personne qui administre l’annuaire" in page.text


def test_what_is_not_hers_is_not_found(client, db):
    sign_in(client, UserFactory(role=Role.EDITOR))

    page = client.get(url_of(ServiceFactory()))

    assert page.status_code == 404
    assert "n’est pas à vos structures" in page.text
