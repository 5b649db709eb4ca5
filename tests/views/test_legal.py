"""The pages the law asks for, the help page and the site map."""

import re
from html import unescape

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.urls import get_resolver

from resources.legal import REQUIRED, blanks
from resources.models import SiteText
from resources.validators import validate_neutral_title
from tests.factories import GuideFactory, SiteTextFactory

PAGES = ["accessibilite", "mentions-legales", "donnees-personnelles", "discretion", "plan-du-site", "urgence"]
STATE = "Accessibilité : non conforme"
DECLARATION = [
    "Déclaration d’accessibilité",
    "État de conformité",
    "Résultats des tests",
    "Contenus non accessibles",
    "Non-conformités",
    "Dérogations pour charge disproportionnée",
    "Contenus non soumis à l’obligation d’accessibilité",
    "Établissement de cette déclaration d’accessibilité",
    "Technologies utilisées pour la réalisation du site",
    "Environnement de test",
    "Outils utilisés lors de l’évaluation",
    "Pages du site ayant fait l’objet de la vérification de conformité",
    "Retour d’information et contact",
    "Voies de recours",
]


def headings(page):
    return [unescape(text) for text in re.findall(r"<h[1-6]>(.*?)</h[1-6]>", page)]


def main_of(page):
    return re.search(r"<main.*?</main>", page, re.DOTALL).group()


@pytest.fixture
def broken_database(monkeypatch):
    def refuse(connection):
        raise OperationalError("no database")

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)


@pytest.mark.safety(41)
@pytest.mark.django_db
def test_the_declaration_has_the_imposed_headings_in_their_order(client):
    assert headings(client.get("/accessibilite/").text) == DECLARATION


@pytest.mark.safety(41)
@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    ["Défenseur des droits", "Libre réponse 71120, 75342 Paris CEDEX 07", "article 47 de la loi n° 2005-102"],
)
def test_the_declaration_says_what_is_imposed(client, words):
    assert words in client.get("/accessibilite/").text


@pytest.mark.safety(40)
@pytest.mark.django_db
def test_the_home_page_states_its_accessibility_once(client):
    page = client.get("/").text

    assert re.findall(r"Accessibilité : [\w ]+", page) == [STATE]


@pytest.mark.safety(18, 19, 37, 41)
@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/guides/", "/urgence/", "/nulle-part/"])
@pytest.mark.parametrize("target", PAGES)
def test_every_page_links_to_it(client, path, target):
    footer = re.search(r"<footer>.*?</footer>", client.get(path).text, re.DOTALL).group()

    assert f'href="/{target}/"' in footer


@pytest.mark.safety(37)
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "mentions-legales",
            [
                "Éditeur",
                "Directeur ou directrice de la publication",
                "Hébergeur",
                "Licence et réutilisation",
                "Crédits",
            ],
        ),
        ("donnees-personnelles", ["Responsable et base légale", "Qui reçoit ces données", "Vos droits"]),
    ],
    ids=["notice", "personal data"],
)
def test_a_legal_page_has_its_parts(client, page, expected):
    assert set(expected) <= set(headings(client.get(f"/{page}/").text))


@pytest.mark.safety(37, 42)
@pytest.mark.django_db
@pytest.mark.parametrize(("page", "keys"), REQUIRED.items(), ids=REQUIRED)
def test_a_blank_is_visible(client, page, keys):
    assert main_of(client.get(f"/{page}/").text).count("À compléter") >= len(keys)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "key"), [(page, key) for page, keys in REQUIRED.items() for key in keys], ids=lambda value: value
)
def test_what_staff_write_takes_the_place_of_the_blank(client, page, key):
    before = main_of(client.get(f"/{page}/").text).count("À compléter")
    SiteTextFactory(key=key, body="Des mots à nous")

    after = main_of(client.get(f"/{page}/").text)

    assert (after.count("Des mots à nous"), after.count("À compléter")) == (1, before - 1)


@pytest.mark.django_db
def test_the_page_says_how_long_a_report_is_kept(client, settings):
    settings.REPORT_KEPT_DAYS = 90
    settings.REPORT_ANSWER_DAYS = 30

    page = client.get("/donnees-personnelles/").text

    assert "effacé 90 jours après avoir été traité" in page
    assert "au plus tard au bout de 30 jours" in page


