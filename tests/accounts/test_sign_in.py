"""Signing in, and what an attacker tries there (SAFETY 61–64)."""

import re

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from resources.models import User
from resources.roles import Role
from tests.factories import UserFactory
from tests.sign_in import PASSWORD, SECRET, code, codes_on_paper, sign_in
from vienne_support.settings import PASSWORD_HASHERS

SIGN_IN = "/gestion/connexion/"
CODE = "/gestion/connexion/code/"
SET_UP = "/gestion/connexion/second-facteur/"
OUT = "/gestion/connexion/quitter/"
WRONG = "L’adresse ou le mot de passe n’est pas le bon."
TOO_MANY = "Trop d’essais."
LONG = "une phrase longue et bleue"
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


def enter(client, email="agent@exemple.fr", password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"login": email, "password": password}, **extra)


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


# -- The way in ------------------------------------------------------------------------------


def test_password_then_code_open_the_office(client, protected):
    enter(client)
    client.post(CODE, {"code": code()})

    assert client.get("/gestion/").status_code == 200


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


@pytest.mark.parametrize("name", ["account_signup", "socialaccount_signup", "account_email"])
def test_there_is_no_sign_up(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


# -- Second factor (61) --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "/gestion/",
        "/gestion/resources/service/",
        "/gestion/connexion/compte/",
        "/gestion/connexion/mot-de-passe/",
        "/pro/",
    ],
)
def test_staff_without_a_second_factor_reach_only_its_set_up(client, agent, page):
    enter(client)

    assert client.get(page).url == SET_UP


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_every_role_of_the_office_needs_it(client, db, role):
    client.force_login(UserFactory(role=role))

    assert client.get("/gestion/").url == SET_UP


def test_first_account_needs_it_too(client, db):
    client.force_login(User.objects.create_superuser("chef@exemple.fr", PASSWORD))

    assert client.get("/gestion/").url == SET_UP


def test_setting_it_up_opens_the_office(client, agent):
    enter(client)
    page = client.get(SET_UP)
    client.post(SET_UP, {"code": code(page.context["form"].secret)})

    assert client.get("/gestion/").status_code == 200


def test_wrong_code_sets_nothing_up(client, agent):
    enter(client)
    client.get(SET_UP)
    response = client.post(SET_UP, {"code": "000000"})

    assert "Ce code n’est pas le bon" in response.text
    assert client.get("/gestion/").url == SET_UP


def test_qr_is_an_image_of_its_own(client, agent):
    enter(client)
    client.get(SET_UP)

    response = client.get(f"{SET_UP}qr.svg")

    assert response.headers["Content-Type"] == "image/svg+xml"
    assert "data:" not in client.get(SET_UP).text


def test_session_older_than_the_second_factor_must_prove_it(client, protected):
    client.force_login(protected)

    assert client.get("/gestion/").url == "/gestion/connexion/confirmer/code/?next=/gestion/"


def test_proof_is_given_within_a_session(client, protected):
    client.force_login(protected)
    response = client.post("/gestion/connexion/confirmer/code/", {"code": code(), "next": "/gestion/"})

    assert response.url == "/gestion/"
    assert client.get("/gestion/").status_code == 200


def test_secret_is_not_readable_in_the_database(protected):
    assert SECRET not in str(protected.authenticator_set.get().data)


def test_recovery_codes_are_shown_once(client, agent):
    enter(client)
    page = client.get(SET_UP)
    shown = client.post(SET_UP, {"code": code(page.context["form"].secret)}, follow=True)
    paper = shown.context["unused_codes"][0]

    again = client.get("/gestion/connexion/codes-de-secours/")

    assert paper in shown.text
    assert paper not in again.text


def test_recovery_codes_are_kept_as_a_file(client, agent):
    enter(client)
    page = client.get(SET_UP)
    shown = client.post(SET_UP, {"code": code(page.context["form"].secret)}, follow=True)

    kept = client.get("/gestion/connexion/codes-de-secours/fichier/")

    assert kept.headers["Content-Type"].startswith("text/plain")
    assert set(shown.context["unused_codes"]) <= set(kept.text.splitlines())


def test_file_of_recovery_codes_is_not_given_later(client, agent):
    sign_in(client, agent)
    codes_on_paper(agent)

    assert client.get("/gestion/connexion/codes-de-secours/fichier/").status_code == 404


def test_code_is_used_once(client, protected):
    used = code()
    for browser in (client, Client()):
        enter(browser)
        response = browser.post(CODE, {"code": used})

    assert not is_in(browser)
    assert "Ce code n’est pas le bon, ou il a déjà servi" in response.text


def test_code_of_the_half_minute_before_is_right_once(client, protected):
    used = code(ago=1)
    for browser in (client, Client()):
        enter(browser)
        browser.post(CODE, {"code": used})

    assert (is_in(client), is_in(browser)) == (True, False)


def test_guessing_codes_is_throttled_from_everywhere(client, protected):
    enter(client)
    for number in range(5):
        client.post(CODE, {"code": f"00000{number}"})
    other = Client(**ELSEWHERE)
    enter(other)

    response = other.post(CODE, {"code": code()})

    assert TOO_MANY in response.text
    assert not is_in(other)


# -- Guessing and locking out (63) -----------------------------------------------------------------


def guess(client, times, **extra):
    for number in range(times):
        response = enter(client, password=f"essai numéro {number} au hasard", **extra)
    return response


def test_guessing_is_throttled(client, protected):
    guess(client, 5)

    response = enter(client)

    assert TOO_MANY in response.text


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


@pytest.mark.parametrize("make", ACCOUNTS.values(), ids=ACCOUNTS)
def test_wrong_password_is_told_alike(client, db, make):
    make()

    response = enter(client, "a@exemple.fr", LONG)

    assert WRONG in response.text


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


def test_signing_out_by_get_is_refused(client, agent):
    sign_in(client, agent)

    assert client.get(OUT).status_code == 405
    assert is_in(client)


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


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_next_leads_nowhere_else(client, protected, target):
    client.post(f"{SIGN_IN}", {"login": protected.email, "password": PASSWORD, "next": target})

    assert client.post(CODE, {"code": code()}).url == "/gestion/"


# -- Passwords (62) --------------------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    "password",
    ["quatorze signe", "agent@exemple.fr"],
    ids=["too-short", "her-address"],
)
def test_weak_password_is_refused(client, agent, link, password):
    choose(client, link, password)

    agent.refresh_from_db()
    assert agent.check_password(PASSWORD)


def test_no_composition_is_asked_for(client, agent, link):
    choose(client, link, "seulement des lettres")

    agent.refresh_from_db()
    assert agent.check_password("seulement des lettres")


def test_passwords_are_kept_by_argon2():
    assert PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")


def test_forgotten_passwords_are_throttled(client, db):
    answers = [client.post("/gestion/connexion/oubli/", {"email": f"a{n}@exemple.fr"}).status_code for n in range(6)]

    assert answers == [302] * 5 + [429]


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
