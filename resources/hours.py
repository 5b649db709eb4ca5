"""When a place receives. Pure: frozen rules and overrides → an OpenStreetMap expression → states.

The recurrence engine is `opening-hours-py`; this file only writes expressions and reads its answers.
Two things the OSM grammar cannot say without a calendar, or at all, are written as dates over a horizon
of whole years: every-n-weeks, and the rules that school holidays suspend.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours
from opening_hours import State as OsmState
from vacances_scolaires_france import SchoolHolidayDates

from resources.enums import ExceptionState, OnHoliday, Recurrence, RuleAccess

OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
OSM_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EVERY_DAY = frozenset(range(7))
LAST = -1
# The evaluator reads this comment back: for OSM itself, a comment leaves the state open.
APPOINTMENT = "sur rendez-vous"
END_OF_TIME = date(2099, 12, 31)
YEARS_BEFORE, YEARS_AFTER = 1, 2
# How far ahead a change of state or an opening is looked for.
HORIZON = timedelta(days=400)


class State(StrEnum):
    OPEN = "open"
    BY_APPOINTMENT = "by_appointment"
    CLOSED = "closed"
    UNKNOWN = "unknown"


RECEIVING = (State.OPEN, State.BY_APPOINTMENT)
# The best answer of several ways in. Unknown beats closed: unknown is never closed.
PREFERENCE = (State.OPEN, State.BY_APPOINTMENT, State.UNKNOWN, State.CLOSED)


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
    def days(self) -> tuple[date, date]:
        return self.first, self.last


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


@dataclass(frozen=True)
class Interval:
    """A stretch of one state, in local time; `end` is None when it never changes."""

    start: datetime
    end: datetime | None
    state: State
    comment: str = ""


@dataclass(frozen=True)
class Status:
    """The state at an instant, until when, and the next moment it receives."""

    state: State
    until: datetime | None = None
    comment: str = ""
    next_opening: Interval | None = None


@dataclass(frozen=True)
class Day:
    """One day of a week table: its stretches other than closed; `closed_reason` when an override closes it."""

    date: date
    slots: tuple[Interval, ...]
    closed_reason: str = ""


def status(timetable: Timetable, at: datetime) -> Status:
    """State of a timetable at an aware instant."""
    hours, local = _evaluator(timetable, at)
    if hours is None:
        return Status(State.UNKNOWN)
    osm_state, comment = hours.state(local)
    state = _state(osm_state, comment)
    upcoming = None if state in RECEIVING else next(next_openings(timetable, at), None)
    # Not `next_change`: when nothing ever changes it looks on to the year 9999.
    until = next(intervals(timetable, at, at + HORIZON)).end
    return Status(state, until if until and until < at + HORIZON else None, _reason(comment), upcoming)


def best(statuses: Iterable[Status]) -> Status:
    """What a service with several ways in answers; the soonest opening among equals."""
    never = datetime.max.replace(tzinfo=ZoneInfo("UTC"))
    return min(
        statuses,
        key=lambda one: (
            PREFERENCE.index(one.state),
            one.next_opening.start if one.next_opening else never,
        ),
        default=Status(State.UNKNOWN),
    )


def intervals(timetable: Timetable, start: datetime, end: datetime) -> Iterator[Interval]:
    """Stretches of each state between two aware instants, in order, touching ones of one state joined."""
    hours, local_start = _evaluator(timetable, start)
    if hours is None:
        yield Interval(start, end, State.UNKNOWN)
        return
    stretches = (
        (begin, stop, _state(osm_state, comment), _reason(comment))
        for begin, stop, osm_state, comment in hours.intervals(local_start, end.astimezone(timetable.calendar.timezone))
    )
    for (state, comment), same in groupby(stretches, key=lambda stretch: stretch[2:]):
        run = list(same)
        yield Interval(run[0][0], run[-1][1], state, comment)


def next_openings(timetable: Timetable, at: datetime) -> Iterator[Interval]:
    """Moments it receives that begin after `at`, soonest first, within the horizon."""
    if not timetable.known and not timetable.overrides:
        return
    for interval in intervals(timetable, at, at + HORIZON):
        if interval.state in RECEIVING and interval.start > at:
            yield interval


def week(timetable: Timetable, monday: date) -> list[Day]:
    """Seven days from a Monday. A slot past midnight belongs to the day it begins."""
    timezone = timetable.calendar.timezone
    # From the day before: a night that began on Sunday is not Monday's.
    begin = datetime.combine(monday - timedelta(days=1), time(), timezone)
    stretches = list(intervals(timetable, begin, begin + timedelta(days=9)))
    days = []
    for offset in range(7):
        day = monday + timedelta(days=offset)
        midnight = datetime.combine(day, time(), timezone)
        slots = tuple(
            _within_day(stretch, midnight)
            for stretch in stretches
            if stretch.state is not State.CLOSED and _belongs_to(stretch, midnight)
        )
        closed = next((s.comment for s in stretches if s.state is State.CLOSED and _covers(s, midnight)), "")
        days.append(Day(day, slots, "" if slots else closed))
    return days


def _belongs_to(stretch: Interval, midnight: datetime) -> bool:
    """Begins on the day, or runs through the whole of it (day and night)."""
    tomorrow = midnight + timedelta(days=1)
    starts_here = midnight <= stretch.start < tomorrow
    return starts_here or (stretch.start < midnight and (stretch.end is None or stretch.end >= tomorrow))


def _covers(stretch: Interval, instant: datetime) -> bool:
    return stretch.start <= instant and (stretch.end is None or instant < stretch.end)


def _within_day(stretch: Interval, midnight: datetime) -> Interval:
    """Cut a stretch longer than a day to the day; leave a night slot whole."""
    tomorrow = midnight + timedelta(days=1)
    long = stretch.end is None or stretch.end - stretch.start >= timedelta(days=1)
    if not long:
        return stretch
    end = tomorrow if stretch.end is None else min(stretch.end, tomorrow)
    return Interval(max(stretch.start, midnight), end, stretch.state, stretch.comment)


def expression(timetable: Timetable, year: int) -> str:
    """The OSM expression of a timetable, exact from the start of `year - 1` to the end of `year + 2`.

    Empty when nothing is known.
    """
    first, last = date(year - YEARS_BEFORE, 1, 1), date(year + YEARS_AFTER, 12, 31)
    clauses = _rule_clauses(timetable, first, last)
    clauses += _override_clauses(timetable.overrides)
    return "".join(clauses).lstrip(";, ")


def _evaluator(timetable: Timetable, at: datetime) -> tuple[OpeningHours | None, datetime]:
    local = at.astimezone(timetable.calendar.timezone)
    text = _cached_expression(timetable, local.year)
    if not text:
        return None, local
    return _parsed(text, timetable.calendar), local


@lru_cache(maxsize=50_000)
def _cached_expression(timetable: Timetable, year: int) -> str:
    return expression(timetable, year)


@lru_cache(maxsize=50_000)
def _parsed(text: str, calendar: Calendar) -> OpeningHours:
    # Without a country, "PH off" is silently ignored.
    return OpeningHours(text, timezone=calendar.timezone, country=calendar.country)


def _state(osm_state: OsmState, comment: str) -> State:
    if osm_state == OsmState.OPEN:
        return State.BY_APPOINTMENT if comment == APPOINTMENT else State.OPEN
    return State.UNKNOWN if osm_state == OsmState.UNKNOWN else State.CLOSED


def _reason(comment: str) -> str:
    return "" if comment == APPOINTMENT else comment


# -- Writing the expression -----------------------------------------------------------------


def _rule_clauses(timetable: Timetable, first: date, last: date) -> list[str]:
    """Rules in an order in which each holiday clause touches only the rules it is about.

    "; PH off" closes everything written before it, ", rule" adds to what stands. So: the rules that the
    largest group suspends, the suspensions, then the rules nothing suspends, then the odd ones as dates.
    """
    if not timetable.rules:
        return ["24/7 unknown"] if timetable.overrides else []
    # Where slots overlap the later clause wins: receiving freely wins over an appointment.
    rules = sorted(timetable.rules, key=lambda rule: rule.access != RuleAccess.APPOINTMENT)
    native = [rule for rule in rules if rule.recurrence != Recurrence.EVERY_N]
    suspensions = Counter(_off(rule) for rule in native if any(_off(rule)))
    main = max(suspensions, key=lambda off: suspensions[off], default=(False, False))
    suspended = [rule for rule in native if any(main) and _off(rule) == main]
    free = [rule for rule in native if not any(_off(rule))]
    dated = [rule for rule in rules if rule not in suspended and rule not in free]
    span = (timetable.calendar, first, last)
    clauses = [f", {_native(rule)}" for rule in suspended]
    clauses += _suspensions(main, *span)
    clauses += [f", {_native(rule)}" for rule in free]
    clauses += [clause for rule in dated for clause in _dated(rule, *span)]
    clauses += [clause for rule in rules for clause in _doubts(rule, *span)]
    # Rules may all lie outside the horizon: the place is then closed, which is known.
    return clauses or ["off"]


def _off(rule: Rule) -> tuple[bool, bool]:
    return rule.on_public_holidays == OnHoliday.NOT_HELD, rule.in_school_holidays == OnHoliday.NOT_HELD


def _suspensions(main: tuple[bool, bool], calendar: Calendar, first: date, last: date) -> list[str]:
    public, school = main
    clauses = ['; PH off "jour férié"'] if public else []
    if school:
        clauses += [
            f'; {_date_range(begin, end)} off "vacances scolaires"'
            for begin, end in _runs(_school_days(calendar, first, last)[0])
        ]
    return clauses


def _native(rule: Rule) -> str:
    """One rule in OSM words."""
    if rule == Rule(EVERY_DAY, access=rule.access, on_public_holidays=OnHoliday.HELD):
        return " ".join(filter(None, ("24/7", _comment(rule))))
    return " ".join(filter(None, (_validity(rule), _days(rule), _slot(rule), _comment(rule))))


def _validity(rule: Rule) -> str:
    if not rule.valid_from and not rule.valid_to:
        return ""
    return _date_range(rule.valid_from or date(2000, 1, 1), rule.valid_to or END_OF_TIME)


def _days(rule: Rule) -> str:
    parity = {Recurrence.ODD: "week 1-53/2", Recurrence.EVEN: "week 2-52/2"}.get(Recurrence(rule.recurrence), "")
    if rule.recurrence == Recurrence.NTH:
        ranks = ",".join(str(rank) for rank in sorted(rule.nth, key=lambda rank: (rank == LAST, rank)))
        return ",".join(f"{OSM_DAYS[day]}[{ranks}]" for day in sorted(rule.weekdays))
    return f"{parity} {_weekdays(rule.weekdays)}".strip()


def _weekdays(days: frozenset[int]) -> str:
    runs = []
    for _, run in groupby(enumerate(sorted(days)), key=lambda pair: pair[1] - pair[0]):
        numbers = [day for _, day in run]
        runs.append(OSM_DAYS[numbers[0]] if len(numbers) == 1 else f"{OSM_DAYS[numbers[0]]}-{OSM_DAYS[numbers[-1]]}")
    return ",".join(runs)


def _slot(rule: Rule | Override) -> str:
    if rule.start is None or rule.end is None:
        return "00:00-24:00"
    return f"{rule.start:%H:%M}-{'24:00' if rule.end == time() else f'{rule.end:%H:%M}'}"


def _comment(rule: Rule) -> str:
    return f'open "{APPOINTMENT}"' if rule.access == RuleAccess.APPOINTMENT else ""


def _dated(rule: Rule, calendar: Calendar, first: date, last: date) -> list[str]:
    """The rule as the very dates it is held on: for what OSM has no word for."""
    off = _suspended_days(rule, calendar, first, last)
    held = [day for day in _held_days(rule, first, last) if day not in off]
    if not held:
        return []
    return [", " + " ".join(filter(None, (_date_list(held), _slot(rule), _comment(rule))))]


def _doubts(rule: Rule, calendar: Calendar, first: date, last: date) -> list[str]:
    """The slots on the days when nobody said whether it is held, or no calendar tells yet."""
    public, school = rule.on_public_holidays, rule.in_school_holidays
    school_days, known_until = _school_days(calendar, first, last)
    doubtful: set[date] = set()
    if public == OnHoliday.UNKNOWN:
        doubtful |= _public_holidays(calendar, first, last)
    if school == OnHoliday.UNKNOWN:
        doubtful |= school_days
    if school != OnHoliday.HELD:
        doubtful.update(_each_day(known_until + timedelta(days=1), last))
    doubtful -= _suspended_days(rule, calendar, first, last)
    days = [day for day in _held_days(rule, first, last) if day in doubtful]
    return [f", {_date_list(days)} {_slot(rule)} unknown"] if days else []


def _suspended_days(rule: Rule, calendar: Calendar, first: date, last: date) -> set[date]:
    off: set[date] = set()
    if rule.on_public_holidays == OnHoliday.NOT_HELD:
        off |= _public_holidays(calendar, first, last)
    if rule.in_school_holidays == OnHoliday.NOT_HELD:
        off |= _school_days(calendar, first, last)[0]
    return off


def _held_days(rule: Rule, first: date, last: date) -> Iterator[date]:
    begin, end = max(first, rule.valid_from or first), min(last, rule.valid_to or last)
    return (day for day in _each_day(begin, end) if _falls_on(rule, day))


def _falls_on(rule: Rule, day: date) -> bool:
    """Does the recurrence fall on this day, holidays aside?"""
    if day.weekday() not in rule.weekdays:
        return False
    match Recurrence(rule.recurrence):
        case Recurrence.WEEKLY:
            return True
        case Recurrence.ODD:
            return day.isocalendar().week % 2 == 1
        case Recurrence.EVEN:
            return day.isocalendar().week % 2 == 0
        case Recurrence.EVERY_N:
            if rule.anchor is None or day < rule.anchor:
                return False
            weeks = (_monday(day) - _monday(rule.anchor)).days // 7
            return weeks % rule.interval == 0
        case Recurrence.NTH:
            is_last = (day + timedelta(days=7)).month != day.month
            return (day.day - 1) // 7 + 1 in rule.nth or (LAST in rule.nth and is_last)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _override_clauses(overrides: Sequence[Override]) -> list[str]:
    """An opening replaces the day's rules; a second opening of the same days adds to the first."""
    clauses = []
    for before, override in zip([None, *overrides], overrides, strict=False):
        joins = before and not before.closes and not override.closes and before.days == override.days
        clauses.append(f"{',' if joins else ';'} {_override(override)}")
    return clauses