@pytest.mark.django_db
def test_an_address_that_staff_write_is_a_link(client):
    SiteTextFactory(key="accessibility_plan", body="https://exemple.fr/schema")

    assert '<a href="https://exemple.fr/schema" rel="noreferrer">' in client.get("/accessibilite/").text


@pytest.mark.django_db
def test_what_staff_write_is_shown_as_written(client):
    SiteTextFactory(key="publisher_name", body="<b>Nous</b> & vous")

    assert "&lt;b&gt;Nous&lt;/b&gt; &amp; vous" in client.get("/mentions-legales/").text


@pytest.mark.parametrize("page", PAGES)
def test_a_page_answers_when_the_database_does_not(client, broken_database, page):
    assert client.get(f"/{page}/").status_code == 200


def test_a_text_out_of_reach_is_no_blank(client, broken_database):
    assert "À compléter" not in client.get("/mentions-legales/").text


@pytest.mark.parametrize("page", ["discretion", "urgence"])
def test_a_page_needs_no_database(client, page):
    # No database mark: a query would fail the test.
    assert client.get(f"/{page}/").status_code == 200


@pytest.mark.safety(32)
@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_a_title_and_its_address_are_neutral(client, page):
    title = unescape(re.search(r"<title>(.*?)</title>", client.get(f"/{page}/").text).group(1))

    validate_neutral_title(title)
    validate_neutral_title(page)


@pytest.mark.safety(27)
@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_a_page_keeps_nothing(client, page):
    response = client.get(f"/{page}/")

    assert (dict(response.cookies), response.headers["Cache-Control"]) == ({}, "no-store")


@pytest.mark.safety(19)
@pytest.mark.parametrize(
    "words",
    ["trois fois", "touches rémanentes", "Chrome", "Safari", "Firefox", "Edge", "Un historique vide",
     "mode discret", "liste des appels", "effacer ne sert à rien", "L’historique : les pages lues avant y restent"],
)  # fmt: skip
def test_the_help_page_says_what_is_erased_and_what_is_not(client, words):
    assert words in client.get("/discretion/").text


@pytest.mark.safety(16)
@pytest.mark.parametrize("promise", ["sécurisé", "anonym", "sans trace"])
def test_the_help_page_promises_nothing(client, promise):
    assert promise not in client.get("/discretion/").text.lower()


@pytest.mark.django_db
def test_the_site_map_holds_every_public_page(client):
    shown = set(re.findall(r'<a href="([^"]+)"', main_of(client.get("/plan-du-site/").text)))
    routes = {f"/{pattern.pattern}" for pattern in get_resolver("resources.urls").url_patterns}
    pages = {
        route
        for route in routes
        if "<" not in route
        and (answer := client.get(route)).status_code == 200
        and answer.headers["Content-Type"].startswith("text/html")
    }

    assert pages - shown == set()


@pytest.mark.django_db
def test_the_site_map_holds_the_published_guides(client):
    GuideFactory(title="Un brouillon")
    guide = GuideFactory(
        slug="un-guide", title="Un guide", status="published", sources="- Une source", reviewed_on="2026-11-23"
    )

    page = client.get("/plan-du-site/").text

    assert f'<a href="/guides/{guide.slug}/">Un guide</a>' in page
    assert "Un brouillon" not in page


def test_a_text_of_spaces_is_blank():
    bodies = {key: "Écrit" for keys in REQUIRED.values() for key in keys} | {"dpo_contact": "  "}

    assert blanks(bodies) == {"donnees-personnelles": ["dpo_contact"]}


@pytest.mark.django_db
def test_the_command_lists_what_is_left_to_write(capsys):
    SiteTextFactory(key="dpo_contact", label="Contact du délégué", body="")

    with pytest.raises(CommandError, match="textes à compléter"):
        call_command("list_blank_texts")

    assert "  Contact du délégué\n" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_is_content_when_all_is_written(capsys):
    SiteText.objects.bulk_create(
        SiteText(key=key, label=key, body="Écrit") for key in {key for keys in REQUIRED.values() for key in keys}
    )

    call_command("list_blank_texts")

    assert capsys.readouterr().out == "Tous les textes obligatoires sont écrits.\n"
