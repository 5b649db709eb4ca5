"""Signing in, and what an attacker tries there (SAFETY 61–64)."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from resources.roles import Role
from tests.factories import UserFactory
from tests.sign_in import (
    CODE,
    ELSEWHERE,
    LONG,
    PASSWORD,
    SIGN_IN,
    TOO_MANY,
    code,
    codes_on_paper,
    enter,
    is_in,
    sign_in,
)

OUT = "/gestion/connexion/quitter/"
WRONG = "L’adresse ou le mot de passe n’est pas le bon."


# -- The way in ------------------------------------------------------------------------------


def test_password_then_code_open_the_office(client, protected):
    enter(client)
    client.post(CODE, {"code": code()})

    assert client.get("/gestion/").status_code == 200


@pytest.mark.safety(61)
def test_password_alone_opens_nothing(client, protected):
    response = enter(client)

    assert response.url == CODE
    assert not is_in(client)


def test_address_may_be_written_in_capitals(client, protected):
    assert enter(client, "Agent@Exemple.FR").url == CODE


def test_recovery_code_opens_once(client, protected):
    paper = codes_on_paper(protected)[0]
    for browser in (client, Client()):
        enter(browser)
        browser.post(CODE, {"code": paper})

    assert (is_in(client), is_in(browser)) == (True, False)


def test_next_page_is_kept_through_the_code(client, protected):
    client.post(SIGN_IN, {"login": protected.email, "password": PASSWORD, "next": "/gestion/resources/service/"})

    assert client.post(CODE, {"code": code()}).url == "/gestion/resources/service/"


@pytest.mark.safety(61)
@pytest.mark.parametrize("name", ["account_signup", "socialaccount_signup", "account_email"])
def test_there_is_no_sign_up(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


# -- Guessing and locking out (63) -----------------------------------------------------------------


def guess(client, times, **extra):
    for number in range(times):
        response = enter(client, password=f"essai numéro {number} au hasard", **extra)
    return response


@pytest.mark.safety(63)
def test_guessing_is_throttled(client, protected):
    guess(client, 5)

    response = enter(client)

    assert TOO_MANY in response.text


@pytest.mark.safety(63)
def test_stranger_locks_nobody_out(client, protected):
    guess(client, 8)

    assert enter(Client(**ELSEWHERE)).url == CODE


def test_trying_many_accounts_from_one_address_is_throttled(client, protected):
    for number in range(20):
        enter(client, email=f"inconnu{number}@exemple.fr", password=LONG)

    assert TOO_MANY in enter(client).text


def test_address_a_stranger_claims_is_not_believed(client, protected, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(5):
        guess(client, 1, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 198.51.100.9")

    assert TOO_MANY in enter(client, HTTP_X_FORWARDED_FOR="10.0.0.99, 198.51.100.9").text


def test_limits_are_shared_by_all_workers(settings):
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


# -- Enumeration (63) --------------------------------------------------------------------------------


@pytest.fixture
def hashes(monkeypatch):
    """How many passwords were hashed."""
    done = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: done.append(args) or encode(*args))
    return done


ACCOUNTS = {
    "known": lambda: UserFactory(email="a@exemple.fr"),
    "unknown": lambda: None,
    "closed": lambda: UserFactory(email="a@exemple.fr", is_active=False),
    "invited": lambda: UserFactory(email="a@exemple.fr", password=None),
}


@pytest.mark.safety(63)
@pytest.mark.parametrize("make", ACCOUNTS.values(), ids=ACCOUNTS)
def test_wrong_password_is_told_alike(client, db, make):
    make()

    response = enter(client, "a@exemple.fr", LONG)

    assert WRONG in response.text


@pytest.mark.safety(63)
@pytest.mark.parametrize("make", ACCOUNTS.values(), ids=ACCOUNTS)
def test_one_password_is_hashed_whoever_it_is(client, db, hashes, make):
    make()
    hashes.clear()

    enter(client, "a@exemple.fr", LONG)

    assert len(hashes) == 1


@pytest.mark.parametrize("make", ACCOUNTS.values(), ids=ACCOUNTS)
def test_forgotten_password_is_answered_alike(client, db, make):
    make()

    response = client.post("/gestion/connexion/oubli/", {"email": "a@exemple.fr"})

    assert response.url == "/gestion/connexion/oubli/envoye/"
    assert [letter.to for letter in mail.outbox] == [["a@exemple.fr"]]


# -- Sessions (64) -------------------------------------------------------------------------------------


@pytest.mark.safety(64)
def test_session_changes_when_one_signs_in(client, protected):
    enter(client)
    before = client.session.session_key
    client.post(CODE, {"code": code()})

    assert client.session.session_key != before


def test_session_cookie_ends_with_the_browser(client, protected):
    enter(client)
    cookie = client.post(CODE, {"code": code()}).cookies["session"]

    assert cookie["max-age"] == ""
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


@pytest.mark.safety(64)
def test_signing_out_by_get_is_refused(client, agent):
    sign_in(client, agent)

    assert client.get(OUT).status_code == 405
    assert is_in(client)


@pytest.mark.safety(29)
@pytest.mark.parametrize("address", [OUT, "/gestion/logout/"], ids=["ours", "admin"])
def test_signing_out_clears_what_the_browser_kept(client, agent, address):
    sign_in(client, agent)

    response = client.post(address)

    assert not is_in(client)
    assert response.headers["Clear-Site-Data"] == '"cookies", "storage"'


def test_signing_out_needs_the_token_of_the_form(agent):
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, agent)

    assert browser.post(OUT).status_code == 403


@pytest.mark.safety(4)
@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_next_leads_nowhere_else(client, protected, target):
    client.post(f"{SIGN_IN}", {"login": protected.email, "password": PASSWORD, "next": target})

    assert client.post(CODE, {"code": code()}).url == "/gestion/"


# -- Whom it lets in -----------------------------------------------------------------------------------


def test_closed_account_does_not_enter(client, db):
    UserFactory(email="agent@exemple.fr", is_active=False)

    assert enter(client).url == reverse("account_inactive")
    assert not is_in(client)


def test_professional_finds_her_own_page(client, db):
    UserFactory(email="agent@exemple.fr", role=Role.PROFESSIONAL)

    assert enter(client).url == "/pro/"
    assert "informations réservées aux professionnels" in client.get("/pro/").text


def test_professional_is_told_that_the_office_is_not_hers(client, db):
    UserFactory(email="agent@exemple.fr", role=Role.PROFESSIONAL)
    enter(client)

    response = client.get("/gestion/", follow=True)

    assert response.status_code == 403
    assert "La gestion ne vous est pas ouverte" in response.text


def test_professional_page_is_closed_to_strangers(client, db):
    assert client.get("/pro/").url == f"{SIGN_IN}?next=/pro/"
