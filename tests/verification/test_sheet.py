"""What an entry says, as its structure reads it again."""

import pytest

from resources.enums import Correction, Fact
from resources.models import ContactPoint, Location, OpeningRule, Service
from resources.verification.sheet import sheets_of
from tests.factories import (
    CommuneFactory,
    ContactPointFactory,
    LocationFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    service = ServiceFactory(published=True, name="Maison Mélusine")
    place = LocationFactory(name="Mairie", street="2 rue du Port", commune=CommuneFactory(civray=True))
    ServiceAtLocationFactory(service=service, location=place, office_hours=True)
    ContactPointFactory(service=service, value="05 49 00 00 00", label="Standard")
    return service


def sheet_of(service, at):
    return sheets_of([service.pk], at=at)[0]


@pytest.mark.parametrize(
    ("correction", "said"),
    [
        pytest.param(Correction.PHONE, "05 49 00 00 00 (Standard)", id="phone"),
        pytest.param(
            Correction.HOURS,
            "Mairie : Du lundi au vendredi, 9\u00a0h–17\u00a0h, sauf jours fériés",
            id="hours",
        ),
        pytest.param(Correction.PLACE, "Mairie, 2 rue du Port, 86000 Civray", id="place"),
        pytest.param(Correction.SUMMARY, "Écoute et explique les démarches.", id="summary"),
    ],
)
def test_a_sheet_says_what_the_public_reads(service, noon, correction, said):
    assert sheet_of(service, noon).says(correction) == said


def test_facts_one_can_confirm_are_those_it_states(service, noon):
    assert sheet_of(service, noon).facts == (Fact.EXISTENCE, Fact.PHONE, Fact.HOURS, Fact.PLACE)


def test_an_entry_that_says_nothing_more_has_only_its_existence_to_confirm(noon):
    assert sheet_of(ServiceFactory(published=True), noon).facts == (Fact.EXISTENCE,)


def test_a_secret_place_says_nothing_of_itself(noon):
    service = ServiceFactory(published=True)
    place = LocationFactory(confidential_site=True, name="Foyer de la rue Cachée")
    ServiceAtLocationFactory(service=service, location=place)

    sheet = sheet_of(service, noon)

    assert (sheet.secret, sheet.has_place, "Cachée" in repr(sheet.doors)) == (True, False, False)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: Service.objects.update(name="Autre"), id="name"),
        pytest.param(lambda: Service.objects.update(summary="Autre."), id="summary"),
        pytest.param(lambda: ContactPoint.objects.update(value="3919"), id="phone"),
        pytest.param(lambda: OpeningRule.objects.update(end="18:00"), id="hours"),
        pytest.param(lambda: Location.objects.update(street="3 rue du Port"), id="place"),
    ],
)
def test_its_mark_changes_with_what_it_says(service, noon, change):
    before = sheet_of(service, noon).fingerprint

    change()

    assert sheet_of(service, noon).fingerprint != before


def test_its_mark_stays_when_days_come_and_go(service, noon):
    before = sheet_of(service, noon).fingerprint

    ScheduleExceptionFactory(way_in=service.ways_in.get())

    assert sheet_of(service, noon).fingerprint == before
