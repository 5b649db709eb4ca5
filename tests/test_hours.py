"""No database: rules and overrides in, states out. Dates are real ones: 2026 begins on a Thursday."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import islice, pairwise
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from resources.enums import ExceptionState, OnHoliday, Recurrence, RuleAccess
from resources.hours import (
    EVERY_DAY,
    LAST,
    UNKNOWN_TIMETABLE,
    Calendar,
    Interval,
    Override,
    Rule,
    State,
    Status,
    Timetable,
    best,
    expression,
    intervals,
    next_openings,
    status,
    week,
)

PARIS = ZoneInfo("Europe/Paris")
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
MONDAY_TO_FRIDAY = frozenset(range(5))
TOUSSAINT = "2026-10-26"  # Monday of the autumn holidays, not a public holiday
ARMISTICE = "2026-11-11"  # Wednesday, a public holiday
DAY_AND_NIGHT = Timetable(rules=(Rule(EVERY_DAY, on_public_holidays=OnHoliday.HELD),))


def at(text):
    """An instant of local time: "2026-11-24 12:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


def office(**values):
    """Monday to Friday, 9:00 to 17:00, unless told otherwise."""
    return Rule(**{"weekdays": MONDAY_TO_FRIDAY, "start": time(9), "end": time(17)} | values)


def timetable(*rules, overrides=()):
    return Timetable(rules=rules, overrides=tuple(overrides))


def state_of(table, text):
    return status(table, at(text)).state


def days_held(rule, first, last):
    """The days on which one rule receives, from one day to the other included."""
    found = intervals(timetable(rule), at(f"{first} 00:00"), at(f"{last} 23:59"))
    return [str(one.start.date()) for one in found if one.state in (State.OPEN, State.BY_APPOINTMENT)]


# -- A week ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        pytest.param("2026-11-24 08:59", State.CLOSED, id="before"),
        pytest.param("2026-11-24 09:00", State.OPEN, id="at-the-start"),
        pytest.param("2026-11-24 16:59", State.OPEN, id="last-minute"),
        pytest.param("2026-11-24 17:00", State.CLOSED, id="at-the-end"),
        pytest.param("2026-11-28 12:00", State.CLOSED, id="saturday"),
    ],
)
def test_weekly_rule(instant, state):
    assert state_of(timetable(office()), instant) is state


def test_open_says_until_when(noon):
    assert status(timetable(office()), noon).until == at("2026-11-24 17:00")


def test_open_has_no_next_opening(noon):
    assert status(timetable(office()), noon).next_opening is None


def test_closed_says_the_next_opening():
    closed = status(timetable(office()), at("2026-11-27 18:00"))

    assert closed.next_opening == Interval(at("2026-11-30 09:00"), at("2026-11-30 17:00"), State.OPEN)


def test_state_is_asked_in_any_time_zone():
    assert status(timetable(office()), datetime(2026, 11, 24, 8, tzinfo=UTC)).state is State.OPEN


def test_two_slots_a_day_close_between():
    table = timetable(office(end=time(12)), office(start=time(14)))

    states = [state_of(table, f"2026-11-24 {hour}:00") for hour in (11, 13, 15)]

    assert states == [State.OPEN, State.CLOSED, State.OPEN]


def test_slots_that_touch_are_one_opening():
    table = timetable(office(end=time(12)), office(start=time(12)))

    assert status(table, at("2026-11-24 10:00")).until == at("2026-11-24 17:00")


@pytest.mark.parametrize("instant", ["2026-11-24 03:00", "2026-12-25 12:00", "2027-01-01 00:00", "2028-02-29 23:59"])
def test_day_and_night_never_closes(instant):
    assert status(DAY_AND_NIGHT, at(instant)) == Status(State.OPEN)


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        pytest.param("2026-11-24 23:30", State.OPEN, id="the-evening"),
        pytest.param("2026-11-25 01:59", State.OPEN, id="after-midnight"),
        pytest.param("2026-11-25 02:00", State.CLOSED, id="at-the-end"),
        pytest.param("2026-11-24 01:00", State.CLOSED, id="the-night-before"),
    ],
)
def test_slot_past_midnight(instant, state):
    table = timetable(Rule(frozenset({TUESDAY}), time(20), time(2)))

    assert state_of(table, instant) is state


def test_day_and_night_is_answered_at_once(noon):
    status(DAY_AND_NIGHT, noon)
    began = perf_counter()

    status(DAY_AND_NIGHT, noon)

    assert perf_counter() - began < 0.05


def test_rule_that_is_over_is_answered_at_once(noon):
    over = timetable(office(valid_to=date(2026, 1, 31)))
    began = perf_counter()

    status(over, noon)

    assert perf_counter() - began < 0.5


