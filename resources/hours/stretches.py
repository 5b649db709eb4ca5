"""Stretches of one state between two instants, in local time."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from resources.hours.clauses import YEARS_AFTER, expression
from resources.hours.evaluator import parsed, reason_of, state_of
from resources.hours.states import Interval, State
from resources.hours.timetable import Timetable

A_MINUTE = timedelta(minutes=1)


def intervals(timetable: Timetable, start: datetime, end: datetime) -> Iterator[Interval]:
    """Stretches of each state between two aware instants, in order, touching ones of one state joined."""
    joined: Interval | None = None
    for stretch in evaluated(timetable, start, end):
        if joined and joined.state is stretch.state:
            joined = replace(joined, end=stretch.end)
            continue
        if joined:
            yield joined
        joined = stretch
    if joined:
        yield joined


def evaluated(timetable: Timetable, start: datetime, end: datetime) -> Iterator[Interval]:
    """As the evaluator answers, in local time: one state and one comment at a time."""
    timezone = timetable.calendar.timezone
    start, end = start.astimezone(timezone), end.astimezone(timezone)
    # Two times of one zone are compared as the clock shows them, and in October it shows an hour twice.
    while start.astimezone(UTC) < end.astimezone(UTC):
        # No further than the expression of this year is exact.
        stop = min(end, datetime(start.year + YEARS_AFTER + 1, 1, 1, tzinfo=timezone))
        yield from _stretches_of_year(timetable, start, stop)
        start = stop


def _stretches_of_year(timetable: Timetable, start: datetime, stop: datetime) -> Iterator[Interval]:
    text = _cached_expression(timetable, start.year)
    if not text:
        yield Interval(start, stop, State.UNKNOWN)
        return
    asked = _counted(start)
    limit = max(_counted(stop), asked + A_MINUTE)
    # Half an hour that the spring jumps over leaves a stretch of no length.
    found = (one for one in parsed(text, timetable.calendar).intervals(asked, limit) if one[0] != one[1])
    for begin, end, osm_state, comment in found:
        first, last = begin <= asked, end is None or end >= limit
        state = state_of(osm_state, comment)
        yield Interval(start if first else begin, stop if last else end, state, reason_of(state, comment))


def _counted(local: datetime) -> datetime:
    """The moment whose state holds: in the hour that comes twice, the first time is as the minute before it."""
    second = local.replace(fold=1)
    if local.fold or local.utcoffset() == second.utcoffset():
        return local
    return local.replace(minute=0, second=0, microsecond=0) - A_MINUTE


@lru_cache(maxsize=50_000)
def _cached_expression(timetable: Timetable, year: int) -> str:
    return expression(timetable, year)
