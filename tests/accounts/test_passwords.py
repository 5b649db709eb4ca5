"""Passwords and the links that let one choose them (SAFETY 62)."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.sign_in import (
    CODE,
    LONG,
    PASSWORD,
    SET_UP,
    SIGN_IN,
    enter,
    is_in,
    sign_in,
)
from vienne_support.settings import PASSWORD_HASHERS


@pytest.fixture
def link(client, agent):
    """The link of a letter the agent asked for."""
    client.post("/gestion/connexion/oubli/", {"email": agent.email})
    return re.search(r"http://testserver(/gestion/connexion/choisir/\S+)", mail.outbox[0].body).group(1)


def choose(client, link, password):
    page = client.get(link, follow=True)
    return client.post(page.context["action_url"], {"password1": password, "password2": password}, follow=True)


def test_link_lets_one_choose_a_password(client, agent, link):
    choose(client, link, LONG)

    agent.refresh_from_db()
    assert agent.check_password(LONG)


def test_link_is_used_once(client, agent, link):
    choose(client, link, LONG)

    assert "Ce lien ne sert plus" in Client().get(link, follow=True).text


def test_link_does_not_skip_the_second_factor(client, protected, link):
    choose(client, link, LONG)

    assert not is_in(client)
    assert enter(client, password=LONG).url == CODE


def test_who_was_invited_sets_up_her_second_factor(client, agent, link):
    choose(client, link, LONG)

    enter(client, password=LONG)
    page = client.get("/gestion/", follow=True)

    assert page.request["PATH_INFO"] == SET_UP
    assert page.status_code == 200


def test_link_lasts_three_days(settings):
    assert settings.PASSWORD_RESET_TIMEOUT == 3 * 24 * 60 * 60


def test_old_link_is_refused(client, agent, link, settings):
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert "Ce lien ne sert plus" in client.get(link, follow=True).text


@pytest.fixture
def signed_in_elsewhere(agent):
    return sign_in(Client(), agent)


def test_new_password_closes_the_other_sessions(client, signed_in_elsewhere, link):
    choose(client, link, LONG)

    assert signed_in_elsewhere.get("/gestion/").status_code == 302


@pytest.mark.safety(62)
@pytest.mark.parametrize(
    "password",
    ["quatorze signe", "agent@exemple.fr"],
    ids=["too-short", "her-address"],
)
def test_weak_password_is_refused(client, agent, link, password):
    choose(client, link, password)

    agent.refresh_from_db()
    assert agent.check_password(PASSWORD)


@pytest.mark.safety(62)
def test_no_composition_is_asked_for(client, agent, link):
    choose(client, link, "seulement des lettres")

    agent.refresh_from_db()
    assert agent.check_password("seulement des lettres")


def test_passwords_are_kept_by_argon2():
    assert PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_forgotten_passwords_are_throttled(client, db):
    answers = [client.post("/gestion/connexion/oubli/", {"email": f"a{n}@exemple.fr"}).status_code for n in range(6)]

    assert answers == [302] * 5 + [429]


@pytest.mark.safety(62)
@pytest.mark.parametrize(
    ("page", "field", "token"),
    [
        (SIGN_IN, "login", "username"),
        (SIGN_IN, "password", "current-password"),
        ("/gestion/connexion/oubli/", "email", "username"),
    ],
    ids=["address", "password", "forgotten"],
)
def test_browser_is_told_what_each_field_is(client, db, page, field, token):
    assert client.get(page).context["form"].fields[field].widget.attrs["autocomplete"] == token
