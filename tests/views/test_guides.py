"""A guide says what it knows, from where, and who can do it near the reader."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resources.models import Guide
from tests.factories import (
    CommuneFactory,
    GuideFactory,
    LocationFactory,
    NeedFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def need():
    return NeedFactory(slug="proteger")


@pytest.fixture
def guide(need):
    return GuideFactory(published=True, slug="page", needs=[need])


def service_at(commune, need, **fields):
    service = ServiceFactory(published=True, areas=[("commune", commune.insee)], needs=[need], **fields)
    ServiceAtLocationFactory(service=service, location=LocationFactory(commune=commune))
    return service


def test_citation_leads_to_its_source(client, guide):
    page = client.get("/guides/page/").text

    assert 'href="#source-1"' in page
    assert '<li id="source-1">Service-public.fr, 2026</li>' in page
    assert "Relu le 1 novembre 2026" in page


def test_guide_read_too_long_ago_says_so(client, guide):
    Guide.objects.update(reviewed_on=date(2024, 1, 1))

    assert "relu pour la dernière fois le 1 janvier 2024" in client.get("/guides/page/").text


def test_note_of_the_staff_stays_among_them(client, guide):
    Guide.objects.update(review_note="Article à relire par un juriste")

    assert "juriste" not in client.get("/guides/page/").text


@pytest.mark.parametrize(("note", "said"), [("Le délai a changé.", True), ("", False)], ids=["to-be-read", "read"])
def test_guide_that_somebody_must_still_read_says_so(client, guide, note, said):
    guide.review_note = note
    guide.save()

    assert ("Une partie de ce guide est à vérifier" in client.get(guide.get_absolute_url()).text) is said


def test_guide_leads_to_what_is_near_the_town(client, guide, need):
    civray = service_at(CommuneFactory(civray=True), need, name="Permanence de Civray")
    service_at(CommuneFactory(chatellerault=True), need, name="Permanence de Châtellerault")

    page = client.get("/guides/page/?ou=86078").text

    assert "Qui peut vous aider près de Civray" in page
    assert f'href="/fiche/{civray.public_id}/?ou=86078"' in page
    assert "Permanence de Châtellerault" not in page
    assert 'href="/recherche/?ou=86078&amp;besoin=proteger"' in page


def test_guide_leads_only_to_what_can_do_it(client, guide):
    other = NeedFactory(slug="dormir")
    service_at(CommuneFactory(civray=True), other, name="Tout autre chose")

    assert "Tout autre chose" not in client.get("/guides/page/?ou=86078").text


def test_service_for_perpetrators_stays_out_of_a_guide_for_victims(client, guide, need):
    service_at(CommuneFactory(civray=True), need, name="Pour les auteurs", serves="perpetrators")

    for address in ("/guides/page/", "/guides/page/?ou=86078"):
        assert "Pour les auteurs" not in client.get(address).text


def test_guide_for_those_who_hurt_leads_to_what_serves_them(client):
    need = NeedFactory(slug="changer", serves="perpetrators")
    GuideFactory(published=True, slug="changer", needs=[need])
    service_at(CommuneFactory(civray=True), need, name="Pour les auteurs", serves="perpetrators")

    assert "Pour les auteurs" in client.get("/guides/changer/?ou=86078").text


@pytest.mark.parametrize("typed", ["Civray", "civrai", "86400"], ids=["name", "misspelt", "postal-code"])
def test_town_typed_is_answered_by_an_address_of_codes(client, guide, typed):
    CommuneFactory(civray=True)

    response = client.post("/guides/page/", {"ou": typed})

    assert response.status_code == 303
    assert response.headers["Location"] == "/guides/page/?ou=86078#pres-de-vous"
    assert not response.cookies


def test_unknown_town_leaves_no_trace_of_its_words(client, guide):
    response = client.post("/guides/page/", {"ou": "ma rue secrète"})

    assert response.headers["Location"] == "/guides/page/?ou=inconnu#pres-de-vous"
    assert "pas reconnu ce nom de commune" in client.get("/guides/page/?ou=inconnu").text


def test_nothing_typed_shows_the_guide_again(client, guide):
    assert client.post("/guides/page/", {"ou": ""}).headers["Location"] == "/guides/page/?#pres-de-vous"


def test_guide_without_a_need_asks_no_town(client):
    GuideFactory(published=True, slug="seul")

    assert "pres-de-vous" not in client.get("/guides/seul/").text


@pytest.mark.parametrize("where", ["", "?ou=86078"], ids=["anywhere", "near"])
def test_guide_costs_the_same_number_of_queries_however_many_can_help(client, guide, need, where):
    commune = CommuneFactory(civray=True)
    service_at(commune, need)
    client.get("/guides/page/")  # what is read once a process

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/guides/page/{where}")
        return len(captured)

    few = queries()
    for _ in range(6):
        service_at(commune, need)

    assert queries() == few


def test_entry_leads_to_its_guides_near_the_same_town(client, guide, need):
    service = service_at(CommuneFactory(civray=True), need)
    GuideFactory(published=True, slug="ailleurs", needs=[NeedFactory(slug="dormir")])
    GuideFactory(slug="brouillon", needs=[need])

    page = client.get(f"/fiche/{service.public_id}/?ou=86078").text

    assert 'href="/guides/page/?ou=86078"' in page
    assert "/guides/ailleurs/" not in page
    assert "/guides/brouillon/" not in page


def test_list_of_guides_leads_to_the_figures(client):
    assert 'href="/chiffres/"' in client.get("/guides/").text.split("<main")[1].split("</main>")[0]