def test_slot_until_midnight_ends_at_midnight():
    table = timetable(Rule(frozenset({TUESDAY}), time(20), time(0)))

    assert status(table, at("2026-11-24 23:00")).until == at("2026-11-25 00:00")


def test_slot_of_sunday_night_goes_on_on_monday():
    table = timetable(Rule(frozenset({SUNDAY}), time(22), time(6)))

    assert state_of(table, "2026-11-30 05:00") is State.OPEN


def test_slot_past_midnight_of_the_last_day_of_the_year():
    table = timetable(Rule(EVERY_DAY, time(22), time(6), on_public_holidays=OnHoliday.HELD))

    assert state_of(table, "2027-01-01 03:00") is State.OPEN


# -- Unknown ---------------------------------------------------------------------------------


def test_no_rule_is_unknown(noon):
    assert status(UNKNOWN_TIMETABLE, noon) == Status(State.UNKNOWN)


def test_no_rule_has_no_next_opening(noon):
    assert list(next_openings(UNKNOWN_TIMETABLE, noon)) == []


def test_no_rule_is_unknown_all_week():
    days = week(UNKNOWN_TIMETABLE, date(2026, 11, 23))

    assert [[slot.state for slot in day.slots] for day in days] == [[State.UNKNOWN]] * 7


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        pytest.param("2026-11-24 12:00", State.CLOSED, id="during"),
        pytest.param("2026-11-25 12:00", State.UNKNOWN, id="after"),
    ],
)
def test_closure_without_rule_is_known_only_for_its_days(instant, state):
    closure = Override(date(2026, 11, 24), date(2026, 11, 24), ExceptionState.CLOSED)

    assert state_of(timetable(overrides=[closure]), instant) is state


def test_rule_not_yet_valid_is_closed_not_unknown(noon):
    assert status(timetable(office(valid_from=date(2040, 1, 1))), noon).state is State.CLOSED


# -- How one is received ---------------------------------------------------------------------


def test_by_appointment_is_not_open(noon):
    assert status(timetable(office(access=RuleAccess.APPOINTMENT)), noon).state is State.BY_APPOINTMENT


def test_by_appointment_says_nothing_of_a_reason(noon):
    assert status(timetable(office(access=RuleAccess.APPOINTMENT)), noon).comment == ""


def test_by_phone_is_open(noon):
    assert status(timetable(office(access=RuleAccess.PHONE)), noon).state is State.OPEN


def test_receiving_freely_wins_over_an_appointment(noon):
    table = timetable(office(), office(access=RuleAccess.APPOINTMENT))

    assert status(table, noon).state is State.OPEN


def test_morning_freely_then_afternoon_by_appointment():
    table = timetable(office(end=time(12)), office(start=time(12), access=RuleAccess.APPOINTMENT))

    assert [state_of(table, f"2026-11-24 {hour}:00") for hour in (11, 15)] == [State.OPEN, State.BY_APPOINTMENT]


# -- Holidays --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on_public_holidays", "state"),
    [
        (OnHoliday.HELD, State.OPEN),
        (OnHoliday.NOT_HELD, State.CLOSED),
        (OnHoliday.UNKNOWN, State.UNKNOWN),
    ],
)
def test_public_holiday(on_public_holidays, state):
    assert state_of(timetable(office(on_public_holidays=on_public_holidays)), f"{ARMISTICE} 12:00") is state


def test_public_holiday_closure_says_why():
    table = timetable(office(on_public_holidays=OnHoliday.NOT_HELD))

    assert status(table, at(f"{ARMISTICE} 12:00")).comment == "jour férié"


def test_public_holiday_unknown_is_unknown_only_at_the_hours_of_the_rule():
    assert state_of(timetable(office()), f"{ARMISTICE} 20:00") is State.CLOSED


@pytest.mark.parametrize(
    "day",
    ["2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25", "2026-07-14", "2026-12-25"],
)
def test_french_public_holidays_are_known(day):
    table = timetable(office(on_public_holidays=OnHoliday.NOT_HELD))

    assert state_of(table, f"{day} 12:00") is State.CLOSED


@pytest.mark.parametrize("day", ["2026-04-03", "2026-12-24"], ids=["good-friday", "christmas-eve"])
def test_days_worked_in_vienne_are_not_public_holidays(day):
    table = timetable(office(on_public_holidays=OnHoliday.NOT_HELD))

    assert state_of(table, f"{day} 12:00") is State.OPEN


@pytest.mark.parametrize(
    ("in_school_holidays", "state"),
    [
        (OnHoliday.HELD, State.OPEN),
        (OnHoliday.NOT_HELD, State.CLOSED),
        (OnHoliday.UNKNOWN, State.UNKNOWN),
    ],
)
def test_school_holidays(in_school_holidays, state):
    assert state_of(timetable(office(in_school_holidays=in_school_holidays)), f"{TOUSSAINT} 12:00") is state


