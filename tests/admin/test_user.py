import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from resources.models import User
from tests.admin.pages import add_url, errors_of, form_of, save, url_of
from tests.factories import OrganizationFactory, UserFactory

PASSWORD = {"password1": "une longue phrase secrète", "password2": "une longue phrase secrète"}


@pytest.fixture
def assistant(client, db):
    """A browser in which an agent may edit accounts without being an administrator."""
    agent = UserFactory(staff=True)
    agent.user_permissions.set(Permission.objects.filter(codename__in=["view_user", "change_user", "add_user"]))
    client.force_login(agent)
    return client


def test_agent_is_added_by_email_address(office):
    organization = OrganizationFactory()
    who = {"email": "Agent@Exemple.FR", "first_name": "Camille", "organizations": [str(organization.pk)]}

    response = save(office, add_url(User), **who, **PASSWORD, usable_password="true", is_staff="on")

    assert response.redirect_chain, errors_of(response)
    added = User.objects.get(email="agent@exemple.fr")
    assert added.check_password(PASSWORD["password1"])
    assert (added.first_name, added.is_staff) == ("Camille", True)
    assert added.organizations.get() == organization


def test_address_already_taken_is_refused(office, agent):
    response = save(office, add_url(User), email=agent.email.upper(), **PASSWORD, usable_password="true")

    assert errors_of(response) == {"email": ["Cette adresse a déjà un compte."]}


def test_short_password_is_refused(office):
    short = {"password1": "court", "password2": "court"}

    response = save(office, add_url(User), email="agent@exemple.fr", **short, usable_password="true")

    assert "password2" in errors_of(response)


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


def test_password_of_an_agent_is_changed(office):
    agent = UserFactory()

    response = save(office, reverse("admin:auth_user_password_change", args=[agent.pk]), **PASSWORD)

    assert response.status_code == 200
    agent.refresh_from_db()
    assert agent.check_password(PASSWORD["password1"])


def test_agent_gives_no_power_he_has_not(assistant):
    agent = UserFactory()
    page = url_of(agent)

    assert {"is_superuser", "groups", "user_permissions"}.isdisjoint(form_of(assistant.get(page)))
    save(assistant, page, is_superuser="on")

    agent.refresh_from_db()
    assert not agent.is_superuser


def test_account_of_an_administrator_is_out_of_reach(assistant):
    administrator = UserFactory(superuser=True)

    edited = assistant.post(url_of(administrator), {"email": "moi@exemple.fr"})
    password = assistant.post(reverse("admin:auth_user_password_change", args=[administrator.pk]), PASSWORD)

    assert (edited.status_code, password.status_code) == (403, 403)
