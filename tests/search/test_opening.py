"""Only what is open: the same answer as the badge, whatever the rule."""

from datetime import date, time

import pytest

from resources.enums import HoursSource
from resources.models import Service
from resources.search.directory import answer
from resources.search.opening import maybe_open
from tests.factories import (
    CommuneFactory,
    LineFactory,
    LocationFactory,
    OpeningRuleFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def civray():
    return CommuneFactory(civray=True)


def desk(commune, **rule):
    service = ServiceFactory(published=True)
    place = LocationFactory(commune=commune)
    way = ServiceAtLocationFactory(service=service, location=place, hours_source=HoursSource.OWN)
    OpeningRuleFactory(way_in=way, **rule)
    return service


def ask(commune, at, **options):
    services = Service.objects.published().for_victims()
    return answer(services, commune=commune, radius_km=30, at=at, page=1, only_open=True, **options)


def shown(result):
    return [entry.service for _, entries in result.groups for entry in entries]


def test_only_what_is_open_is_shown(civray, noon):
    open_now = desk(civray, start=time(9), end=time(17))
    desk(civray, start=time(14), end=time(17))
    ServiceAtLocationFactory(service=ServiceFactory(published=True), location=LocationFactory(commune=civray))

    assert shown(ask(civray, noon)) == [open_now]


def test_an_appointment_is_not_an_open_door(civray, noon):
    desk(civray, start=time(9), end=time(17), access="appointment")

    assert shown(ask(civray, noon)) == []


def test_a_night_that_began_yesterday_is_open(civray, noon):
    night = desk(civray, start=time(20), end=time(4), weekdays=0b0000001, on_public_holidays="held")

    assert shown(ask(civray, noon.replace(hour=2))) == [night]


def test_an_exceptional_opening_is_open(civray, noon):
    service = desk(civray, start=time(14), end=time(17))
    ScheduleExceptionFactory(
        way_in=service.ways_in.get(),
        location=None,
        first_day=noon.date(),
        last_day=noon.date(),
        state="open",
        start=time(11),
        end=time(13),
    )

    assert shown(ask(civray, noon)) == [service]


def test_a_closure_closes(civray, noon):
    service = desk(civray, start=time(9), end=time(17))
    ScheduleExceptionFactory(location=service.ways_in.get().location, first_day=noon.date(), last_day=noon.date())

    assert shown(ask(civray, noon)) == []


def test_hours_of_the_place_count_for_what_follows_them(civray, noon):
    place = LocationFactory(commune=civray)
    OpeningRuleFactory(location=place)
    way = ServiceAtLocationFactory(
        service=ServiceFactory(published=True), location=place, hours_source=HoursSource.LOCATION
    )

    assert shown(ask(civray, noon)) == [way.service]


def test_when_nothing_near_is_open_what_opens_next_is_told(civray, noon):
    later = desk(civray, start=time(16), end=time(17))
    sooner = desk(civray, start=time(14), end=time(17))
    LineFactory()

    result = ask(civray, noon)

    assert [entry.service for entry in result.opening_next] == [sooner, later]


def test_when_something_near_is_open_nothing_else_is_told(civray, noon):
    desk(civray, start=time(9), end=time(17))

    assert ask(civray, noon).opening_next == []


def test_a_rule_that_is_over_is_not_looked_at(civray, noon):
    desk(civray, start=time(9), end=time(17), valid_to=date(2026, 1, 31))

    assert not maybe_open(Service.objects.all(), noon).exists()


@pytest.mark.parametrize("count", [1, 45])
def test_pages_of_what_is_open_hold_each_once(civray, noon, count):
    services = [desk(civray, start=time(9), end=time(17)) for _ in range(count)]

    pages = [
        answer(Service.objects.published(), commune=civray, radius_km=30, at=noon, page=page, only_open=True)
        for page in range(1, 2 + count // 20)
    ]

    assert {service.pk for page in pages for service in shown(page)} == {service.pk for service in services}


@pytest.mark.parametrize("count", [1, 20, 50])
def test_the_number_of_queries_is_the_same(client, civray, django_assert_num_queries, count):
    for _ in range(count):
        desk(civray, start=None, end=None, weekdays=127, on_public_holidays="held")
    client.get("/recherche/?ou=86078&ouvert=1")

    with django_assert_num_queries(19):
        client.get("/recherche/?ou=86078&ouvert=1")