def test_school_holidays_closure_says_why():
    table = timetable(office(in_school_holidays=OnHoliday.NOT_HELD))

    assert status(table, at(f"{TOUSSAINT} 12:00")).comment == "vacances scolaires"


def test_paused_rule_resumes_after_the_school_holidays():
    table = timetable(office(in_school_holidays=OnHoliday.NOT_HELD))

    assert status(table, at(f"{TOUSSAINT} 12:00")).next_opening.start == at("2026-11-02 09:00")


def test_school_holidays_are_those_of_the_zone():
    # In February 2026 zone A is on holiday from the 7th, zone C from the 21st.
    rule = office(in_school_holidays=OnHoliday.NOT_HELD)
    zones = [Timetable(rules=(rule,), calendar=Calendar(school_zone=zone)) for zone in "AC"]

    assert [state_of(zone, "2026-02-11 12:00") for zone in zones] == [State.CLOSED, State.OPEN]


def test_school_holidays_not_published_yet_are_unknown():
    table = timetable(office(in_school_holidays=OnHoliday.NOT_HELD))

    assert state_of(table, "2030-11-05 12:00") is State.UNKNOWN


def test_rule_held_in_school_holidays_needs_no_calendar():
    assert state_of(timetable(office()), "2035-11-06 12:00") is State.OPEN


def test_pause_of_one_rule_leaves_the_other():
    table = timetable(
        office(weekdays=frozenset({MONDAY}), in_school_holidays=OnHoliday.NOT_HELD),
        office(weekdays=frozenset({TUESDAY})),
    )

    assert [state_of(table, f"2026-10-{day} 12:00") for day in (26, 27)] == [State.CLOSED, State.OPEN]


def test_each_rule_keeps_its_own_suspensions():
    mondays = office(weekdays=frozenset({MONDAY}), in_school_holidays=OnHoliday.NOT_HELD)
    wednesdays = office(weekdays=frozenset({WEDNESDAY}), on_public_holidays=OnHoliday.NOT_HELD)
    table = timetable(mondays, wednesdays)

    assert [state_of(table, day) for day in ("2026-10-26 12:00", "2026-10-28 12:00", "2026-11-11 12:00")] == [
        State.CLOSED,
        State.OPEN,
        State.CLOSED,
    ]


def test_public_holiday_closes_only_the_rule_that_says_so():
    table = timetable(
        office(end=time(12), on_public_holidays=OnHoliday.NOT_HELD),
        office(start=time(14), on_public_holidays=OnHoliday.HELD),
    )

    assert [state_of(table, f"{ARMISTICE} {hour}:00") for hour in (10, 15)] == [State.CLOSED, State.OPEN]


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        pytest.param("2026-11-11 01:00", State.OPEN, id="the-night-before-goes-on"),
        pytest.param("2026-11-11 21:00", State.CLOSED, id="the-holiday"),
        pytest.param("2026-11-12 01:00", State.CLOSED, id="the-night-of-the-holiday"),
        pytest.param("2026-11-12 21:00", State.OPEN, id="the-day-after"),
    ],
)
def test_night_of_a_public_holiday_is_the_one_that_begins_on_it(instant, state):
    night = Rule(EVERY_DAY, time(20), time(2), on_public_holidays=OnHoliday.NOT_HELD)

    assert state_of(timetable(night), instant) is state


def test_closure_for_a_holiday_says_until_when_it_is_closed():
    table = timetable(office(in_school_holidays=OnHoliday.NOT_HELD))

    # The holidays end on Sunday night; it is still closed, for another reason, until Monday morning.
    assert status(table, at(f"{TOUSSAINT} 12:00")).until == at("2026-11-02 09:00")


@pytest.mark.parametrize("doubtful_first", [True, False])
def test_rule_that_is_held_wins_over_one_in_doubt(doubtful_first):
    rules = [office(on_public_holidays=OnHoliday.UNKNOWN), office(end=time(12), on_public_holidays=OnHoliday.HELD)]
    table = timetable(*(rules if doubtful_first else reversed(rules)))

    assert [state_of(table, f"{ARMISTICE} {hour}:00") for hour in (10, 15)] == [State.OPEN, State.UNKNOWN]


def test_doubt_wins_over_a_rule_that_is_not_held():
    table = timetable(
        office(on_public_holidays=OnHoliday.NOT_HELD), office(end=time(12), on_public_holidays=OnHoliday.UNKNOWN)
    )

    assert [state_of(table, f"{ARMISTICE} {hour}:00") for hour in (10, 15)] == [State.UNKNOWN, State.CLOSED]


