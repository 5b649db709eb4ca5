"""When two slots or two exceptions want the same moment."""

from datetime import datetime, time
from itertools import combinations

from resources import hours

MINUTES_A_DAY = 24 * 60


def first_shared_moment(one: list[hours.Interval], other: list[hours.Interval]) -> datetime | None:
    """Where two ordered lists of stretches first overlap."""
    left, right = 0, 0
    while left < len(one) and right < len(other):
        begin = max(one[left].start, other[right].start)
        if begin < min(one[left].end, other[right].end):
            return begin
        if one[left].end <= other[right].end:
            left += 1
        else:
            right += 1
    return None


def share_days(one: hours.Override, other: hours.Override) -> bool:
    return one.first <= other.last and other.first <= one.last


def share_hours(one: hours.Override, other: hours.Override) -> bool:
    if one.start is None or other.start is None:
        return True
    (begin, end), (other_begin, other_end) = _minutes(one), _minutes(other)
    return max(begin, other_begin) < min(end, other_end)


def repeats(one: hours.Override, other: hours.Override) -> bool:
    """The same closure, or the same opening; whatever the reason given."""
    fields = ("first", "last", "state", "start", "end")
    return all(getattr(one, field) == getattr(other, field) for field in fields)


def contradicts(one: hours.Override, other: hours.Override) -> bool:
    """Closed and open from the same day at the same hours: neither is the more precise, so nobody can choose."""
    return one.first == other.first and one.closes != other.closes and share_hours(one, other)


def crossing(overrides: list[hours.Override]) -> list[tuple[hours.Override, hours.Override]]:
    """Pairs that share a moment, the one that is read first coming first."""
    return [
        (one, other) for one, other in combinations(overrides, 2) if share_days(one, other) and share_hours(one, other)
    ]


def _minutes(override: hours.Override) -> tuple[int, int]:
    begin, end = _minute(override.start), _minute(override.end)
    return begin, end if end > begin else end + MINUTES_A_DAY


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute
