"""Hours in HSDS: an RRULE made of their parts gives the very days of the evaluator; what it cannot say is in words."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from dateutil.rrule import rrulestr

from resources import hours
from resources.enums import ExceptionState, OnHoliday, Recurrence, RuleAccess
from resources.exports.hsds.schedules import schedules
from resources.models.way_in import local_calendar

WEEKS = 30
HELD = {"on_public_holidays": OnHoliday.HELD, "in_school_holidays": OnHoliday.HELD}
MORNING = {"start": time(9), "end": time(12, 30)}
RULES = {
    "every week": {"weekdays": {0, 1, 4}, **MORNING},
    "odd weeks": {"weekdays": {2}, "recurrence": Recurrence.ODD, **MORNING},
    "even weeks": {"weekdays": {2, 3}, "recurrence": Recurrence.EVEN, **MORNING},
    "every third week": {
        "weekdays": {1, 4}, "recurrence": Recurrence.EVERY_N, "interval": 3, "anchor": date(2026, 11, 26), **MORNING,
    },
    "every other week from a date to come": {
        "weekdays": {0}, "recurrence": Recurrence.EVERY_N, "interval": 2, "anchor": date(2026, 12, 2), **MORNING,
    },
    "first and third tuesday": {"weekdays": {1}, "recurrence": Recurrence.NTH, "nth": {1, 3}, **MORNING},
    "last friday and saturday": {"weekdays": {4, 5}, "recurrence": Recurrence.NTH, "nth": {hours.LAST}, **MORNING},
    "for a school year": {
        "weekdays": {0}, "valid_from": date(2026, 9, 1), "valid_to": date(2027, 3, 1), **MORNING,
    },
    "past midnight": {"weekdays": {5}, "start": time(22), "end": time(2)},
    "the whole day": {"weekdays": {6}},
}  # fmt: skip


def rule(**values):
    sets = {name: frozenset(value) for name, value in values.items() if isinstance(value, set)}
    return hours.Rule(**(HELD | values | sets))


def written(timetable, at, **options):
    return schedules(timetable, [uuid4() for _ in timetable.rules], owner=uuid4(), at=at, **options)


def expanded(schedule, first, last):
    """{(begins, ends)}, in UTC, of the days an RRULE of its parts gives, as a reader of the standard makes it."""
    names = ("freq", "interval", "byday", "bymonthday", "byweekno", "wkst")
    text = ";".join(f"{name.upper()}={schedule[name]}" for name in names if name in schedule)
    begin = max(date.fromisoformat(schedule.get("dtstart", first.isoformat())), first)
    start = date.fromisoformat(schedule["dtstart"]) if "dtstart" in schedule else first
    end = min(date.fromisoformat(schedule.get("until", last.isoformat())), last)
    opens, closes = (time.fromisoformat(schedule[name]).replace(tzinfo=None) for name in ("opens_at", "closes_at"))
    found = set()
    for day in rrulestr(text, dtstart=datetime.combine(start, time())):
        if day.date() > end:
            return found
        if day.date() >= begin:
            after_midnight = timedelta(days=1) if closes <= opens else timedelta()
            found.add((_instant(day, opens), _instant(day + after_midnight, closes)))
    return found


def held(timetable, first, last):
    """The same from the evaluator; a whole day ends a minute early."""
    zone = timetable.calendar.timezone
    begin, end = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    found = set()
    for one in hours.intervals(timetable, begin, end + timedelta(hours=12)):
        if one.state in hours.RECEIVING and begin <= one.start < end:
            whole = one.end.time() == one.start.time() == time()
            found.add((one.start.astimezone(UTC), one.end.astimezone(UTC) - timedelta(minutes=whole)))
    return found


def _instant(day, clock):
    """An hour that the change of the clocks skips is the one after."""
    return datetime.combine(day, clock, local_calendar().timezone).astimezone(UTC)


@pytest.mark.parametrize("values", RULES.values(), ids=RULES.keys())
def test_the_parts_of_a_schedule_give_the_days_of_the_evaluator(noon, values):
    timetable = hours.Timetable(rules=(rule(**values),), calendar=local_calendar())
    first = noon.date() - timedelta(days=noon.weekday())
    last = first + timedelta(weeks=WEEKS)

    [schedule] = written(timetable, noon)

    assert expanded(schedule, first, last) == held(timetable, first, last)
    assert len(held(timetable, first, last)) >= 6


def test_nth_days_of_the_month_have_their_rank(noon):
    [schedule] = written(hours.Timetable(rules=(rule(**RULES["first and third tuesday"]),)), noon)

    assert (schedule["freq"], schedule["byday"], schedule["interval"]) == ("MONTHLY", "1TU,3TU", 1)


def test_what_has_an_interval_has_a_first_day(noon):
    [schedule] = written(hours.Timetable(rules=(rule(**RULES["every third week"]),)), noon)

    assert (schedule["interval"], schedule["dtstart"]) == (3, "2026-11-27")


def test_times_carry_the_offset_of_the_day_they_are_read(noon):
    timetable = hours.Timetable(rules=(rule(**RULES["every week"]),), calendar=local_calendar())

    [winter] = written(timetable, noon)
    [summer] = written(timetable, noon.replace(month=7))

    assert (winter["opens_at"], summer["opens_at"]) == ("09:00+01:00", "09:00+02:00")
    assert "Europe/Paris" in winter["notes"]
    assert "timezone" not in winter


def test_closures_to_come_are_told_in_words_and_past_ones_are_not(noon):
    closures = (
        hours.Override(date(2026, 12, 24), date(2026, 12, 31), ExceptionState.CLOSED, reason="congés"),
        hours.Override(date(2026, 11, 1), date(2026, 11, 2), ExceptionState.CLOSED, reason="travaux"),
    )
    timetable = hours.Timetable(rules=(rule(**RULES["every week"]),), overrides=closures, calendar=local_calendar())

    [schedule] = written(timetable, noon)

    assert "du jeudi 24 décembre au jeudi 31 décembre (congés)" in schedule["notes"].replace("\xa0", " ")
    assert "travaux" not in schedule["notes"]


def test_an_opening_to_come_is_a_schedule_of_its_days(noon):
    opening = hours.Override(date(2026, 12, 5), date(2026, 12, 6), ExceptionState.OPEN, time(14), time(18))
    timetable = hours.Timetable(rules=(rule(**RULES["every week"]),), overrides=(opening,), calendar=local_calendar())

    _, schedule = written(timetable, noon)

    assert expanded(schedule, noon.date(), date(2027, 1, 1)) == {
        (_instant(date(2026, 12, day), time(14)), _instant(date(2026, 12, day), time(18))) for day in (5, 6)
    }


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("on_public_holidays", OnHoliday.NOT_HELD, "Pas d’accueil les jours fériés."),
        ("on_public_holidays", OnHoliday.UNKNOWN, "Les jours fériés : à confirmer."),
        ("in_school_holidays", OnHoliday.NOT_HELD, "Pas d’accueil pendant les vacances scolaires."),
        ("in_school_holidays", OnHoliday.UNKNOWN, "Pendant les vacances scolaires : à confirmer."),
    ],
)
def test_holidays_are_told_in_words(noon, field, value, words):
    [schedule] = written(hours.Timetable(rules=(rule(**RULES["every week"] | {field: value}),)), noon)

    assert words in schedule["notes"]


def test_by_appointment_is_told(noon):
    [schedule] = written(hours.Timetable(rules=(rule(weekdays={1}, access=RuleAccess.APPOINTMENT),)), noon)

    assert schedule["attending_type"] == "Sur rendez-vous"


def test_a_doubt_is_told(noon):
    [schedule] = written(hours.Timetable(rules=(rule(**RULES["every week"]),)), noon, doubtful=True)

    assert "Horaires à confirmer." in schedule["notes"]


def test_unknown_hours_are_no_schedule(noon):
    assert written(hours.UNKNOWN_TIMETABLE, noon) == []