def test_rule_every_n_weeks_by_appointment_leaves_open_doors_open(noon):
    rare = office(recurrence=Recurrence.EVERY_N, interval=2, anchor=date(2026, 11, 23), access=RuleAccess.APPOINTMENT)

    assert status(timetable(office(), rare), noon).state is State.OPEN


# -- Rhythms ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nth", "days"),
    [
        pytest.param({1}, ["2026-12-01"], id="first"),
        pytest.param({2, 4}, ["2026-12-08", "2026-12-22"], id="second-and-fourth"),
        pytest.param({5}, ["2026-12-29"], id="fifth"),
        pytest.param({LAST}, ["2026-12-29"], id="last"),
        pytest.param({1, LAST}, ["2026-12-01", "2026-12-29"], id="first-and-last"),
    ],
)
def test_nth_tuesdays(nth, days):
    rule = office(weekdays=frozenset({TUESDAY}), recurrence=Recurrence.NTH, nth=frozenset(nth))

    assert days_held(rule, "2026-12-01", "2026-12-31") == days


def test_fifth_tuesday_does_not_exist_every_month():
    rule = office(weekdays=frozenset({TUESDAY}), recurrence=Recurrence.NTH, nth=frozenset({5}))

    assert days_held(rule, "2026-11-01", "2026-11-30") == []


def test_first_tuesday_and_thursday():
    days = frozenset({TUESDAY, THURSDAY})
    rule = office(weekdays=days, recurrence=Recurrence.NTH, nth=frozenset({1}))

    assert days_held(rule, "2026-12-01", "2026-12-31") == ["2026-12-01", "2026-12-03"]


@pytest.mark.parametrize(
    ("recurrence", "days"),
    [
        # ISO weeks: Tuesday 24 November 2026 is in week 48.
        pytest.param(Recurrence.EVEN, ["2026-11-24", "2026-12-08"], id="even"),
        pytest.param(Recurrence.ODD, ["2026-12-01", "2026-12-15"], id="odd"),
    ],
)
def test_weeks_in_turn(recurrence, days):
    rule = office(weekdays=frozenset({TUESDAY}), recurrence=recurrence)

    assert days_held(rule, "2026-11-23", "2026-12-20") == days


def test_odd_weeks_follow_each_other_after_week_53():
    # 2026 has 53 weeks: 53 then 1, both odd, and nobody should expect an even one between.
    rule = office(weekdays=frozenset({TUESDAY}), recurrence=Recurrence.ODD, on_public_holidays=OnHoliday.HELD)

    assert days_held(rule, "2026-12-14", "2027-01-11") == ["2026-12-15", "2026-12-29", "2027-01-05"]


def test_every_three_weeks_counts_from_its_date():
    rule = office(weekdays=frozenset({TUESDAY}), recurrence=Recurrence.EVERY_N, interval=3, anchor=date(2026, 11, 26))

    # The anchor is a Thursday: its own Tuesday is past, and the next is three weeks later.
    assert days_held(rule, "2026-11-01", "2027-01-10") == ["2026-12-15", "2027-01-05"]


def test_every_two_weeks_does_not_stumble_on_week_53():
    rule = office(weekdays=frozenset({TUESDAY}), recurrence=Recurrence.EVERY_N, interval=2, anchor=date(2026, 12, 15))

    assert days_held(rule, "2026-12-14", "2027-01-31") == ["2026-12-15", "2026-12-29", "2027-01-12", "2027-01-26"]


def test_every_n_weeks_by_appointment(noon):
    rule = office(recurrence=Recurrence.EVERY_N, interval=2, anchor=date(2026, 11, 23), access=RuleAccess.APPOINTMENT)

    assert status(timetable(rule), noon).state is State.BY_APPOINTMENT


def test_every_n_weeks_keeps_public_holidays_apart():
    rule = office(
        recurrence=Recurrence.EVERY_N, interval=2, anchor=date(2026, 11, 9), on_public_holidays=OnHoliday.NOT_HELD
    )

    assert state_of(timetable(rule), f"{ARMISTICE} 12:00") is State.CLOSED


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        pytest.param("2026-08-31 12:00", State.CLOSED, id="the-day-before"),
        pytest.param("2026-09-01 12:00", State.OPEN, id="first-day"),
        pytest.param("2026-11-30 12:00", State.OPEN, id="last-day"),
        pytest.param("2026-12-01 12:00", State.CLOSED, id="the-day-after"),
    ],
)
def test_rule_is_held_between_its_dates(instant, state):
    rule = office(valid_from=date(2026, 9, 1), valid_to=date(2026, 11, 30))

    assert state_of(timetable(rule), instant) is state


def test_summer_hours_follow_winter_hours():
    winter = office(valid_to=date(2026, 5, 31))
    summer = office(end=time(13), valid_from=date(2026, 6, 1))

    assert [state_of(timetable(winter, summer), f"2026-0{month}-02 15:00") for month in (4, 6)] == [
        State.OPEN,
        State.CLOSED,
    ]


