"""Seven days from a Monday, each with its slots."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from resources.hours.dates import A_DAY
from resources.hours.states import Day, Interval, State
from resources.hours.stretches import evaluated, intervals
from resources.hours.timetable import Timetable

NOON = time(12)


def week(timetable: Timetable, monday: date) -> list[Day]:
    """Seven days from a Monday. A slot past midnight belongs to the day it begins."""
    timezone = timetable.calendar.timezone
    days = [monday + timedelta(days=offset) for offset in range(7)]
    # From the day before: a night that began on Sunday is not Monday's. To the day after: Sunday's is whole.
    begin = datetime.combine(monday - A_DAY, time(), timezone)
    end = begin + timedelta(days=9)
    slots: dict[date, list[Interval]] = {day: [] for day in days}
    for piece in _by_day(intervals(timetable, begin, end)):
        if piece.state is not State.CLOSED and piece.start.date() in slots:
            slots[piece.start.date()].append(piece)
    reasons: dict[date, str] = {}
    for piece in _by_day(evaluated(timetable, begin, end)):
        if piece.state is State.CLOSED and piece.comment:
            reasons.setdefault(piece.start.date(), piece.comment)
    return [Day(day, tuple(slots[day]), "" if slots[day] else reasons.get(day, "")) for day in days]


def _by_day(stretches: Iterable[Interval]) -> Iterator[Interval]:
    """Cut at each midnight, save that a night goes on into the morning it ends."""
    for stretch in stretches:
        start, end = stretch.start, stretch.end
        while end and (midnight := _midnight_after(start)) < end and not _is_a_night(start, end):
            yield replace(stretch, start=start, end=midnight)
            start = midnight
        yield replace(stretch, start=start)


def _is_a_night(start: datetime, end: datetime) -> bool:
    return start.time() > end.time() and start.date() + A_DAY == end.date() and end.time() <= NOON


def _midnight_after(moment: datetime) -> datetime:
    return datetime.combine(moment.date() + A_DAY, time(), moment.tzinfo)
