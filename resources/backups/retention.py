"""Which backups are kept: pure, from their dates."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# Whatever the rule says: two attempts at an upgrade in one day must not erase what was there before the first.
RECENT = timedelta(days=2)


@dataclass(frozen=True)
class Keep:
    """How many days, weeks and months keep their last backup; a period without a backup does not count."""

    days: int
    weeks: int
    months: int


def to_remove(dates: Iterable[datetime], keep: Keep, *, now: datetime) -> set[datetime]:
    """The newest is never removed, nor what is less than two days old."""
    newest_first = sorted(dates, reverse=True)
    kept = {at for at in newest_first if at > now - RECENT} | set(newest_first[:1])
    kept |= _last_of(newest_first, keep.days, lambda at: at.date())
    kept |= _last_of(newest_first, keep.weeks, lambda at: at.isocalendar()[:2])
    kept |= _last_of(newest_first, keep.months, lambda at: (at.year, at.month))
    return set(newest_first) - kept


def _last_of(newest_first: list[datetime], number: int, period: Callable[[datetime], object]) -> set[datetime]:
    last: dict[object, datetime] = {}
    for at in newest_first:
        last.setdefault(period(at), at)
    return set(list(last.values())[:number])