def test_rule_with_an_end_alone_holds_before_it():
    assert state_of(timetable(office(valid_to=date(2026, 12, 31))), "2026-11-24 12:00") is State.OPEN


# -- Exceptions ------------------------------------------------------------------------------


def closed(first, last=None, **values):
    return Override(date.fromisoformat(first), date.fromisoformat(last or first), ExceptionState.CLOSED, **values)


def opened(day, start, end, state=ExceptionState.OPEN):
    return Override(date.fromisoformat(day), date.fromisoformat(day), state, time(start), time(end))


def test_closed_day(noon):
    assert status(timetable(office(), overrides=[closed("2026-11-24")]), noon).state is State.CLOSED


def test_closed_day_says_why(noon):
    table = timetable(office(), overrides=[closed("2026-11-24", reason="travaux")])

    assert status(table, noon).comment == "travaux"


@pytest.mark.parametrize("reason", ['dit "absence"', "a ; b, c", "24/7 open", "  "])
def test_reason_may_be_written_in_any_way(reason, noon):
    table = timetable(office(), overrides=[closed("2026-11-24", reason=reason)])

    assert status(table, noon).state is State.CLOSED


def test_closed_days_say_when_it_reopens(noon):
    table = timetable(office(), overrides=[closed("2026-11-24", "2026-11-27")])

    assert status(table, noon).next_opening.start == at("2026-11-30 09:00")


@pytest.mark.parametrize(
    ("hour", "state"),
    [
        pytest.param(10, State.OPEN, id="before"),
        pytest.param(15, State.CLOSED, id="during"),
        pytest.param(16, State.OPEN, id="after"),
    ],
)
def test_closed_hours(hour, state):
    table = timetable(office(), overrides=[closed("2026-11-24", start=time(14), end=time(16))])

    assert state_of(table, f"2026-11-24 {hour}:00") is state


@pytest.mark.parametrize(
    ("hour", "state"),
    [
        pytest.param(19, State.OPEN, id="the-new-hours"),
        pytest.param(12, State.CLOSED, id="the-usual-hours-do-not-hold"),
    ],
)
def test_other_hours_replace_those_of_the_day(hour, state):
    table = timetable(office(), overrides=[opened("2026-11-24", 18, 20)])

    assert state_of(table, f"2026-11-24 {hour}:00") is state


def test_other_hours_leave_the_next_day_alone():
    table = timetable(office(), overrides=[opened("2026-11-24", 18, 20)])

    assert state_of(table, "2026-11-25 12:00") is State.OPEN


def test_exceptional_opening_by_appointment():
    table = timetable(office(), overrides=[opened("2026-11-28", 10, 12, ExceptionState.APPOINTMENT)])

    assert state_of(table, "2026-11-28 11:00") is State.BY_APPOINTMENT


def test_two_exceptional_openings_of_one_day_both_hold():
    table = timetable(office(), overrides=[opened("2026-11-28", 9, 12), opened("2026-11-28", 14, 17)])

    assert [state_of(table, f"2026-11-28 {hour}:00") for hour in (10, 15)] == [State.OPEN, State.OPEN]


def test_exceptional_opening_on_a_public_holiday():
    table = timetable(office(on_public_holidays=OnHoliday.NOT_HELD), overrides=[opened(ARMISTICE, 10, 12)])

    assert state_of(table, f"{ARMISTICE} 11:00") is State.OPEN


def test_exceptional_opening_leaves_nothing_unknown_that_day():
    table = timetable(office(), overrides=[opened(ARMISTICE, 10, 12)])

    assert state_of(table, f"{ARMISTICE} 15:00") is State.CLOSED


def test_closure_that_comes_last_wins():
    table = timetable(office(), overrides=[opened("2026-11-24", 18, 20), closed("2026-11-24")])

    assert state_of(table, "2026-11-24 19:00") is State.CLOSED


def test_closure_of_day_and_night(noon):
    table = Timetable(rules=DAY_AND_NIGHT.rules, overrides=(closed("2026-11-24"),))

    assert status(table, noon).until == at("2026-11-25 00:00")


def test_closure_of_a_day_begins_at_midnight_even_for_a_night_slot():
    night = Rule(EVERY_DAY, time(20), time(2), on_public_holidays=OnHoliday.HELD)

    assert state_of(timetable(night, overrides=[closed("2026-11-24")]), "2026-11-24 01:00") is State.CLOSED


