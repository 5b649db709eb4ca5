"""When a place receives. Pure: frozen rules and overrides → an OpenStreetMap expression → states.

The recurrence engine is `opening-hours-py`; this file only writes expressions and reads its answers.
What the OSM grammar cannot say without a calendar, or at all, is written as dates over a horizon of whole
years: every-n-weeks, school holidays, days of doubt.

What an expression means, and what `tests/hours/oracle.py` holds it to:

- A slot belongs, whole, to the day it begins: a night goes on into a day it would not begin on.
- Where slots overlap: open, then by appointment, then unknown, then closed.
- An opening replaces all that begins on its days, and adds to an earlier opening of exactly these days.
- A closure of days closes from midnight to midnight, and all that would have begun on these days.
- A closure of hours closes these hours. A later override wins.
- The hour that comes twice in October counts the second time: during the first, the state of 1:59 lasts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, groupby, islice
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours
from opening_hours import State as OsmState
from vacances_scolaires_france import SchoolHolidayDates

from resources.enums import ExceptionState, OnHoliday, Recurrence, RuleAccess

OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
OSM_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
OSM_EVERY_DAY = "Mo-Su"
EVERY_DAY = frozenset(range(7))
NO_DAY: frozenset[date] = frozenset()
LAST = -1
# The evaluator reads this comment back: for OSM itself, a comment leaves the state open.
APPOINTMENT, REASON_FOLLOWS = "sur rendez-vous", " : "
BEGINNING_OF_TIME, END_OF_TIME = date(2000, 1, 1), date(2099, 12, 31)
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
DAY_MINUTES = 24 * 60
NOON = time(12)
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


@dataclass(frozen=True)
class Interval:
    """A stretch of one state, in local time, with the comment it begins with; `end` is None when it never changes."""

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
    horizon = at + HORIZON
    # Not the engine's `next_change`: when nothing ever changes it looks on to the year 9999.
    stretches = intervals(timetable, at, horizon)
    now = next(stretches)
    until = now.end if now.end and now.end < horizon else None
    receives = now.state in RECEIVING
    upcoming = None if receives else next((one for one in stretches if one.state in RECEIVING), None)
    return Status(now.state, until, now.comment, upcoming)


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
    joined: Interval | None = None
    for stretch in _stretches(timetable, start, end):
        if joined and joined.state is stretch.state:
            joined = replace(joined, end=stretch.end)
            continue
        if joined:
            yield joined
        joined = stretch
    if joined:
        yield joined


def next_openings(timetable: Timetable, at: datetime) -> Iterator[Interval]:
    """Moments it receives that begin after `at`, soonest first, within the horizon."""
    # The first stretch is the one `at` is in.
    for interval in islice(intervals(timetable, at, at + HORIZON), 1, None):
        if interval.state in RECEIVING:
            yield interval


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
    for piece in _by_day(_stretches(timetable, begin, end)):
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


def expression(timetable: Timetable, year: int) -> str:
    """The OSM expression of a timetable, exact from the start of `year - 1` to the end of `year + 2`.

    Empty when nothing is known.
    """
    if not timetable.rules and not timetable.overrides:
        return ""
    span = _Span(timetable.calendar, date(year - YEARS_BEFORE, 1, 1), date(year + YEARS_AFTER, 12, 31))
    clauses = _plain_clauses(timetable, span) if _is_plain(timetable) else _exact_clauses(timetable, span)
    return "".join(clauses).lstrip(";, ")


# -- Reading the evaluator ------------------------------------------------------------------


def _stretches(timetable: Timetable, start: datetime, end: datetime) -> Iterator[Interval]:
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
    found = (one for one in _parsed(text, timetable.calendar).intervals(asked, limit) if one[0] != one[1])
    for begin, end, osm_state, comment in found:
        first, last = begin <= asked, end is None or end >= limit
        state = _state(osm_state, comment)
        yield Interval(start if first else begin, stop if last else end, state, _reason(state, comment))


def _counted(local: datetime) -> datetime:
    """The moment whose state holds: in the hour that comes twice, the first time is as the minute before it."""
    second = local.replace(fold=1)
    if local.fold or local.utcoffset() == second.utcoffset():
        return local
    return local.replace(minute=0, second=0, microsecond=0) - A_MINUTE


@lru_cache(maxsize=50_000)
def _cached_expression(timetable: Timetable, year: int) -> str:
    return expression(timetable, year)


@lru_cache(maxsize=50_000)
def _parsed(text: str, calendar: Calendar) -> OpeningHours:
    # Without a country, "PH off" is silently ignored.
    return OpeningHours(text, timezone=calendar.timezone, country=calendar.country)


def _state(osm_state: OsmState, comment: str) -> State:
    if osm_state == OsmState.OPEN:
        return State.BY_APPOINTMENT if comment.startswith(APPOINTMENT) else State.OPEN
    return State.UNKNOWN if osm_state == OsmState.UNKNOWN else State.CLOSED


def _reason(state: State, comment: str) -> str:
    if state is State.BY_APPOINTMENT:
        return comment.removeprefix(APPOINTMENT).removeprefix(REASON_FOLLOWS)
    return comment


# -- Writing the expression -----------------------------------------------------------------
#
# "; off" and "; open" of a day wipe what is written before them; ", rule" adds, and wins where it overlaps.
# Most timetables are told plainly, as a person would write them for OpenStreetMap. Where wiping a day would
# take too much or too little away, each rule is told with the very dates it holds, and nothing is wiped.


@dataclass(frozen=True)
class _Span:
    """The days over which holidays are looked up."""

    calendar: Calendar
    first: date
    last: date

    def days(self, first: date, last: date) -> Iterator[date]:
        """Those of the span from one day to another."""
        return _each_day(max(self.first, first), min(self.last, last))

    @property
    def public_holidays(self) -> frozenset[date]:
        return _public_holidays(self.calendar, self.first, self.last)

    @property
    def school_holidays(self) -> frozenset[date]:
        return _school_days(self.calendar, self.first, self.last)[0]

    @property
    def unpublished(self) -> frozenset[date]:
        known_until = _school_days(self.calendar, self.first, self.last)[1]
        return frozenset(self.days(known_until + A_DAY, self.last))


def _is_plain(timetable: Timetable) -> bool:
    """Slots within their day, and none that a clause about another rule would touch."""
    if any(rule.by_night for rule in timetable.rules):
        return False
    if any(override.by_night and not override.closes for override in timetable.overrides):
        return False
    return not any(
        _told(one) != _told(other) and _may_meet(one, other) for one, other in combinations(timetable.rules, 2)
    )


def _told(rule: Rule) -> tuple[str, str, bool]:
    """Rules alike in this are written together, in order of access."""
    return rule.on_public_holidays, rule.in_school_holidays, rule.recurrence == Recurrence.EVERY_N


def _may_meet(one: Rule, other: Rule) -> bool:
    """May a slot of one overlap a slot of the other, both within their day?"""
    if not one.weekdays & other.weekdays:
        return False
    return _minutes(one)[0] < _minutes(other)[1] and _minutes(other)[0] < _minutes(one)[1]


def _minutes(rule: Rule) -> tuple[int, int]:
    if rule.start is None or rule.end is None:
        return 0, DAY_MINUTES
    end = rule.end.hour * 60 + rule.end.minute
    return rule.start.hour * 60 + rule.start.minute, end or DAY_MINUTES


def _plain_clauses(timetable: Timetable, span: _Span) -> list[str]:
    """The rules the largest group suspends, their suspensions, the other rules, then the doubts over all of them."""
    if not timetable.rules:
        return ["24/7 unknown", *_overriding(timetable.overrides)]
    rules = _gathered(timetable.rules)
    suspensions = Counter(_off(rule) for rule, _ in rules if any(_off(rule)) and _is_native(rule))
    main = max(suspensions, key=lambda off: suspensions[off], default=_off_for_all(timetable.rules))
    leaning = [(rule, slots) for rule, slots in rules if any(main) and _off(rule) == main and _is_native(rule)]
    others = [(rule, slots) for rule, slots in rules if (rule, slots) not in leaning]
    clauses = [_clause(where, slots, rule) for rule, slots in leaning for where in _except(rule, NO_DAY, span)]
    clauses += _suspensions(main, span)
    clauses += [
        _clause(where, slots, rule) for rule, slots in others for where in _except(rule, _suspended(rule, span), span)
    ]
    clauses += [_doubt(where, slots) for rule, slots in rules for where in _on(rule, _doubtful(rule, span), span)]
    # Rules may all lie outside the horizon: the place is then closed, which is known.
    return [*(clauses or ["off"]), *_overriding(timetable.overrides)]


def _exact_clauses(timetable: Timetable, span: _Span) -> list[str]:
    """Doubts, appointments, open doors: each wins over those before it. Then the overrides, that replaced nobody."""
    openings = _openings(timetable.overrides, span)
    replaced = frozenset(openings)
    rules = _gathered(timetable.rules)
    # Nothing stands yet: these only say why a day is closed.
    clauses = _suspensions(_off_for_all(timetable.rules), span)
    if not rules:
        clauses += [_doubt(where, "00:00-24:00") for where in _except(Rule(EVERY_DAY), replaced, span)]
    for rule, slots in rules:
        clauses += [_doubt(where, slots) for where in _on(rule, _doubtful(rule, span) - replaced, span)]
    for rule, slots in rules:
        away = _suspended(rule, span) | _doubtful(rule, span) | replaced
        clauses += [_clause(where, slots, rule) for where in _except(rule, away, span)]
    clauses = clauses or ["off"]
    for rank, override in enumerate(timetable.overrides):
        if override.closes:
            clauses.append(f"; {_override(_date_range(*override.days), override)}")
        elif days := [day for day, held in openings.items() if rank in held]:
            clauses.append(f", {_override(_date_list(days), override)}")
    return clauses


def _gathered(rules: Iterable[Rule]) -> list[tuple[Rule, str]]:
    """Rules alike but for their hours, with these hours: "09:00-12:00,14:00-17:00"; by appointment first."""
    slots: dict[Rule, list[str]] = {}
    for rule in rules:
        slots.setdefault(replace(rule, start=None, end=None), []).append(_slot(rule))
    # Where slots overlap the later clause wins: receiving freely wins over an appointment.
    ordered = sorted(slots, key=lambda rule: rule.access != RuleAccess.APPOINTMENT)
    return [(rule, ",".join(sorted(set(slots[rule])))) for rule in ordered]


def _clause(where: str, slots: str, rule: Rule) -> str:
    words = f'open "{APPOINTMENT}"' if rule.access == RuleAccess.APPOINTMENT else ""
    when = "24/7" if (where, slots) == (OSM_EVERY_DAY, "00:00-24:00") else f"{where} {slots}"
    return ", " + " ".join(filter(None, (when, words)))


def _doubt(where: str, slots: str) -> str:
    return f", {where} {slots} unknown"


# -- Which days ------------------------------------------------------------------------------


def _is_native(rule: Rule) -> bool:
    """OSM has no word for every n weeks."""
    return rule.recurrence != Recurrence.EVERY_N


def _except(rule: Rule, away: frozenset[date], span: _Span) -> Iterator[str]:
    """The days of a rule, without those it is away: one selector, or none when no day is left."""
    if _is_native(rule):
        begin, end = rule.valid_from or BEGINNING_OF_TIME, rule.valid_to or END_OF_TIME
        gaps = _runs_of(rule, away)
        if ranges := list(_between(begin, end, gaps)):
            yield _native(rule, () if ranges == [(BEGINNING_OF_TIME, END_OF_TIME)] else ranges)
    elif held := [day for day in _held_days(rule, span) if day not in away]:
        yield _date_list(held)


def _on(rule: Rule, days: frozenset[date], span: _Span) -> Iterator[str]:
    """The days of a rule among these: one selector, or none."""
    if _is_native(rule):
        if runs := list(_runs_of(rule, days)):
            yield _native(rule, runs)
    elif days and (held := [day for day in _held_days(rule, span) if day in days]):
        yield _date_list(held)


def _runs_of(rule: Rule, days: frozenset[date]) -> Iterator[tuple[date, date]]:
    """Runs of these days, while the rule is valid, that hold at least one day of it."""
    for first, last in _runs_known(days):
        run = max(first, rule.valid_from or first), min(last, rule.valid_to or last)
        if any(_falls_on(rule, day) for day in _each_day(*run)):
            yield run


def _between(begin: date, end: date, gaps: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """What gaps, in order, leave of a range."""
    for first, last in gaps:
        if begin < first:
            yield begin, first - A_DAY
        begin = last + A_DAY
    if begin <= end:
        yield begin, end


def _off(rule: Rule) -> tuple[bool, bool]:
    return rule.on_public_holidays == OnHoliday.NOT_HELD, rule.in_school_holidays == OnHoliday.NOT_HELD


def _off_for_all(rules: Sequence[Rule]) -> tuple[bool, bool]:
    """What suspends the whole timetable."""
    public, school = zip(*map(_off, rules), strict=True) if rules else ((False,), (False,))
    return all(public), all(school)


def _suspensions(off: tuple[bool, bool], span: _Span) -> list[str]:
    public, school = off
    clauses = ['; PH off "jour férié"'] if public else []
    if school:
        clauses.append(f'; {_date_list(span.school_holidays)} off "vacances scolaires"')
    return clauses


def _suspended(rule: Rule, span: _Span) -> frozenset[date]:
    """Days it is known not to be held."""
    return _apart(rule.on_public_holidays, rule.in_school_holidays, span)[0]


def _doubtful(rule: Rule, span: _Span) -> frozenset[date]:
    """Days when nobody said whether it is held, or no calendar tells yet."""
    return _apart(rule.on_public_holidays, rule.in_school_holidays, span)[1]


@lru_cache(maxsize=256)
def _apart(public: str, school: str, span: _Span) -> tuple[frozenset[date], frozenset[date]]:
    """Days on which a rule is not held, and days of doubt, given what is said of holidays."""
    days = {OnHoliday.NOT_HELD: NO_DAY, OnHoliday.UNKNOWN: NO_DAY, OnHoliday.HELD: NO_DAY}
    days[OnHoliday(public)] |= span.public_holidays
    days[OnHoliday(school)] |= span.school_holidays
    if school != OnHoliday.HELD:
        days[OnHoliday.UNKNOWN] |= span.unpublished
    off = days[OnHoliday.NOT_HELD]
    return off, days[OnHoliday.UNKNOWN] - off


def _held_days(rule: Rule, span: _Span) -> Iterator[date]:
    """Days, in order, of a rule held every n weeks: from week to week, as most days are none."""
    if rule.anchor is None:
        return
    first, last = (
        max(span.first, rule.valid_from or rule.anchor, rule.anchor),
        min(span.last, rule.valid_to or span.last),
    )
    week = _monday(rule.anchor)
    while week <= last:
        days = (week + timedelta(days=number) for number in sorted(rule.weekdays))
        yield from (day for day in days if first <= day <= last)
        week += timedelta(weeks=rule.interval)


def _falls_on(rule: Rule, day: date) -> bool:
    """Does a rhythm that OSM has words for fall on this day, holidays aside?"""
    if day.weekday() not in rule.weekdays:
        return False
    match Recurrence(rule.recurrence):
        case Recurrence.WEEKLY:
            return True
        case Recurrence.ODD:
            return day.isocalendar().week % 2 == 1
        case Recurrence.EVEN:
            return day.isocalendar().week % 2 == 0
        case Recurrence.NTH:
            is_last = (day + timedelta(days=7)).month != day.month
            return (day.day - 1) // 7 + 1 in rule.nth or (LAST in rule.nth and is_last)
        case Recurrence.EVERY_N:
            raise ValueError("Every n weeks is told by its dates.")


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


# -- Overrides -------------------------------------------------------------------------------


def _overriding(overrides: Sequence[Override]) -> list[str]:
    """Plainly: "; open" wipes its days."""
    joins = _joining(overrides)
    return [
        f"{',' if joined else ';'} {_override(_date_range(*override.days), override)}"
        for override, joined in zip(overrides, joins, strict=True)
    ]


def _joining(overrides: Sequence[Override]) -> list[bool]:
    """Does each one add to an earlier opening of exactly its days, rather than replace it?"""
    joins = []
    for rank, override in enumerate(overrides):
        replaced = (one for one in reversed(overrides[:rank]) if one.replaces and _share_days(one, override))
        before = next(replaced, None)
        joins.append(before is not None and not before.closes and not override.closes and before.days == override.days)
    return joins


def _share_days(one: Override, other: Override) -> bool:
    return one.first <= other.last and other.first <= one.last


def _openings(overrides: Sequence[Override], span: _Span) -> dict[date, list[int]]:
    """The days that overrides took from the rules, with the ranks of the openings held: none when closed."""
    days: dict[date, list[int]] = {}
    for rank, (override, joined) in enumerate(zip(overrides, _joining(overrides), strict=True)):
        if not override.replaces:
            continue
        for day in span.days(*override.days):
            earlier = days.get(day, []) if joined else []
            days[day] = earlier if override.closes else [*earlier, rank]
    return days


def _override(days: str, override: Override) -> str:
    return " ".join(
        filter(None, (days, _override_slot(override), "off" if override.closes else "open", _words(override)))
    )


def _override_slot(override: Override) -> str:
    # A bare "off" says it of the whole day.
    return "" if override.closes and override.start is None else _slot(override)


def _words(override: Override) -> str:
    reason = override.reason.replace('"', "’").strip()
    if override.state == ExceptionState.APPOINTMENT:
        reason = f"{APPOINTMENT}{REASON_FOLLOWS}{reason}" if reason else APPOINTMENT
    elif not override.closes and reason.startswith(APPOINTMENT):
        # It would be read back as an appointment.
        reason = ""
    return f'"{reason}"' if reason else ""


# -- Words of OpenStreetMap ------------------------------------------------------------------


def _native(rule: Rule, ranges: Sequence[tuple[date, date]]) -> str:
    """The days of a rule, in these ranges of dates or always."""
    return " ".join(filter(None, (",".join(_date_range(*one) for one in ranges), _days(rule))))


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


def _slot(one: Rule | Override) -> str:
    if one.start is None or one.end is None:
        return "00:00-24:00"
    return f"{one.start:%H:%M}-{'24:00' if one.end == time() else f'{one.end:%H:%M}'}"


def _passes_midnight(start: time | None, end: time | None) -> bool:
    return start is not None and end is not None and time() < end <= start


def _date(day: date) -> str:
    return f"{day.year} {OSM_MONTHS[day.month - 1]} {day.day:02d}"


def _date_range(first: date, last: date) -> str:
    return _date(first) if first == last else f"{_date(first)}-{_date(last)}"


def _date_list(days: Iterable[date]) -> str:
    return ",".join(_date_range(begin, end) for begin, end in _runs(days))


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Consecutive days as (first, last)."""
    numbers = sorted(day.toordinal() for day in days)
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        stretch = [number for _, number in run]
        yield date.fromordinal(stretch[0]), date.fromordinal(stretch[-1])


@lru_cache(maxsize=1024)
def _runs_known(days: frozenset[date]) -> tuple[tuple[date, date], ...]:
    """The same few sets of holidays come back for every timetable."""
    return tuple(_runs(days))


def _each_day(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


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


def school_holidays_known_until(zone: str) -> date:
    """The last day the published calendar of school holidays tells about."""
    published = SchoolHolidayDates()
    last: date = max(published.holidays_for_year_and_zone(published.max_year, zone))
    return last
