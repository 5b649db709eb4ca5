"""What an entry says once loaded."""

from datetime import date

import pytest

from resources.enums import Fact, HoursSource, Outcome, VerificationMethod
from resources.hours import State
from resources.models import Verification
from resources.next_step import Action
from resources.search.entries import area_names, load_entries
from tests.factories import (
    CommuneFactory,
    ContactPointFactory,
    LineFactory,
    LocationFactory,
    NeedFactory,
    OpeningRuleFactory,
    OrganizationFactory,
    PhoneWayInFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


def entry_of(service, noon, **options):
    return load_entries([service.pk], at=noon, **options)[0]


def test_the_state_is_that_of_the_best_way_in(noon):
    service = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=service)
    PhoneWayInFactory(service=service, day_and_night=True)

    assert entry_of(service, noon).status.state is State.OPEN


def test_one_way_in_unknown_and_one_closed_is_unknown(noon):
    service = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=service)
    ServiceAtLocationFactory(service=service, office_hours=True)

    assert entry_of(service, noon.replace(hour=22)).status.state is State.UNKNOWN


def test_no_way_in_is_unknown(noon):
    assert entry_of(ServiceFactory(published=True), noon).status.state is State.UNKNOWN


def test_a_way_in_follows_the_hours_of_its_place(noon):
    place = LocationFactory()
    OpeningRuleFactory(location=place)
    way = ServiceAtLocationFactory(location=place, hours_source=HoursSource.LOCATION)

    assert entry_of(way.service, noon).status.state is State.OPEN


def test_rules_of_a_way_in_that_says_unknown_are_not_read(noon):
    way = ServiceAtLocationFactory(office_hours=True)
    type(way).objects.update(hours_source=HoursSource.UNKNOWN)

    assert entry_of(way.service, noon).status.state is State.UNKNOWN


def test_a_closure_of_the_place_closes_what_has_its_own_hours(noon):
    way = ServiceAtLocationFactory(office_hours=True)
    ScheduleExceptionFactory(location=way.location, first_day=noon.date(), last_day=noon.date(), reason="travaux")

    status = entry_of(way.service, noon).status

    assert (status.state, status.comment) == (State.CLOSED, "travaux")


def test_the_fallback_is_the_line_of_its_need(noon):
    line = LineFactory(name="115")
    line.contacts.update(value="115")
    service = ServiceFactory(published=True, main_need=NeedFactory(slug="dormir", line=line))

    step = entry_of(service, noon).next_step

    assert (step.action, step.contact.value) == (Action.CALL_LINE, "115")


def test_the_line_itself_does_not_fall_back_on_itself(noon):
    line = LineFactory()
    need = NeedFactory(slug="parler", line=line)
    type(line).objects.filter(pk=line.pk).update(main_need=need)

    entry = entry_of(line, noon)

    assert (entry.next_step.contact.value, entry.next_step.backup) == ("3919", None)


def test_the_number_of_the_organisation_serves_when_the_entry_has_none(noon):
    organization = OrganizationFactory()
    ContactPointFactory(organization=organization, service=None, value="05 49 11 11 11")

    step = entry_of(ServiceFactory(published=True, organization=organization), noon).next_step

    assert (step.contact.value, step.of_organization) == ("05 49 11 11 11", True)


def test_an_email_address_is_not_offered(noon):
    service = ServiceFactory(published=True)
    ContactPointFactory(service=service, kind="email", value="contact@exemple.fr")

    entry = entry_of(service, noon)

    assert (entry.phones, entry.links) == ([], [])


def test_a_doubt_about_hours_is_told(noon):
    service = ServiceFactory(published=True)
    Verification.objects.create(
        service=service,
        fact=Fact.HOURS,
        outcome=Outcome.DOUBTFUL,
        on=date(2026, 11, 23),
        method=VerificationMethod.SOURCE,
    )

    assert entry_of(service, noon).doubtful_hours


def test_unknown_facts_are_asked_for_rather_than_denied(noon):
    service = ServiceFactory(published=True, complaint_required="no")
    ServiceAtLocationFactory(service=service)

    entry = entry_of(service, noon)

    assert entry.known_facts == ["Pas besoin d’avoir porté plainte."]
    assert "les enfants" in entry.unknown_facts


@pytest.mark.parametrize(
    ("until", "suspended"),
    [
        pytest.param(date(2026, 11, 24), True, id="last day"),
        pytest.param(date(2026, 11, 23), False, id="over"),
        pytest.param(None, False, id="never"),
    ],
)
def test_a_suspension_ends_by_itself(noon, until, suspended):
    service = ServiceFactory(published=True, suspended_until=until, suspension_message="Travaux")

    assert entry_of(service, noon).suspended is suspended


def test_areas_read_by_name():
    commune = CommuneFactory(civray=True)
    service = ServiceFactory(
        published=True,
        areas=[("country", "FR"), ("departement", "86"), ("commune", commune.pk), ("epci", commune.epci_id)],
    )

    assert area_names(service) == ["toute la France", "Vienne", commune.epci.name, "Civray"]


@pytest.mark.parametrize("count", [1, 20])
def test_any_number_of_entries_takes_six_queries(noon, count, django_assert_num_queries):
    services = [ServiceFactory(published=True) for _ in range(count)]
    for service in services:
        ServiceAtLocationFactory(service=service, office_hours=True)

    with django_assert_num_queries(6):
        load_entries([service.pk for service in services], at=noon, commune=CommuneFactory.build())


def test_a_suspended_entry_is_not_open(noon):
    service = ServiceFactory(published=True, suspended_until=date(2026, 11, 27), suspension_message="Travaux")
    ServiceAtLocationFactory(service=service, office_hours=True)

    status = entry_of(service, noon).status

    assert (status.state, status.next_opening.start.date()) == (State.CLOSED, date(2026, 11, 30))