@pytest.mark.parametrize(
    ("instant", "state"),
    [
        pytest.param("2026-11-24 23:00", State.OPEN, id="the-evening"),
        pytest.param("2026-11-25 01:00", State.OPEN, id="after-midnight"),
        pytest.param("2026-11-25 02:00", State.CLOSED, id="at-the-end"),
        pytest.param("2026-11-25 12:00", State.OPEN, id="the-usual-hours-of-the-day-after"),
    ],
)
def test_exceptional_opening_past_midnight(instant, state):
    assert state_of(timetable(office(), overrides=[opened("2026-11-24", 22, 2)]), instant) is state


def test_night_begun_before_other_hours_goes_on():
    night = Rule(EVERY_DAY, time(20), time(2), on_public_holidays=OnHoliday.HELD)
    table = timetable(night, overrides=[opened("2026-11-24", 9, 12)])

    assert [state_of(table, f"2026-11-{text}") for text in ("24 01:00", "24 10:00", "24 21:00", "25 01:00")] == [
        State.OPEN,
        State.OPEN,
        State.CLOSED,
        State.CLOSED,
    ]


def test_closed_day_takes_its_night_with_it():
    night = Rule(EVERY_DAY, time(20), time(2), on_public_holidays=OnHoliday.HELD)

    assert state_of(timetable(night, overrides=[closed("2026-11-24")]), "2026-11-25 01:00") is State.CLOSED


def test_closed_hours_between_two_exceptional_openings_leave_both():
    table = timetable(
        overrides=[
            opened("2026-11-28", 9, 12),
            closed("2026-11-28", start=time(10), end=time(11)),
            opened("2026-11-28", 14, 17),
        ]
    )

    assert [state_of(table, f"2026-11-28 {hour}:30") for hour in ("09", "10", "11", "14")] == [
        State.OPEN,
        State.CLOSED,
        State.OPEN,
        State.OPEN,
    ]


def test_reason_does_not_turn_an_opening_into_an_appointment():
    opening = Override(
        date(2026, 11, 28), date(2026, 11, 28), ExceptionState.OPEN, time(9), time(12), "sur rendez-vous"
    )

    assert state_of(timetable(overrides=[opening]), "2026-11-28 10:00") is State.OPEN


def test_exceptional_appointment_keeps_its_reason():
    opening = Override(
        date(2026, 11, 28), date(2026, 11, 28), ExceptionState.APPOINTMENT, time(9), time(12), "portes ouvertes"
    )
    found = status(timetable(overrides=[opening]), at("2026-11-28 10:00"))

    assert (found.state, found.comment) == (State.BY_APPOINTMENT, "portes ouvertes")


def test_opening_of_a_day_speaks_for_the_whole_day_even_without_rules():
    table = timetable(overrides=[opened("2026-11-28", 9, 12)])

    assert [state_of(table, f"2026-11-{text}:00") for text in ("28 10", "28 15", "29 10")] == [
        State.OPEN,
        State.CLOSED,
        State.UNKNOWN,
    ]


# -- The OSM expression ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        pytest.param([Rule(EVERY_DAY, on_public_holidays=OnHoliday.HELD)], "24/7", id="day-and-night"),
        pytest.param(
            [
                office(end=time(12), on_public_holidays=OnHoliday.NOT_HELD),
                office(start=time(14), on_public_holidays=OnHoliday.NOT_HELD),
            ],
            'Mo-Fr 09:00-12:00,14:00-17:00; PH off "jour férié"',
            id="two-slots-but-public-holidays",
        ),
        pytest.param(
            [
                office(
                    weekdays=frozenset({TUESDAY}),
                    recurrence=Recurrence.NTH,
                    nth=frozenset({2, 4}),
                    on_public_holidays=OnHoliday.HELD,
                )
            ],
            "Tu[2,4] 09:00-17:00",
            id="second-and-fourth-tuesdays",
        ),
        pytest.param(
            [Rule(frozenset({4, 5}), time(20), time(2), on_public_holidays=OnHoliday.HELD)],
            "Fr-Sa 20:00-02:00",
            id="past-midnight",
        ),
    ],
)
def test_expression_is_as_a_person_would_write_it(rules, text):
    assert expression(timetable(*rules), 2026) == text


def test_expression_replaces_a_day_as_a_person_would_write_it():
    table = timetable(office(on_public_holidays=OnHoliday.HELD), overrides=[opened("2026-11-24", 18, 20)])

    assert expression(table, 2026) == "Mo-Fr 09:00-17:00; 2026 Nov 24 18:00-20:00 open"


def test_expression_of_doubtful_days_keeps_the_words_of_the_rule():
    text = expression(timetable(office(on_public_holidays=OnHoliday.HELD, in_school_holidays=OnHoliday.UNKNOWN)), 2026)

    assert text.startswith("Mo-Fr 09:00-17:00, 2025 Jan 01-2025 Jan 05,2025 Feb 22-2025 Mar 09,")
    assert text.endswith(",2028 Jul 04-2028 Dec 31 Mo-Fr 09:00-17:00 unknown")


