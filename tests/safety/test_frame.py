"""What surrounds every page: the way out, the numbers, a word about traces. Numbers are those of docs/safety.md."""

import re
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client

from resources.validators import REVEALING_STEMS, validate_neutral_title
from resources.views import errors
from tests.factories import LocationFactory, ServiceAtLocationFactory, ServiceFactory

EXIT = re.compile(r'<a class="exit" href="([^"]+)"([^>]*)>(.*?)</a>', re.DOTALL)
# What a page may be broken by, and what is answered then.
FAULTS = {400: SuspiciousOperation, 403: PermissionDenied, 500: RuntimeError}
PROMISES = ("sécurisé", "sans trace", "intraçable", "totalement anonyme")


def exit_of(page):
    address, attributes, words = EXIT.search(page).groups()
    return address, attributes, unescape(re.sub(r"<[^>]+>", "", words)).strip()


def body_of(answer):
    return answer.getvalue() if answer.streaming else answer.content


@pytest.fixture
def broken(monkeypatch):
    """Answers of a home page that fails: `broken(403)`."""

    def fail(status):
        def raise_it(*args, **options):
            raise FAULTS[status]("un détail de la panne")

        monkeypatch.setattr("resources.views.home.lines_now", raise_it)
        return Client(raise_request_exception=False).get("/")

    return fail


@pytest.mark.safety(1, 58)
@pytest.mark.django_db
@pytest.mark.parametrize("status", FAULTS)
def test_a_page_that_fails_shows_the_way_out(broken, status):
    answer = broken(status)

    assert (answer.status_code, exit_of(answer.text)[2]) == (status, "Quitter le site")


@pytest.mark.safety(1)
def test_the_way_out_is_there_when_too_many_came(rf):
    assert exit_of(errors.too_many(rf.get("/")).text)[2] == "Quitter le site"


@pytest.mark.safety(1)
@pytest.mark.django_db
@pytest.mark.parametrize("path", ["connexion/", "connexion/oubli/", "connexion/compte-ferme/"])
def test_sign_in_shows_the_way_out(client, path):
    assert exit_of(client.get(f"/gestion/{path}").text)[2] == "Quitter le site"


@pytest.mark.safety(4, 14)
@pytest.mark.parametrize("asked", ["", "?next=//ailleurs.example", "?url=https://ailleurs.example", "?sortie=x"])
def test_the_way_out_leads_straight_to_the_neutral_site_whatever_is_asked(client, settings, asked):
    settings.EXIT_URL = "https://meteo.example/"

    assert exit_of(client.get(f"/urgence/{asked}").text)[0] == "https://meteo.example/"


@pytest.mark.safety(11)
def test_the_way_out_opens_no_other_window(client):
    assert "target" not in exit_of(client.get("/urgence/").text)[1]


@pytest.mark.safety(17)
def test_the_way_out_is_named_without_a_word_that_tells(client):
    *_, attributes, words = exit_of(client.get("/urgence/").text)

    validate_neutral_title(words)
    assert "aria-label" not in attributes


@pytest.mark.safety(16)
@pytest.mark.parametrize("page", ["/", "/urgence/", "/discretion/", "/donnees-personnelles/", "/nulle-part/"])
@pytest.mark.django_db
def test_no_page_promises_more_than_it_can(client, page):
    words = client.get(page).text.lower()

    assert [promise for promise in PROMISES if promise in words] == []


@pytest.mark.safety(18)
@pytest.mark.parametrize("page", ["/", "/recherche/", "/guides/", "/urgence/", "/nulle-part/"])
@pytest.mark.django_db
def test_every_page_tells_what_stays_and_where_to_read_more(client, page):
    footer = re.search(r"<footer>.*?</footer>", client.get(page).text, re.DOTALL).group()

    assert "reste dans l’historique" in footer
    assert "personne de confiance" in footer
    assert 'href="/discretion/"' in footer


@pytest.mark.safety(18)
@pytest.mark.parametrize("page", ["/", "/recherche/", "/urgence/"])
@pytest.mark.django_db
def test_nothing_lies_over_the_page(client, page):
    assert not re.search(r"<dialog|role=\"(alert)?dialog\"|popover", client.get(page).text)


@pytest.mark.safety(20)
@pytest.mark.parametrize("page", ["/", "/recherche/", "/guides/", "/urgence/", "/nulle-part/"])
@pytest.mark.django_db
def test_every_page_has_the_numbers_to_call(client, page):
    links = set(re.findall(r'href="((?:tel|sms):\d+)"', client.get(page).text))

    assert {"tel:17", "sms:114", "tel:112", "tel:3919", "tel:116006", "tel:119"} <= links


@pytest.mark.safety(22)
@pytest.mark.django_db
def test_no_public_answer_names_a_secret_place(client):
    service = ServiceFactory(published=True)
    place = LocationFactory(confidential_site=True, name="Foyer Cachette")
    ServiceAtLocationFactory(service=service, location=place, office_hours=True)
    entry = f"/fiche/{service.public_id}/"
    answers = [
        client.get(path)
        for path in (entry, f"{entry}permanences.ics", f"{entry}signaler/", "/recherche/", "/permanences/",
                     "/permanences.ics", "/donnees/", "/donnees/annuaire.csv", "/donnees/annuaire.geojson",
                     "/donnees/data-inclusion.json", "/api/hsds/services", "/sitemap.xml",
                     f"/orienter/feuille/?fiche={service.public_id}", "/plan-du-site/", "/reseaux/", "/")
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [200] * len(answers)
    assert [answer.request["PATH_INFO"] for answer in answers if b"Cachette" in body_of(answer)] == []


@pytest.mark.safety(33, 59)
def test_robots_are_told_of_no_door(client):
    answer = client.get("/robots.txt").text

    assert [word for word in ("gestion", "pro/", "verifier") if word in answer] == []


@pytest.mark.safety(59)
@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/recherche/", "/guides/", "/plan-du-site/", "/nulle-part/"])
def test_no_public_page_leads_to_the_back_office(client, page):
    assert "/gestion/" not in client.get(page).text


@pytest.mark.safety(59)
@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/gestion/", "/gestion/connexion/", "/pro/"])
def test_doors_of_the_staff_are_kept_from_search_engines(client, path):
    assert client.get(path).headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.safety(39, 58)
@pytest.mark.django_db
def test_a_breakdown_tells_nothing_of_itself(broken):
    page = broken(500).text

    assert [word for word in ("détail de la panne", "Traceback", "RuntimeError", "Django") if word in page] == []


@pytest.mark.safety(32)
def test_words_that_tell_are_known():
    assert {"violen", "victim", "agress"} <= set(REVEALING_STEMS)
