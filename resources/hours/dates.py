"""Days one after the other: from one to another, in runs, with gaps."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

A_DAY = timedelta(days=1)
NO_DAY: frozenset[date] = frozenset()
BEGINNING_OF_TIME, END_OF_TIME = date(2000, 1, 1), date(2099, 12, 31)


def each_day(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def consecutive(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Consecutive days as (first, last)."""
    numbers = sorted(day.toordinal() for day in days)
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        stretch = [number for _, number in run]
        yield date.fromordinal(stretch[0]), date.fromordinal(stretch[-1])


@lru_cache(maxsize=1024)
def consecutive_known(days: frozenset[date]) -> tuple[tuple[date, date], ...]:
    """The same few sets of holidays come back for every timetable."""
    return tuple(consecutive(days))


def between(begin: date, end: date, gaps: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """What gaps, in order, leave of a range."""
    for first, last in gaps:
        if begin < first:
            yield begin, first - A_DAY
        begin = last + A_DAY
    if begin <= end:
        yield begin, end
