"""What a timetable is made of: rules, overrides, and where its clock hangs."""

from dataclasses import dataclass, field
from datetime import date, time
from zoneinfo import ZoneInfo

from resources.enums import ExceptionState, OnHoliday, Recurrence, RuleAccess

EVERY_DAY = frozenset(range(7))
LAST = -1


@dataclass(frozen=True)
class Calendar:
    """Where the clock hangs: time zone, country of the public holidays, zone of the school holidays."""

    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Paris"))
    country: str = "FR"
    school_zone: str = "A"


@dataclass(frozen=True)
class Rule:
    """One slot on some days. `start` and `end` both None: the whole day. `end` ≤ `start`: past midnight."""

    weekdays: frozenset[int]
    start: time | None = None
    end: time | None = None
    recurrence: str = Recurrence.WEEKLY
    interval: int = 1
    anchor: date | None = None
    nth: frozenset[int] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None
    access: str = RuleAccess.WALK_IN
    on_public_holidays: str = OnHoliday.UNKNOWN
    in_school_holidays: str = OnHoliday.HELD

    @property
    def by_night(self) -> bool:
        return _passes_midnight(self.start, self.end)


@dataclass(frozen=True)
class Override:
    """Dates (and hours, or the whole day) on which the rules do not speak. An opening replaces the day's rules."""

    first: date
    last: date
    state: str
    start: time | None = None
    end: time | None = None
    reason: str = ""

    @property
    def closes(self) -> bool:
        return self.state == ExceptionState.CLOSED

    @property
    def replaces(self) -> bool:
        """Do the rules keep silent on its days? A closure of some hours only takes these hours away."""
        return not self.closes or self.start is None

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last

    @property
    def by_night(self) -> bool:
        return _passes_midnight(self.start, self.end)


@dataclass(frozen=True)
class Timetable:
    """`overrides` are in order: a later one wins, so a location's closures come last."""

    rules: tuple[Rule, ...] = ()
    overrides: tuple[Override, ...] = ()
    calendar: Calendar = Calendar()

    @property
    def known(self) -> bool:
        return bool(self.rules)


UNKNOWN_TIMETABLE = Timetable()


def _passes_midnight(start: time | None, end: time | None) -> bool:
    return start is not None and end is not None and time() < end <= start
