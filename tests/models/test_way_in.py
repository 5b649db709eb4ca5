import pytest

from resources.enums import Channel, HoursSource
from resources.hours import State, status
from tests.factories import (
    LocationFactory,
    OpeningRuleFactory,
    PhoneWayInFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
)
from tests.models import assert_clean_points_at, assert_database_refuses

pytestmark = pytest.mark.django_db


def test_way_in_on_site_needs_a_location():
    assert_database_refuses(ServiceAtLocationFactory(), "way_in_location_iff_on_site", location=None)


@pytest.mark.parametrize("channel", [channel for channel in Channel if channel != Channel.ON_SITE])
def test_way_in_elsewhere_has_no_location(channel):
    assert_database_refuses(ServiceAtLocationFactory(), "way_in_location_iff_on_site", channel=channel)


def test_way_in_without_location_cannot_follow_its_hours():
    assert_database_refuses(PhoneWayInFactory(), "way_in_follows_a_location", hours_source=HoursSource.LOCATION)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"location": None}, "location", id="on-site-without-location"),
        pytest.param({"channel": Channel.PHONE}, "location", id="phone-with-location"),
        pytest.param(
            {"channel": Channel.PHONE, "location": None, "hours_source": HoursSource.LOCATION},
            "hours_source",
            id="follows-no-location",
        ),
    ],
)
def test_way_in_clean_names_the_field(values, field):
    desk = ServiceAtLocationFactory()
    for name, value in values.items():
        setattr(desk, name, value)

    assert_clean_points_at(desk, field)


def test_way_in_with_unknown_hours_reads_as_unknown(noon):
    desk = ServiceAtLocationFactory()

    assert status(desk.timetable, noon).state is State.UNKNOWN


def test_way_in_with_unknown_hours_ignores_those_of_its_location(noon):
    desk = ServiceAtLocationFactory(hours_source=HoursSource.UNKNOWN)
    OpeningRuleFactory(location=desk.location)

    assert status(desk.timetable, noon).state is State.UNKNOWN


def test_way_in_keeps_its_own_hours(noon):
    assert status(ServiceAtLocationFactory(office_hours=True).timetable, noon).state is State.OPEN


def test_way_in_follows_the_hours_of_its_location(noon):
    desk = ServiceAtLocationFactory(hours_source=HoursSource.LOCATION)
    OpeningRuleFactory(location=desk.location)

    assert status(desk.timetable, noon).state is State.OPEN


@pytest.mark.parametrize("source", [HoursSource.OWN, HoursSource.LOCATION, HoursSource.UNKNOWN])
def test_closure_of_a_location_closes_everything_inside(source, noon):
    place = LocationFactory()
    OpeningRuleFactory(location=place)
    desk = ServiceAtLocationFactory(location=place, hours_source=source)
    OpeningRuleFactory(way_in=desk)

    ScheduleExceptionFactory(location=place)

    assert status(desk.timetable, noon).state is State.CLOSED


def test_closure_of_a_location_wins_over_an_exceptional_opening_of_the_way_in(noon):
    desk = ServiceAtLocationFactory(office_hours=True)
    ScheduleExceptionFactory(way_in=desk, opening=True)

    ScheduleExceptionFactory(location=desk.location)

    assert status(desk.timetable, noon.replace(hour=19)).state is State.CLOSED


@pytest.mark.parametrize(
    ("source", "state"),
    [
        pytest.param(HoursSource.OWN, State.CLOSED, id="keeps-its-own"),
        pytest.param(HoursSource.LOCATION, State.OPEN, id="follows-the-location"),
    ],
)
def test_other_hours_of_a_location_apply_only_to_those_that_follow_it(source, state, noon):
    place = LocationFactory()
    OpeningRuleFactory(location=place)
    desk = ServiceAtLocationFactory(location=place, hours_source=source)
    OpeningRuleFactory(way_in=desk)

    ScheduleExceptionFactory(location=place, opening=True)

    assert status(desk.timetable, noon.replace(hour=19)).state is state


def test_exceptional_opening_of_a_follower_is_held(noon):
    desk = ServiceAtLocationFactory(hours_source=HoursSource.LOCATION)
    OpeningRuleFactory(location=desk.location)

    ScheduleExceptionFactory(way_in=desk, opening=True)

    assert status(desk.timetable, noon.replace(hour=19)).state is State.OPEN


def test_way_in_is_named_after_its_place_and_label():
    desk = ServiceAtLocationFactory.build(location__name="MDS de Civray", label="Bureau 2")
    desk.location_id = desk.location.pk

    assert str(desk) == "MDS de Civray – Bureau 2"


def test_way_in_by_phone_is_named_after_its_channel():
    assert str(PhoneWayInFactory()) == "par téléphone"