# -- The two nights when the clock changes ---------------------------------------------------


def test_night_of_the_spring_change_lasts_an_hour_less():
    night = Rule(frozenset({SATURDAY}), time(22), time(6))

    slot = next(next_openings(timetable(night), at("2026-03-28 12:00")))

    assert slot.end.astimezone(UTC) - slot.start.astimezone(UTC) == at("2026-01-01 07:00") - at("2026-01-01 00:00")


def test_night_of_the_autumn_change_lasts_an_hour_more():
    night = Rule(frozenset({SATURDAY}), time(22), time(6))

    slot = next(next_openings(timetable(night), at("2026-10-24 12:00")))

    assert slot.end.astimezone(UTC) - slot.start.astimezone(UTC) == at("2026-01-01 09:00") - at("2026-01-01 00:00")


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"], ids=["spring", "autumn"])
def test_hours_of_the_day_the_clock_changes_are_wall_clock(day):
    table = timetable(office(weekdays=EVERY_DAY))

    assert [state_of(table, f"{day} {hour}") for hour in ("08:59", "09:00", "16:59", "17:00")] == [
        State.CLOSED,
        State.OPEN,
        State.OPEN,
        State.CLOSED,
    ]


@pytest.mark.parametrize("fold", [0, 1], ids=["first-half-past-two", "second-half-past-two"])
def test_hour_that_comes_twice_is_open_twice(fold):
    night = Rule(frozenset({SATURDAY}), time(22), time(6))

    assert status(timetable(night), at("2026-10-25 02:30").replace(fold=fold)).state is State.OPEN


@pytest.mark.parametrize("utc_hour", [0, 1], ids=["before-the-jump", "after-the-jump"])
def test_hour_that_does_not_exist_is_jumped(utc_hour):
    night = Rule(frozenset({SATURDAY}), time(22), time(6))

    assert status(timetable(night), datetime(2026, 3, 29, utc_hour, 30, tzinfo=UTC)).state is State.OPEN


@pytest.mark.parametrize("monday", [date(2026, 3, 23), date(2026, 10, 19)], ids=["spring", "autumn"])
def test_week_of_a_change_has_its_seven_days(monday):
    days = week(timetable(office(weekdays=EVERY_DAY)), monday)

    assert [(slot.start.hour, slot.end.hour) for day in days for slot in day.slots] == [(9, 17)] * 7


@pytest.mark.parametrize("monday", [date(2026, 3, 23), date(2026, 10, 19)], ids=["spring", "autumn"])
def test_week_of_a_change_is_covered_day_and_night(monday):
    days = week(DAY_AND_NIGHT, monday)

    assert [len(day.slots) for day in days] == [1] * 7


@pytest.mark.parametrize(
    ("utc", "state"),
    [
        pytest.param("2026-10-24 23:59", State.OPEN, id="1:59"),
        pytest.param("2026-10-25 00:45", State.OPEN, id="2:45-the-first-time"),
        pytest.param("2026-10-25 01:29", State.OPEN, id="2:29-the-second-time"),
        pytest.param("2026-10-25 01:30", State.CLOSED, id="2:30-the-second-time"),
    ],
)
def test_half_past_two_of_the_hour_that_comes_twice_is_the_second(utc, state):
    night = Rule(frozenset({SATURDAY}), time(22), time(2, 30))

    assert status(timetable(night), datetime.fromisoformat(utc).replace(tzinfo=UTC)).state is state


def test_slot_within_the_hour_that_does_not_exist_is_not_held():
    found = next(next_openings(timetable(Rule(EVERY_DAY, time(2), time(2, 30))), at("2026-03-28 12:00")))

    assert found.start == at("2026-03-30 02:00")


# -- Lists -----------------------------------------------------------------------------------


def test_intervals_touch_each_other_and_change_state(noon):
    found = list(intervals(timetable(office()), noon, at("2026-12-01 12:00")))

    assert all(one.end == two.start and one.state != two.state for one, two in pairwise(found))


def test_intervals_span_the_whole_asked_time(noon):
    found = list(intervals(timetable(office()), noon, at("2026-12-01 12:00")))

    assert (found[0].start, found[-1].end) == (noon, at("2026-12-01 12:00"))


def test_next_openings_come_in_order(noon):
    starts = [one.start for one in islice(next_openings(timetable(office()), noon), 4)]

    assert starts == [at(f"2026-11-{day} 09:00") for day in (25, 26, 27, 30)]


def test_next_opening_is_found_a_year_ahead():
    yearly = office(valid_from=date(2027, 11, 22), valid_to=date(2027, 11, 22))

    assert status(timetable(yearly), at("2026-11-24 12:00")).next_opening.start == at("2027-11-22 09:00")


