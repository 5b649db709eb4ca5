"""One clause of a text: when, which hours, which state."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from resources.osm.comments import NOTHING_MORE
from resources.osm.refusal import NotReadError, refused

Period = tuple[date, date]
Slot = tuple[time | None, time | None]
WHOLE_DAY: Slot = (None, None)
BEGINNING = date(2000, 1, 1)
ALL_WEEKS = frozenset(range(1, 54))


@dataclass(frozen=True)
class Clause:
    """`days`: ranks in the month (none: every week) → weekdays. `slots` empty: the text gives no hours."""

    text: str
    adds: bool = False
    periods: tuple[Period, ...] = ()
    weeks: frozenset[int] = ALL_WEEKS
    days: tuple[tuple[frozenset[int], frozenset[int]], ...] = ()
    holidays: frozenset[str] = frozenset()
    slots: tuple[Slot, ...] = ()
    state: str = "open"
    comment: str = ""

    @property
    def only_dates(self) -> bool:
        return bool(self.periods) and not self.days and self.weeks == ALL_WEEKS and not self.holidays

    @property
    def only_holidays(self) -> bool:
        return bool(self.holidays) and not self.days

    @property
    def says_nothing_more(self) -> bool:
        return self.comment.casefold() in NOTHING_MORE

    def refused(self, why: str) -> NotReadError:
        return refused(self.text, why)


def joined(clauses: Sequence[Clause]) -> str:
    return "".join(f"{', ' if clause.adds else '; '}{clause.text}" for clause in clauses).lstrip(";, ")
