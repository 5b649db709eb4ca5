"""Calendars: the same moments as the page, read back by an independent library."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from resources import hours
from resources.exports.icalendar import LOOK_BACK, WEEKS_AHEAD, calendar
from resources.search.entries import load_entries
from tests.factories import (
    ContactPointFactory,
    LocationFactory,
    OpeningRuleFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db
RULES = {
    "weekdays": {"weekdays": 0b0011111, "start": time(9), "end": time(17), "on_public_holidays": "not_held"},
    "second and fourth tuesday": {
        "weekdays": 0b10, "start": time(9), "end": time(12), "recurrence": "nth", "nth_weekdays": 0b1010,
        "in_school_holidays": "not_held",
    },
    "last friday": {
        "weekdays": 0b10000, "start": time(9), "end": time(12), "recurrence": "nth", "nth_weekdays": 0b100000,
    },
    "odd weeks": {"weekdays": 0b100, "start": time(9), "end": time(12), "recurrence": "odd"},
    "every third week": {
        "weekdays": 0b100, "start": time(9), "end": time(12), "recurrence": "every_n", "interval": 3,
        "anchor": date(2026, 9, 2),
    },
    "past midnight": {"weekdays": 0b1000000, "start": time(22), "end": time(2), "on_public_holidays": "held"},
    "holidays unknown": {"weekdays": 0b10000, "start": time(9), "end": time(12), "on_public_holidays": "unknown"},
    "for a while": {"weekdays": 0b1, "start": time(9), "end": time(12), "valid_to": date(2026, 12, 31)},
}  # fmt: skip


def way_with(**rule):
    way = ServiceAtLocationFactory(service=ServiceFactory(published=True), hours_source="own")
    OpeningRuleFactory(way_in=way, **rule)
    return way


def written(way, at):
    [entry] = load_entries([way.service_id], at=at)
    return calendar([(entry, one) for one in entry.ways], name="Permanences", site="https://annuaire.example", at=at)


def moments(body):
    """(start, end) of every occurrence, in UTC, as a calendar application expands them."""
    found = set()
    for event in Calendar.from_ical(body).walk("VEVENT"):
        start, length = (
            event["DTSTART"].dt,
            event["DTEND"].dt.replace(tzinfo=None) - event["DTSTART"].dt.replace(tzinfo=None),
        )
        excluded = {one.dt for one in event["EXDATE"].dts} if "EXDATE" in event else set()
        if "RRULE" not in event:
            starts = [start]
        else:
            rule = event["RRULE"].to_ical().decode()
            until = event["RRULE"]["UNTIL"][0].astimezone(start.tzinfo)
            text = ";".join(part for part in rule.split(";") if not part.startswith("UNTIL"))
            naive = rrulestr(text, dtstart=start.replace(tzinfo=None)).between(
                start.replace(tzinfo=None), until.replace(tzinfo=None), inc=True
            )
            starts = [one.replace(tzinfo=start.tzinfo) for one in naive]
        for one in starts:
            if one not in excluded:
                end = (one.replace(tzinfo=None) + length).replace(tzinfo=one.tzinfo)
                pair = (one.astimezone(UTC), end.astimezone(UTC))
                assert pair not in found
                found.add(pair)
    return found


def received(way, at):
    """The evaluator's own moments over the span of the calendar."""
    begin = at.replace(hour=0)
    end = begin + timedelta(weeks=WEEKS_AHEAD)
    return {
        (one.start.astimezone(UTC), min(one.end or end, end).astimezone(UTC))
        for one in hours.intervals(way.timetable, begin - LOOK_BACK, end)
        if one.state in hours.RECEIVING and (one.end is None or one.end > begin)
    }


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_a_calendar_holds_the_very_moments_of_the_page(noon, rule):
    way = way_with(**rule)
    ScheduleExceptionFactory(location=way.location, first_day=date(2026, 12, 7), last_day=date(2026, 12, 13))

    assert moments(written(way, noon)) == received(way, noon)
    assert received(way, noon)


def test_a_weekly_rule_is_one_event(noon):
    body = written(way_with(**RULES["weekdays"]), noon)

    events = Calendar.from_ical(body).walk("VEVENT")
    assert len(events) == 1
    assert b"RRULE:FREQ=WEEKLY" in body


@pytest.mark.safety(24, 32)
def test_nothing_in_a_calendar_says_what_it_is_about(noon):
    way = way_with(**RULES["weekdays"])
    type(way.service).objects.update(name="Permanence violences conjugales", summary="Pour les victimes.")
    ContactPointFactory(service=way.service)

    text = written(way, noon).decode().lower()

    assert not any(word in text for word in ("violen", "conjug", "victim"))


@pytest.mark.safety(22)
def test_a_secret_place_has_no_location(noon):
    way = way_with(**RULES["weekdays"])
    secret = LocationFactory(confidential_site=True, name="Foyer caché")
    type(way).objects.update(location=secret)

    body = written(way, noon)

    assert b"LOCATION" not in body
    assert "caché" not in body.decode()


def test_two_readings_give_the_same_identifiers(noon):
    way = way_with(**RULES["weekdays"])

    first, second = written(way, noon), written(way, noon + timedelta(hours=1))

    uids = [[str(event["UID"]) for event in Calendar.from_ical(body).walk("VEVENT")] for body in (first, second)]
    assert uids[0] == uids[1]


def test_times_stay_those_of_the_clock_through_the_change_of_hour(noon):
    march = datetime(2027, 3, 22, 12, tzinfo=noon.tzinfo)

    starts = sorted(start for start, _ in moments(written(way_with(**RULES["weekdays"]), march)))

    assert {start.astimezone(noon.tzinfo).hour for start in starts} == {9}
    assert {start.hour for start in starts} == {7, 8}


def test_the_address_of_an_entry_gives_its_calendar(client):
    way = way_with(**RULES["weekdays"])

    response = client.get(f"/fiche/{way.service.public_id}/permanences.ics")

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="permanences.ics"' in response.headers["Content-Disposition"]
    assert Calendar.from_ical(response.content).walk("VEVENT")


@pytest.mark.safety(67)
def test_a_draft_has_no_calendar(client):
    way = ServiceAtLocationFactory(office_hours=True)

    assert client.get(f"/fiche/{way.service.public_id}/permanences.ics").status_code == 404


def test_the_calendar_of_the_agenda_keeps_its_filters(client):
    way = way_with(**RULES["weekdays"])

    near = client.get(f"/permanences.ics?ou={way.location.commune_id}").content
    far = client.get("/permanences.ics?ou=86078&rayon=10").content

    assert len(Calendar.from_ical(near).walk("VEVENT")) == 1
    assert Calendar.from_ical(far)
