"""Every public page in both languages: it opens, leads to the other, and leaves no word of French unsaid."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import override

from resources import urls
from resources.languages import NAMES, ONLY_FRENCH, OTHERS
from tests.factories import (
    CommuneFactory,
    ContactPointFactory,
    EpciFactory,
    GuideFactory,
    KeyFigureFactory,
    LineFactory,
    NeedFactory,
    NetworkFactory,
    OpeningRuleFactory,
    ServiceAreaFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)
from tests.languages.reading import Spoken, left_in_french
from tests.referral_factories import ReferralSheetFactory

pytestmark = pytest.mark.django_db
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">')


@pytest.fixture
def town():
    """One of each thing a public address may name."""
    epci = EpciFactory(code="200069854")
    commune = CommuneFactory(insee="86194", epci=epci)
    need = NeedFactory(slug="parler", english_name="Talk to someone")
    service = ServiceFactory(
        public_id="ABC123", name="Accueil", summary="Une phrase en français.", main_need=need, published=True
    )
    way = ServiceAtLocationFactory(service=service, location__commune=commune, hours_source="own")
    OpeningRuleFactory(way_in=way, location=None)
    ServiceAreaFactory(service=service, kind="commune", code=commune.insee)
    ContactPointFactory(service=service)
    LineFactory()
    guide = GuideFactory(published=True, slug="ordonnance", needs=[need])
    KeyFigureFactory()
    network = NetworkFactory(slug="nord", seat=commune)
    sheet = ReferralSheetFactory(public_ids=service.public_id, expires_at=timezone.now() + timedelta(days=1))
    return {
        "public_id": service.public_id,
        "slug": {"guide": guide.slug, "network": network.slug},
        "insee": commune.insee,
        "key": {"commune": commune.insee, "epci": epci.code, "network": network.slug},
        "code": sheet.code,
    }


ALL = [pattern.name for pattern in urls.PAGES]
PAGES = [name for name in ALL if "calendar" not in name]


def address(name, town, language):
    pattern = next(one for one in urls.PAGES if one.name == name)
    known = {key: town[key] for key in pattern.pattern.converters}
    known = {key: one if isinstance(one, str) else one[name.removesuffix("-directory")] for key, one in known.items()}
    with override(language):
        found = reverse(f"resources:{name}", kwargs=known)
    return f"{found}?fiche={town['public_id']}" if name == "sheet" else found


def asked(client, path):
    """(answer, how many queries it took) when nothing has to be read for the first time."""
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    return answer, len(queries)


def test_every_page_opens_in_both_languages_with_as_many_queries(town, client):
    for name in ALL:
        answers = [asked(client, address(name, town, language)) for language in NAMES]

        assert [answer.status_code for answer, _ in answers] == [200, 200], name
        assert len({count for _, count in answers}) == 1, name
        for answer, _ in answers:
            assert not answer.cookies, name
            assert not {"Cookie", "Accept-Language"} & set(answer.headers.get("Vary", "").split(", ")), name


def test_no_english_page_leaves_french_unsaid(town, client):
    for name in PAGES:
        page = client.get(address(name, town, "en")).text

        assert '<html lang="en">' in page, name
        assert left_in_french(page) == [], name
        assert Spoken(page).broken == [], name


def test_a_french_page_is_french_whatever_the_browser_asks(town, client):
    for name in PAGES:
        page = client.get(address(name, town, "fr"), headers={"Accept-Language": "en"}).text

        assert '<html lang="fr">' in page, name
        assert Spoken(page).broken == [], name


@pytest.mark.parametrize("name", ["home", "entry", "guide", "agenda", "commune", "emergency", "data"])
def test_each_page_names_the_other_and_is_named_by_it(name, town, client):
    pages = {language: address(name, town, language) for language in NAMES}

    for language, path in pages.items():
        page = client.get(path).text
        assert dict(ALTERNATE.findall(page)) == pages, language
        assert f'<link rel="canonical" href="{path}">' in page


def test_what_is_french_alone_is_under_no_language(client):
    for pattern in urls.IN_FRENCH:
        with override("en"), pytest.raises(Resolver404):
            resolve("/en/" + str(pattern.pattern))
    for path in ("/en/gestion/", "/en/api/hsds/", "/en/pro/", "/en/robots.txt", "/en/healthz"):
        assert client.get(path).status_code == 404
    assert ONLY_FRENCH == ("/gestion/", "/pro/", "/verifier/")


def test_the_back_office_is_french_after_an_english_page(client):
    client.get("/en/urgence/")

    assert "Quitter le site" in client.get("/gestion/connexion/").text


# -- From one language to the other ---------------------------------------------------------


def links_to_the_other(page):
    return [one["href"] for one in Spoken(page).links if one.get("class") == "tongue"]


def test_the_other_language_keeps_codes_and_mode_discret(town, client):
    page = client.get("/en/recherche/?ou=86194&besoin=parler&d=1&page=1").text

    assert links_to_the_other(page) == ["/recherche/?d=1&ou=86194&page=1&besoin=parler"]


@pytest.mark.parametrize("typed", ["Poitiers", "il me frappe", "<b>"])
def test_the_other_language_keeps_no_typed_word(typed, town, client):
    for path in ("/en/recherche/", "/recherche/", "/en/permanences/", "/en/guides/ordonnance/", "/en/fiche/ABC123/"):
        [link] = links_to_the_other(client.get(path, {"ou": typed, "quoi": typed, "autre": typed}).text)

        assert typed.split()[0].strip("<>") not in link.split("?")[-1], path


@pytest.mark.parametrize("path", ["/en/recherche/", "/en/permanences/", "/en/guides/ordonnance/", "/en/orienter/"])
def test_a_form_stays_in_its_language_and_leaves_no_typed_word(path, town, client):
    answer = client.post(path, {"ou": "Nulle-Part-du-Tout", "quoi": "au secours"})

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(path)
    assert "secours" not in answer.headers["Location"]
    assert "Nulle" not in answer.headers["Location"]


def test_redirects_keep_the_language(town, client):
    assert client.get("/en/fiche/abc123/").headers["Location"] == "/en/fiche/ABC123/"
    assert client.get("/en").headers["Location"] == "/en/"
    assert client.get("/en/orienter/feuille/").headers["Location"] == "/en/orienter/"


# -- Errors -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("get", "/en/nulle-part/", 404, "This page does not exist"),
        ("get", "/en/fiche/ZZZZZZ/", 404, "This page does not exist"),
        ("post", "/en/urgence/", 405, "This page can only be read"),
        ("get", "/nulle-part/", 404, "Cette page n’existe pas"),
    ],
)
def test_an_error_is_said_in_the_language_of_its_address(method, path, status, said, client):
    answer = getattr(client, method)(path)

    assert (answer.status_code, said in answer.text) == (status, True)
    if path.startswith("/en/"):
        assert "Leave this site" in answer.text
        assert left_in_french(answer.text) == []


def test_a_broken_page_is_said_in_english(client, monkeypatch):
    def fail(*args, **options):
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr("resources.views.home.lines_now", fail)

    assert "Something did not work" in client.get("/en/").text


def test_a_refused_host_is_told_in_english(client):
    answer = client.get("/en/", headers={"Host": "elsewhere.example"})

    assert (answer.status_code, "This address cannot be read" in answer.text) == (400, True)


# -- What is not a page -----------------------------------------------------------------------


def test_the_site_map_of_search_engines_names_both(town, client):
    page = client.get("/sitemap-fiches.xml").text

    for path in ("/fiche/ABC123/", "/en/fiche/ABC123/"):
        assert f"<loc>http://testserver{path}</loc>" in page
    for language in (*NAMES, "x-default"):
        assert f'hreflang="{language}"' in page


def test_a_calendar_is_in_the_language_of_its_address(town, client):
    calendar = client.get("/en/permanences.ics").text

    assert "X-WR-CALNAME:Advice sessions" in calendar
    assert "/en/fiche/ABC123/" in calendar
    assert "PRODID:-//" in calendar
    assert "//EN" in calendar


def test_the_emergency_page_needs_no_database_in_english(town, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get("/en/urgence/").text

    assert page.index("In danger now") < page.index("Qui appeler maintenant")


def test_the_languages_of_the_site_are_those_of_the_settings():
    assert list(NAMES) == [code for code, _ in settings.LANGUAGES]
    assert set(OTHERS) == set(NAMES) - {"fr"}
