"""The page of one entry."""

import re

import pytest
from django.utils import timezone

from resources.models import Service
from tests.factories import (
    CommuneFactory,
    ContactPointFactory,
    LocationFactory,
    OpeningRuleFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db


def test_an_entry_says_whom_to_call_and_how_far(client):
    CommuneFactory(civray=True)
    service = ServiceFactory(published=True, name="Maison Mélusine", neutral_title="Maison Mélusine")
    ServiceAtLocationFactory(service=service, location=LocationFactory(commune=CommuneFactory(poitiers=True)))
    ContactPointFactory(service=service, value="05 49 00 00 00")

    page = client.get(f"/fiche/{service.public_id}/?ou=86078").text

    assert 'href="tel:0549000000"' in page
    assert "49\u00a0km" in page
    assert "Autour de Civray" in page


def test_hours_in_doubt_are_never_shown_as_sure(client):
    service = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=service, day_and_night=True)
    VerificationFactory(service=service, fact="hours", outcome="doubtful")

    page = client.get(f"/fiche/{service.public_id}/").text

    assert page.count('class="tag unknown">Ouvert jour et nuit, à confirmer') == 2
    assert 'class="tag open"' not in page


def test_an_ordinary_week_is_said_once_and_its_table_folded(client):
    way = ServiceAtLocationFactory(service=ServiceFactory(published=True), office_hours=True)

    page = client.get(f"/fiche/{way.service.public_id}/").text

    assert "Du lundi au vendredi, 9" in page
    assert "Prochaines dates" not in page
    assert re.search(r"<summary>.*</summary><div>\s*<table", page)


def test_dates_to_count_are_given(client):
    way = OpeningRuleFactory(way_in__service__published=True, first_tuesday=True).way_in

    page = client.get(f"/fiche/{way.service.public_id}/").text

    assert "Prochaines dates" in page
    assert "<summary>" not in page


def test_a_week_with_a_closure_is_shown_day_by_day(client):
    way = ServiceAtLocationFactory(service=ServiceFactory(published=True), office_hours=True)
    ScheduleExceptionFactory(way_in=way, first_day=timezone.localdate())

    assert "<summary>" not in client.get(f"/fiche/{way.service.public_id}/").text


@pytest.mark.safety(67)
@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_what_is_not_published_is_not_found(client, status):
    service = ServiceFactory(published=True)
    Service.objects.update(status=status)

    assert client.get(f"/fiche/{service.public_id}/").status_code == 404


def test_a_public_id_in_small_letters_leads_to_the_entry(client):
    service = ServiceFactory(published=True, public_id="ABC123")

    assert client.get("/fiche/abc123/").headers["Location"] == f"/fiche/{service.public_id}/"


@pytest.mark.safety(22)
def test_a_secret_place_shows_no_address(client):
    service = ServiceFactory(published=True)
    place = LocationFactory(confidential_site=True, name="Foyer de la rue Cachée")
    ServiceAtLocationFactory(service=service, location=place)

    page = client.get(f"/fiche/{service.public_id}/").text

    assert "Adresse gardée secrète" in page
    assert "Cachée" not in page


@pytest.mark.safety(33)
def test_an_entry_kept_from_search_engines_says_so(client):
    service = ServiceFactory(published=True, indexable=False)

    assert "noindex" in client.get(f"/fiche/{service.public_id}/").headers["X-Robots-Tag"]


def test_the_page_takes_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    CommuneFactory(civray=True)
    service = ServiceFactory(published=True)
    for _ in range(6):
        ServiceAtLocationFactory(service=service, office_hours=True)

    with django_assert_max_num_queries(15):
        client.get(f"/fiche/{service.public_id}/?ou=86078")
