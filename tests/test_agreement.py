"""Badge, filter, agenda and calendar ask one evaluator: on a thousand random timetables they say the same."""

import random
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from resources import hours
from resources.enums import Channel, ExceptionState, HoursSource, OnHoliday, Recurrence, RuleAccess
from resources.exports.icalendar import calendar
from resources.models import Location, OpeningRule, ScheduleException, Service, ServiceArea, ServiceAtLocation
from resources.search.agenda import sessions_of, this_monday
from resources.search.entries import load_entries
from resources.search.opening import is_open, maybe_open, open_page
from resources.search.ranking import around
from tests.exports.test_icalendar import moments
from tests.factories import CommuneFactory, NeedFactory, OrganizationFactory

PARIS = ZoneInfo("Europe/Paris")
TIMETABLES = 1000
INSTANTS = [
    datetime(2026, 11, 24, 10, 30, tzinfo=PARIS),
    datetime(2026, 10, 25, 2, 30, tzinfo=PARIS),
    datetime(2026, 12, 31, 23, 59, tzinfo=PARIS),
    datetime(2027, 3, 28, 3, 0, tzinfo=PARIS),
    datetime(2027, 5, 6, 9, 0, tzinfo=PARIS),
]
POLICIES = [OnHoliday.HELD, OnHoliday.NOT_HELD, OnHoliday.UNKNOWN]


def some_rule(dice, owner):
    hour, length = dice.randrange(24), dice.randrange(1, 14)
    recurrence = dice.choice(list(Recurrence))
    every_n = recurrence == Recurrence.EVERY_N
    whole_day = dice.random() < 0.1
    return OpeningRule(
        **owner,
        weekdays=dice.randrange(1, 128),
        start=None if whole_day else time(hour, dice.choice([0, 30])),
        end=None if whole_day else time((hour + length) % 24),
        recurrence=recurrence,
        nth_weekdays=dice.randrange(1, 64) if recurrence == Recurrence.NTH else 0,
        interval=dice.randrange(2, 6) if every_n else None,
        anchor=date(2026, 9, dice.randrange(1, 29)) if every_n else None,
        valid_to=date(2027, 1, dice.randrange(1, 29)) if dice.random() < 0.2 else None,
        access=dice.choice(list(RuleAccess)),
        on_public_holidays=dice.choice(POLICIES),
        in_school_holidays=dice.choice(POLICIES),
    )


def some_exception(dice, owner):
    first = date(2026, 11, 20) + timedelta(days=dice.randrange(60))
    closed = dice.random() < 0.6
    return ScheduleException(
        **owner,
        first_day=first,
        last_day=first + timedelta(days=dice.randrange(5)),
        state=ExceptionState.CLOSED if closed else ExceptionState.OPEN,
        start=None if closed else time(dice.randrange(8, 12)),
        end=None if closed else time(dice.randrange(13, 20)),
    )


@pytest.fixture
def directory(db):
    """A thousand services around Civray, each with a timetable of its own."""
    dice = random.Random(2026)
    commune, organization, need = CommuneFactory(civray=True), OrganizationFactory(), NeedFactory()
    services = [
        Service(
            public_id=f"{number:06d}",
            organization=organization,
            kind="permanence",
            name=f"Service {number:04d}",
            neutral_title=f"Service {number:04d}",
            status="published",
            source_name="essai",
            main_need=need,
            sort_key=f"{number:04d}",
        )
        for number in range(TIMETABLES)
    ]
    places = [Location(organization=organization, name="Lieu", commune=commune) for _ in services]
    ways = [
        ServiceAtLocation(
            service=service,
            channel=Channel.ON_SITE,
            location=place,
            hours_source=dice.choice([HoursSource.OWN, HoursSource.OWN, HoursSource.LOCATION]),
        )
        for service, place in zip(services, places, strict=True)
    ]
    owners = [{"way_in": way} if way.hours_source == HoursSource.OWN else {"location": way.location} for way in ways]
    Service.objects.bulk_create(services)
    Location.objects.bulk_create(places)
    ServiceAtLocation.objects.bulk_create(ways)
    OpeningRule.objects.bulk_create(some_rule(dice, owner) for owner in owners for _ in range(dice.randrange(1, 4)))
    ScheduleException.objects.bulk_create(some_exception(dice, owner) for owner in owners if dice.random() < 0.4)
    ServiceArea.objects.bulk_create(ServiceArea(service=one, kind="commune", code=commune.pk) for one in services)
    return commune


@pytest.mark.parametrize("at", INSTANTS, ids=lambda at: at.isoformat())
def test_the_filter_shows_what_the_badge_says_open(directory, at):
    services = Service.objects.published()
    every = load_entries(list(services.values_list("pk", flat=True)), at=at)

    page = open_page(
        around(maybe_open(services, at), directory, 30, today=at.date()), 1, TIMETABLES, at=at, commune=directory
    )

    assert {pk for pk, _ in page.rows} == {entry.service.pk for entry in every if is_open(entry)}
    assert page.rows


@pytest.mark.parametrize(
    "step", [pytest.param(5, id="one in five"), pytest.param(1, id="every one", marks=pytest.mark.proof)]
)
def test_agenda_and_calendar_hold_the_same_moments(directory, step):
    at = INSTANTS[0].replace(hour=0, minute=0)
    monday = this_monday(at.date())
    # Days of the week that are still to come whole: a calendar begins today.
    begin, end = at + timedelta(days=1), datetime.combine(monday + timedelta(days=7), time(), PARIS)

    for entry in load_entries(list(Service.objects.order_by("pk").values_list("pk", flat=True)[::step]), at=at):
        [way] = entry.ways
        agenda = [(session.start, session.end or end) for session in sessions_of(entry, way, monday)]
        body = calendar([(entry, way)], name="x", site="https://x.example", at=at)

        assert covered(moments(body), begin, end) == covered(agenda, begin, end), hours.expression(
            way.timetable, at.year
        )


def covered(pairs, begin, end):
    """The time between two instants that some moments cover, in UTC: the agenda cuts a night at midnight."""
    stretches = []
    for start, stop in sorted(
        (max(start, begin).astimezone(UTC), min(stop, end).astimezone(UTC)) for start, stop in pairs
    ):
        if start >= stop:
            continue
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stop, stretches[-1][1]))
        else:
            stretches.append((start, stop))
    return stretches
