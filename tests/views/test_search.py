"""The search as a browser meets it: words go in by post, codes come out in the address."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from resources.models import Service
from tests.factories import (
    CommuneFactory,
    CommuneNameFactory,
    LineFactory,
    LocationFactory,
    NeedFactory,
    PostalCodeFactory,
    SearchTermFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def civray():
    return CommuneFactory(civray=True)


def desks(commune, count):
    for number in range(count):
        service = ServiceFactory(published=True, name=f"Accueil {number:02}")
        ServiceAtLocationFactory(service=service, location=LocationFactory(commune=commune), office_hours=True)


@pytest.mark.parametrize(("address", "title"), [("/recherche/", "À Civray"), ("/en/recherche/", "In Civray")])
def test_a_group_has_a_title_with_a_capital(client, civray, address, title):
    desks(civray, 1)

    assert f">{title}</h2>" in client.get(f"{address}?ou=86078").text


def landed(client, **typed):
    response = client.post("/recherche/", typed)
    assert response.status_code == 303
    return response.headers["Location"], parse_qs(urlsplit(response.headers["Location"]).query)


def test_a_typed_town_becomes_a_code(client, civray):
    assert landed(client, ou="civrai")[1] == {"ou": ["86078"]}


def test_typed_words_become_needs(client, civray):
    SearchTermFactory(text="il me frappe", folded="il me frappe", need=NeedFactory(slug="proteger"))

    assert landed(client, ou="Civray", quoi="Il me frappe !")[1] == {"ou": ["86078"], "besoin": ["proteger"]}


@pytest.mark.safety(31)
def test_nothing_typed_reaches_the_address(client, civray):
    address, _ = landed(client, ou="rue des secrets", quoi="motjamaisvu autremotjamaisvu")

    assert address == "/recherche/?ou=inconnu&quoi=non-compris"


def test_the_name_of_one_service_opens_it(client):
    service = ServiceFactory(published=True, name="Maison Mélusine")

    assert landed(client, quoi="melusine")[0] == f"/fiche/{service.public_id}/"


def test_a_draft_is_not_found_by_its_name(client):
    ServiceFactory(name="Maison Mélusine")

    assert "fiche" not in landed(client, quoi="melusine")[0]


def test_an_insee_code_that_is_a_postal_code_finds_its_own_commune(client):
    fontaine = CommuneFactory(insee="86100", name="Fontaine-le-Comte")
    PostalCodeFactory(commune=CommuneFactory(chatellerault=True), code="86100")

    address, _ = landed(client, ou="fontaine le comte")

    assert f"<h1>Autour de {fontaine.name}</h1>" in client.get(address).text


def test_a_postal_code_answers_for_its_largest_commune_and_offers_the_others(client):
    PostalCodeFactory(commune=CommuneFactory(chatellerault=True), code="86100")
    PostalCodeFactory(commune=CommuneFactory(insee="86005", name="Antran", population=1200), code="86100")

    page = client.get("/recherche/?ou=86100").text

    assert "<h1>Autour de Châtellerault</h1>" in page
    assert ">Antran</a>" in page


def test_an_old_name_answers_for_the_commune_of_today(client):
    CommuneNameFactory(commune=CommuneFactory(insee="86115", name="Jaunay-Marigny"), name="Jaunay-Clan")

    assert "<h1>Autour de Jaunay-Marigny</h1>" in client.get("/recherche/?ou=jaunay+clan").text


def test_an_unknown_town_gets_suggestions_and_the_lines(client, civray):
    LineFactory(name="3919, Écoute")

    page = client.get("/recherche/?ou=zzzzzzzz").text

    assert "Nous n’avons pas reconnu ce nom de commune" in page
    assert ">Civray</a>" in page
    assert 'href="tel:3919"' in page


def test_no_result_still_shows_a_way_on(client, civray):
    page = client.get("/recherche/?ou=86078&fauteuil=1").text

    assert "Rien ne correspond" in page
    assert 'href="tel:3919"' in page


TO_ASK = '<h2 id="demander">À demander au téléphone</h2>'


def answered_and_to_ask(client, query):
    """The names of what is known to answer, then of what nobody knows."""
    parts = client.get(f"/recherche/?{query}").text.partition(TO_ASK)
    return tuple(re.findall(r'data-print="[^"]*">([^<]*)</a></h3>', part) for part in (parts[0], parts[2]))


@pytest.fixture
def complaints(civray):
    """A service for each answer to "must one have lodged a complaint?"."""
    for name, answer in (("Sans", "no"), ("Avec", "yes"), ("On ne sait", "unknown")):
        service = ServiceFactory(published=True, name=name, complaint_required=answer)
        ServiceAtLocationFactory(service=service, location=LocationFactory(commune=civray))


def test_what_nobody_knows_is_to_be_asked_and_is_no_refusal(client, complaints):
    assert answered_and_to_ask(client, "ou=86078&plainte=non") == (["Sans"], ["On ne sait"])


def test_nothing_is_to_be_asked_when_nothing_was_chosen(client, complaints):
    assert TO_ASK not in client.get("/recherche/?ou=86078").text


def test_what_nobody_knows_is_shown_when_nothing_answers(client, civray):
    desks(civray, 1)

    assert answered_and_to_ask(client, "ou=86078&fauteuil=1") == ([], ["Accueil 00"])


def test_what_is_to_be_asked_comes_after_all_that_is_known(client, civray):
    for number in range(21):
        ServiceFactory(published=True, name=f"Sans {number}", complaint_required="no")
    ServiceFactory(published=True, name="On ne sait", complaint_required="unknown")

    assert TO_ASK not in client.get("/recherche/?plainte=non").text
    assert answered_and_to_ask(client, "plainte=non&page=2")[1] == ["On ne sait"]


def test_services_for_perpetrators_are_not_to_be_asked_by_a_victim(client, civray):
    ServiceFactory(published=True, name="Changer", serves="perpetrators", complaint_required="unknown")

    assert TO_ASK not in client.get("/recherche/?plainte=non").text


@pytest.mark.parametrize("count", [1, 20, 50])
def test_the_number_of_queries_does_not_grow(client, civray, django_assert_num_queries, count):
    desks(civray, count)
    client.get("/recherche/?ou=86078")

    with django_assert_num_queries(13):
        client.get("/recherche/?ou=86078")


@pytest.mark.parametrize("count", [1, 20, 50])
def test_what_is_to_be_asked_costs_two_queries(client, civray, django_assert_num_queries, count):
    desks(civray, count)
    client.get("/recherche/?ou=86078&plainte=non")

    with django_assert_num_queries(15):
        client.get("/recherche/?ou=86078&plainte=non")


def test_a_misspelt_town_takes_at_most_fifteen_queries(client, civray, django_assert_max_num_queries):
    desks(civray, 25)
    client.get("/recherche/?ou=civrai")

    with django_assert_max_num_queries(15):
        client.get("/recherche/?ou=civrai")


def test_the_second_page_is_one_tap_away(client, civray):
    desks(civray, 25)

    page = client.get("/recherche/?ou=86078").text

    assert 'href="?ou=86078&amp;page=2"' in page
    assert "Accueil 24" in client.get("/recherche/?ou=86078&page=2").text


@pytest.mark.safety(67)
def test_an_entry_edited_shows_at_once(client, civray):
    desks(civray, 1)
    Service.objects.update(summary="Une phrase toute neuve.")

    assert "Une phrase toute neuve." in client.get("/recherche/?ou=86078").text


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("ou=" + "a" * 50_000, id="fifty kilobytes"),
        pytest.param("ou=%00%00", id="null bytes"),
        pytest.param("ou='; DROP TABLE resources_service; --", id="SQL"),
        pytest.param("ou=%25_%5C(.*)%2B%5B", id="patterns"),
        pytest.param("ou=86078&ou=86194&ou=", id="repeated"),
        pytest.param("page=abc&rayon=-1&aussi=,,,&fiche=zzz", id="absurd"),
        pytest.param("page=99999999999999999999", id="huge page"),
        pytest.param("besoin=x&besoin=&type=nothing&public=nobody&acces=9", id="unknown slugs"),
        pytest.param("ou=%F0%9F%98%80&quoi=%E2%80%AE", id="emoji and direction marks"),
    ],
)
def test_hostile_addresses_get_a_useful_page(client, civray, query):
    LineFactory()

    response = client.get(f"/recherche/?{query}")

    assert response.status_code == 200
    assert 'href="tel:3919"' in response.text


def test_other_methods_are_refused(client):
    assert client.delete("/recherche/").status_code == 405


@pytest.mark.safety(25)
def test_the_form_posts_without_a_token_nor_a_cookie(client, civray):
    response = client.post("/recherche/", {"ou": "civray"})

    assert not response.cookies
    assert "csrfmiddlewaretoken" not in client.get("/").text


@pytest.mark.safety(33)
def test_results_are_not_for_search_engines(client):
    assert client.get("/recherche/").headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    ("alert", "number"),
    [
        pytest.param("17", "sms:114", id="danger"),
        pytest.param("15", "tel:15", id="medical"),
        pytest.param("3114", "tel:3114", id="suicide"),
        pytest.param("119", "tel:119", id="child"),
    ],
)
def test_words_of_danger_put_a_number_above_everything(client, civray, alert, number):
    SearchTermFactory(text="des mots graves", folded="des mots graves", need=NeedFactory(slug="urgence"), alert=alert)

    address, asked = landed(client, ou="Civray", quoi="des mots graves")

    page = client.get(address).text
    assert asked["appel"] == [alert]
    assert page.index(number, page.index("<main")) < page.index("<h1>")


def test_a_town_and_a_need_in_one_box_are_told_apart(client, civray):
    SearchTermFactory(text="hébergement", folded="hebergement", need=NeedFactory(slug="dormir"))

    assert landed(client, quoi="hébergement Civray")[1] == {"ou": ["86078"], "besoin": ["dormir"]}


def test_a_word_for_a_place_leads_to_its_kind(client, civray):
    SearchTermFactory(text="commissariat", folded="commissariat", need=None, kind="police-gendarmerie")

    assert landed(client, ou="civray", quoi="commissariat")[1] == {"ou": ["86078"], "type": ["police-gendarmerie"]}


def test_a_service_looked_for_by_name_comes_first_and_the_rest_still_answers(client, civray):
    desks(civray, 3)
    named = ServiceFactory(published=True, name="Maison Mélusine", areas=[("commune", "86999")])

    page = client.get(f"/recherche/?ou=86078&fiche={named.public_id}").text

    assert page.index("Maison Mélusine") < page.index("Accueil 00")


def test_each_choice_can_be_taken_away(client, civray):
    NeedFactory(slug="dormir", name="Dormir")

    page = client.get("/recherche/?ou=86078&besoin=dormir&ouvert=1").text

    assert 'href="?ou=86078&amp;ouvert=1"><span class="visually-hidden">Retirer : </span>Dormir' in page
    assert 'href="?ou=86078&amp;besoin=dormir"><span class="visually-hidden">Retirer : </span>Ouvert maintenant' in page


def test_words_in_the_address_still_answer_and_go_no_further(client, civray):
    SearchTermFactory(text="il me frappe", folded="il me frappe", need=NeedFactory(slug="proteger", name="Me protéger"))

    page = client.get("/recherche/?ou=civray&quoi=il+me+frappe").text

    assert "Me protéger" in page
    assert "il+me+frappe" not in page


@pytest.mark.parametrize(
    "state", [{"serves": "perpetrators"}, {"status": "draft"}, {"status": "archived"}], ids=lambda state: str(state)
)
def test_an_address_cannot_name_into_the_results_what_must_stay_out(client, civray, state):
    service = ServiceFactory(published=True, name="Nom à taire")
    Service.objects.filter(pk=service.pk).update(**state)

    assert "Nom à taire" not in client.get(f"/recherche/?ou=86078&fiche={service.public_id}").text


def test_filters_are_a_form_with_the_answers_each_would_give(client, civray):
    desks(civray, 3)

    page = client.get("/recherche/?ou=86078").text

    assert 'name="besoin" value="parler">Parler (3)</label>' in page


def test_what_would_give_nothing_cannot_be_chosen(client, civray):
    desks(civray, 1)

    page = client.get("/recherche/?ou=86078").text

    assert 'name="fauteuil" value="1" disabled>' in page
    assert 'name="type" value="jeunes"' not in page


def test_how_many_are_open_is_said_when_all_are_on_the_page(client, civray, monkeypatch, noon):
    desks(civray, 2)
    monkeypatch.setattr("django.utils.timezone.localtime", lambda: noon)

    assert 'name="ouvert" value="1">Ouvert maintenant (2)</label>' in client.get("/recherche/?ou=86078").text


@pytest.mark.parametrize(
    "query", ["langue=xx&langue=ar", "langue=", "type=x&public=y&langue=z&acces=unknown"], ids=lambda query: query
)
def test_unknown_values_are_as_if_they_were_not_there(client, civray, query):
    desks(civray, 1)

    assert "Accueil 00" in client.get(f"/recherche/?ou=86078&{query}").text


def test_an_empty_list_links_to_what_gives_answers(client, civray):
    desks(civray, 2)

    page = client.get("/recherche/?ou=86078&fauteuil=1").text

    assert '<a href="?ou=86078">Sans « Accessible en fauteuil » (2)</a>' in page


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param({"ou": "avocat"}, {"besoin": ["droits"]}, id="a need alone"),
        pytest.param({"ou": "avocat Civray"}, {"ou": ["86078"], "besoin": ["droits"]}, id="a need and a town"),
        pytest.param({"ou": "avocat de Civray"}, {"ou": ["86078"]}, id="a landmark"),
        pytest.param({"ou": "Civray"}, {"ou": ["86078"]}, id="a town"),
        pytest.param({"ou": "avocat", "quoi": "civray"}, {"ou": ["86078"], "besoin": ["droits"]}, id="boxes swapped"),
    ],
)
def test_a_need_typed_for_a_town_is_understood(client, civray, typed, expected):
    SearchTermFactory(text="avocat", folded="avocat", need=NeedFactory(slug="droits"))

    assert landed(client, **typed)[1] == expected


TOO_LONG, NULL = "zqx" * 400, "zqx\x00zqx"


@pytest.mark.parametrize("name", ["ou", "quoi"])
@pytest.mark.parametrize("typed", [TOO_LONG, NULL, "zqx!", "«zqx»"], ids=["long", "null", "sign", "quotes"])
def test_nothing_typed_is_left_in_the_address(client, name, typed):
    response = client.post("/recherche/", {name: typed})

    assert "zqx" not in response.url


@pytest.mark.parametrize("name", ["ou", "quoi", "besoin", "public", "type", "langue", "appel", "rayon"])
def test_signs_alone_are_left_out_of_the_address(client, name):
    assert "%" not in client.post("/recherche/", {name: "!! ?"}).url


def test_codes_are_not_repeated_without_end(client):
    response = client.post("/recherche/", {"ou": "Poitiers", "besoin": [f"code-{n}" for n in range(500)]})

    assert response.url.count("besoin=") == 30
