"""How far what an entry says can be trusted today. Pure: verifications → fresh, due, overdue or doubtful facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from resources.enums import Fact, Outcome

# An entry a little past its date is due; past this many more months it is overdue.
GRACE_MONTHS = 3
# Doubting these is doubting that there is anything there at all.
THE_ENTRY = frozenset({Fact.ALL, Fact.EXISTENCE})


class Trust(StrEnum):
    FRESH = "fresh"
    DUE = "due"
    OVERDUE = "overdue"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True)
class Check:
    """One verification: what fact, confirmed or doubtful, when, and how exact that date is.

    `said_at` is when it was written down: what was said last on one day counts.
    """

    fact: str
    outcome: str
    on: date
    precision: str = "day"
    said_at: datetime | None = None

    @property
    def order(self) -> tuple[date, float, bool, bool]:
        """Said at one moment, the doubt about one fact comes after the entry as a whole was read."""
        said = self.said_at.timestamp() if self.said_at else 0.0
        return self.on, said, self.fact != Fact.ALL, self.outcome == Outcome.DOUBTFUL


@dataclass(frozen=True)
class Freshness:
    """`checked` is the last confirmation of the entry; `doubtful` the facts somebody doubts."""

    trust: Trust
    checked: Check | None
    doubtful: frozenset[str] = frozenset()

    @property
    def to_confirm(self) -> bool:
        return self.trust is not Trust.FRESH

    def doubts(self, fact: str) -> bool:
        return fact in self.doubtful


def freshness(checks: Iterable[Check], *, interval_months: int, today: date) -> Freshness:
    """Trust in an entry. `checks` in any order; the last word on each fact counts."""
    checked, doubtful = _last_words(checks)
    return Freshness(_trust(checked, doubtful, interval_months, today), checked, doubtful)


def standing(checks: Iterable[Check]) -> date | None:
    """The day of the last confirmation that still stands: none once the entry itself is doubted."""
    checked, doubtful = _last_words(checks)
    return None if checked is None or doubtful & THE_ENTRY else checked.on


def _last_words(checks: Iterable[Check]) -> tuple[Check | None, frozenset[str]]:
    """The last confirmation, and the facts that are doubted."""
    last = _last_of_each_fact(checks)
    doubtful = frozenset(fact for fact, check in last.items() if check.outcome == Outcome.DOUBTFUL)
    confirmed = [check for check in last.values() if check.outcome == Outcome.CONFIRMED]
    return max(confirmed, key=lambda check: check.on, default=None), doubtful


def _last_of_each_fact(checks: Iterable[Check]) -> dict[str, Check]:
    """A check of the whole entry speaks for every fact checked before it."""
    last: dict[str, Check] = {}
    for check in sorted(checks, key=lambda one: one.order):
        if check.fact == Fact.ALL:
            last.clear()
        last[check.fact] = check
    return last


def _trust(checked: Check | None, doubtful: frozenset[str], interval_months: int, today: date) -> Trust:
    if doubtful & THE_ENTRY:
        return Trust.DOUBTFUL
    if checked is None or today > add_months(checked.on, interval_months + GRACE_MONTHS):
        return Trust.OVERDUE
    return Trust.DUE if today > add_months(checked.on, interval_months) else Trust.FRESH


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for number in (day.day, 30, 29):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, 28)
