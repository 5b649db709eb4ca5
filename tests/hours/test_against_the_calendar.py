"""Random timetables against the plain calendar. A few hundred at each run, thousands in `make proof`."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from opening_hours import OpeningHours

from resources.hours import (
    HORIZON,
    RECEIVING,
    State,
    expression,
    intervals,
    next_openings,
    status,
    week,
)
from tests.hours import oracle
from tests.hours.timetables import PARIS, instants, timetables

EVERY_RUN = settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
FEW = settings(EVERY_RUN, max_examples=40)
PROOF = settings(EVERY_RUN, max_examples=5000, derandomize=False, print_blob=True)
LONG_PROOF = settings(PROOF, max_examples=1000)
OSM_STATES = {"open": State.OPEN, "unknown": State.UNKNOWN, "closed": State.CLOSED}


def utc(moment):
    return moment and moment.astimezone(UTC)


def bare(found):
    """Intervals as the oracle gives them: universal time, no comment."""
    return [(utc(one.start), utc(one.end), one.state) for one in found]


def answer(found):
    opening = found.next_opening
    return found.state, utc(found.until), bare([opening] if opening else [])


def check_status(table, data):
    at = data.draw(instants(table), label="at")

    assert answer(status(table, at)) == answer(oracle.status(table, at))


def check_reading_back(table, year):
    """The exported expression, parsed by itself, over two years."""
    start, end = (datetime(one, 1, 1, tzinfo=PARIS) for one in (year, year + 2))
    text = expression(table, year)
    calendar = bare(oracle.stretches(table, start, end))

    assert (read_back(text, start, end) if text else [(utc(start), utc(end), State.UNKNOWN)]) == calendar
    assert bare(intervals(table, start, end)) == calendar


def read_back(text, start, end):
    """What another reader of OSM makes of an expression: touching stretches of one state joined."""
    found = []
    for begin, stop, osm_state, comment in OpeningHours(text, timezone=PARIS, country="FR").intervals(start, end):
        state = OSM_STATES[str(osm_state)]
        if state is State.OPEN and comment.startswith("sur rendez-vous"):
            state = State.BY_APPOINTMENT
        if found and found[-1][2] is state:
            begin, *_ = found.pop()
        if utc(begin) != utc(stop):
            found.append((utc(begin), utc(stop), state))
    return found


def check_one_voice(table, data):
    """Status, intervals, next openings and the week say the same."""
    at = data.draw(instants(table), label="at")
    found = list(intervals(table, at, at + HORIZON))
    later = [one for one in found[1:] if one.state in RECEIVING]
    now = status(table, at)

    assert all(utc(one.end) == utc(two.start) and one.state is not two.state for one, two in pairwise(found))
    assert (utc(found[0].start), utc(found[-1].end)) == (utc(at), utc(at + HORIZON))
    assert (now.state, now.comment) == (found[0].state, found[0].comment)
    assert now.until == (found[0].end if len(found) > 1 else None)
    assert now.next_opening == (None if now.state in RECEIVING else next(iter(later), None))
    assert list(next_openings(table, at)) == later
    check_week(table, at.date() - timedelta(days=at.weekday()))


def check_week(table, monday):
    begin = datetime.combine(monday, time(), PARIS)
    shown = week(table, monday)
    slots = [slot for day in shown for slot in day.slots]
    until = max([begin + timedelta(days=7), *(slot.end for slot in slots)], key=utc)
    # A night begun on Sunday is shown by the week before.
    asked = [one for one in bare(intervals(table, begin, until)) if one[2] is not State.CLOSED]
    first = bare(slots)[:1]
    if asked and first != asked[:1] and (not first or first[0][0] != asked[0][0]):
        assert asked[0][0] == utc(begin)
        assert asked[0][1] <= utc(begin.replace(hour=12))
        asked = asked[1:]
    joined = []
    for start, end, state in bare(slots):
        if joined and joined[-1][1:] == (start, state):
            joined[-1] = (joined[-1][0], end, state)
        else:
            joined.append((start, end, state))

    assert [day.date for day in shown] == [monday + timedelta(days=offset) for offset in range(7)]
    assert all(slot.start.date() == day.date for day in shown for slot in day.slots)
    end = utc(begin + timedelta(days=7))
    assert [one for one in joined if one[0] < end] == [one for one in asked if one[0] < end]


@EVERY_RUN
@given(timetables(), some.data())
def test_state_until_and_next_opening(table, data):
    check_status(table, data)


@FEW
@given(timetables(), some.integers(2026, 2027))
def test_expression_read_back_gives_the_same_two_years(table, year):
    check_reading_back(table, year)


@EVERY_RUN
@given(timetables(), some.data())
def test_all_answers_agree(table, data):
    check_one_voice(table, data)


@pytest.mark.proof
@PROOF
@given(timetables(), some.data())
def test_proof_of_state_until_and_next_opening(table, data):
    check_status(table, data)


@pytest.mark.proof
@LONG_PROOF
@given(timetables(), some.integers(2026, 2027))
def test_proof_of_expression_read_back(table, year):
    check_reading_back(table, year)


@pytest.mark.proof
@PROOF
@given(timetables(), some.data())
def test_proof_that_all_answers_agree(table, data):
    check_one_voice(table, data)
