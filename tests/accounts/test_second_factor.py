"""The second factor: required, proved in each session, guessed by nobody (SAFETY 61, 63)."""

import pytest
from django.test import Client

from resources.models import User
from resources.roles import Role
from tests.factories import UserFactory
from tests.sign_in import (
    CODE,
    ELSEWHERE,
    PASSWORD,
    SECRET,
    SET_UP,
    TOO_MANY,
    code,
    codes_on_paper,
    enter,
    is_in,
    sign_in,
)


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


@pytest.mark.safety(61)
@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_every_role_of_the_office_needs_it(client, db, role):
    client.force_login(UserFactory(role=role))

    assert client.get("/gestion/").url == SET_UP


@pytest.mark.safety(61)
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