def test_week_lists_its_days_from_monday():
    days = week(timetable(office()), date(2026, 11, 23))

    assert [(day.date.day, len(day.slots)) for day in days] == [
        (23, 1),
        (24, 1),
        (25, 1),
        (26, 1),
        (27, 1),
        (28, 0),
        (29, 0),
    ]


def test_week_gives_a_night_to_the_day_it_begins():
    days = week(timetable(Rule(frozenset({SUNDAY}), time(22), time(6))), date(2026, 11, 23))

    assert [[(slot.start, slot.end) for slot in day.slots] for day in days] == [
        *[[]] * 6,
        [(at("2026-11-29 22:00"), at("2026-11-30 06:00"))],
    ]


def test_week_does_not_show_the_night_of_the_sunday_before():
    days = week(timetable(Rule(frozenset({SUNDAY}), time(22), time(6))), date(2026, 11, 23))

    assert days[0].slots == ()


def test_week_cuts_day_and_night_at_midnight():
    tuesday = week(DAY_AND_NIGHT, date(2026, 11, 23))[1]

    assert [(slot.start, slot.end) for slot in tuesday.slots] == [(at("2026-11-24 00:00"), at("2026-11-25 00:00"))]


def test_week_shows_the_day_that_follows_a_night():
    rules = [
        Rule(EVERY_DAY, start, end, on_public_holidays=OnHoliday.HELD)
        for start, end in ((time(20), time(8)), (time(8), time(17)))
    ]
    tuesday = week(timetable(*rules), date(2026, 11, 23))[1]

    assert [(slot.start, slot.end) for slot in tuesday.slots] == [
        (at("2026-11-24 00:00"), at("2026-11-24 17:00")),
        (at("2026-11-24 20:00"), at("2026-11-25 00:00")),
    ]


def test_week_says_why_some_hours_are_closed():
    table = timetable(
        office(end=time(12)), overrides=[closed("2026-11-24", start=time(9), end=time(12), reason="travaux")]
    )

    assert week(table, date(2026, 11, 23))[1].closed_reason == "travaux"


def test_week_says_why_a_day_is_closed():
    days = week(timetable(office(), overrides=[closed("2026-11-24", reason="travaux")]), date(2026, 11, 23))

    assert [day.closed_reason for day in days] == ["", "travaux", "", "", "", "", ""]


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(office(start=time(20), end=time(2)), id="night"),
        pytest.param(office(recurrence=Recurrence.EVERY_N, interval=2, anchor=date(2026, 11, 9)), id="every-n-weeks"),
    ],
)
def test_public_holiday_of_a_rule_told_by_its_dates_says_why(rule):
    table = timetable(replace(rule, on_public_holidays=OnHoliday.NOT_HELD))

    assert status(table, at(f"{ARMISTICE} 12:00")).comment == "jour férié"


def test_reason_of_a_closure_is_kept_as_it_is_written(noon):
    table = timetable(office(), overrides=[closed("2026-11-24", reason="sur rendez-vous seulement")])

    assert status(table, noon).comment == "sur rendez-vous seulement"


def test_week_says_a_public_holiday():
    days = week(timetable(office(on_public_holidays=OnHoliday.NOT_HELD)), date(2026, 11, 9))

    assert [day.closed_reason for day in days][WEDNESDAY] == "jour férié"


def test_week_shows_what_is_unknown():
    wednesday = week(timetable(office()), date(2026, 11, 9))[WEDNESDAY]

    assert [slot.state for slot in wednesday.slots] == [State.UNKNOWN]


# -- The best of several ways in -------------------------------------------------------------


@pytest.mark.parametrize(
    ("states", "answer"),
    [
        pytest.param([State.CLOSED, State.OPEN], State.OPEN, id="open-first"),
        pytest.param([State.BY_APPOINTMENT, State.CLOSED], State.BY_APPOINTMENT, id="then-by-appointment"),
        pytest.param([State.CLOSED, State.UNKNOWN], State.UNKNOWN, id="unknown-is-never-closed"),
        pytest.param([State.CLOSED], State.CLOSED, id="closed-last"),
        pytest.param([], State.UNKNOWN, id="no-way-in"),
    ],
)
def test_best_of(states, answer):
    assert best(Status(state) for state in states).state is answer


def test_best_of_two_closed_is_the_soonest_to_open(noon):
    later = status(timetable(office(weekdays=frozenset({FRIDAY}))), noon)
    sooner = status(timetable(office(weekdays=frozenset({WEDNESDAY}))), noon)

    assert best([later, sooner]) == sooner


def test_best_of_two_closed_prefers_one_that_opens_again(noon):
    over = status(timetable(office(valid_to=date(2026, 1, 31))), noon)
    again = status(timetable(office(weekdays=frozenset({WEDNESDAY}))), noon)

    assert best([over, again]) == again