def _override(override: Override) -> str:
    days = _date_range(override.first, override.last)
    reason = override.reason.replace('"', "’").strip()
    words = f'"{reason}"' if reason else ""
    if override.closes:
        slot = "" if override.start is None else _slot(override)
        return " ".join(filter(None, (days, slot, "off", words)))
    if override.state == ExceptionState.APPOINTMENT:
        words = f'"{APPOINTMENT}"'
    return " ".join(filter(None, (days, _slot(override), "open", words)))


def _date(day: date) -> str:
    return f"{day.year} {OSM_MONTHS[day.month - 1]} {day.day:02d}"


def _date_range(first: date, last: date) -> str:
    return _date(first) if first == last else f"{_date(first)}-{_date(last)}"


def _date_list(days: Sequence[date]) -> str:
    return ",".join(_date_range(begin, end) for begin, end in _runs(days))


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Consecutive days as (first, last)."""
    for _, run in groupby(enumerate(sorted(days)), key=lambda pair: pair[1].toordinal() - pair[0]):
        stretch = [day for _, day in run]
        yield stretch[0], stretch[-1]


def _each_day(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


# -- Calendars ---------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _public_holidays(calendar: Calendar, first: date, last: date) -> frozenset[date]:
    """Asked of the evaluator itself, so that both ways of writing a rule agree."""
    begin = datetime.combine(first, time(), calendar.timezone)
    end = datetime.combine(last + timedelta(days=1), time(), calendar.timezone)
    stretches = _parsed("PH 00:00-24:00", calendar).intervals(begin, end)
    return frozenset(
        day
        for start, stop, state, _ in stretches
        if state == OsmState.OPEN
        for day in _each_day(start.date(), (stop - timedelta(seconds=1)).date())
    )


@lru_cache(maxsize=64)
def _school_days(calendar: Calendar, first: date, last: date) -> tuple[frozenset[date], date]:
    """Days of school holidays, and the last day the published calendar tells about."""
    published = SchoolHolidayDates()
    days: set[date] = set()
    known_until = first - timedelta(days=1)
    for year in range(first.year, min(last.year, published.max_year) + 1):
        of_year = published.holidays_for_year_and_zone(year, calendar.school_zone)
        days |= {day for day in of_year if first <= day <= last}
        # The last published year ends with its summer: nothing is known of the autumn after it.
        known_until = max(of_year) if year == published.max_year else date(year, 12, 31)
    return frozenset(days), min(known_until, last)
