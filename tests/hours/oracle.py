"""When a place receives, read from the plain calendar, minute by minute: what `resources.hours` is held to.

It shares with the evaluator the rows it reads and nothing else: public holidays come from the `holidays`
package, school holidays from the published calendar, and every day is painted, minute by minute.

1.  A slot belongs, whole, to the day it begins. Its end at or before its start is the next day's; an end at
    0:00 is midnight. Without hours it is the whole day.
2.  A rule is held on the days of its rhythm, between its dates.
3.  A public holiday on which a rule is not held takes away its slots that begin that day. A night that began
    the day before goes on. Likewise for school holidays of zone A.
4.  Nobody said whether it is held: UNKNOWN during the slots that begin that day. Likewise, for a rule that
    school holidays may suspend, every day after the last published one. Known not to be held wins over doubt.
5.  Where slots overlap: OPEN, then BY_APPOINTMENT, then UNKNOWN, then CLOSED.
6.  Without rules every day is UNKNOWN.
7.  An opening replaces all that begins on its days, rules or earlier openings, for the whole of these days:
    outside its hours they are closed, even where no rule is known. A night begun the day before goes on. It
    adds to an earlier opening of exactly its days, when no other opening, nor a closure of whole days, that
    shares a day with it came between.
8.  A closure of whole days takes away all that would begin on them, and closes from midnight to midnight.
9.  A closure of hours closes these hours and nothing else.
10. Overrides are painted in their order: a later one wins.
11. Hours are those of the clock on the wall. The hour that does not exist in March is left out. The hour that
    comes twice in October counts the second time: during the first, the state of 1:59 lasts.
"""

from calendar import Calendar as MonthCalendar
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import count
from zoneinfo import ZoneInfo

import holidays
from vacances_scolaires_france import SchoolHolidayDates

from resources.enums import ExceptionState, OnHoliday, Recurrence, RuleAccess
from resources.hours import Interval, Override, Rule, State, Status, Timetable

PARIS = ZoneInfo("Europe/Paris")
DAY = 24 * 60
PUBLIC = holidays.country_holidays("FR")
SCHOOL = SchoolHolidayDates()
LAST_PUBLISHED = date(2028, 8, 31)
STATES = (State.CLOSED, State.UNKNOWN, State.BY_APPOINTMENT, State.OPEN)
CLOSED, UNKNOWN, BY_APPOINTMENT, OPEN = range(4)
RECEIVES = (State.OPEN, State.BY_APPOINTMENT)
FAR = timedelta(days=400)
AT_LEAST = [bytes(max(before, state) for before in range(4)).ljust(256) for state in range(4)]
PLAINLY = [bytes([state]) * 256 for state in range(4)]


def status(table: Timetable, at: datetime) -> Status:
    """State, end of it and next opening, both within 400 days; comments are not the oracle's."""
    found = stretches(table, at, at + FAR)
    now = next(found)
    opening = None if now.state in RECEIVES else next((one for one in found if one.state in RECEIVES), None)
    return Status(now.state, None if now.end >= (at + FAR).astimezone(UTC) else now.end, "", opening)


def stretches(table: Timetable, start: datetime, end: datetime) -> Iterator[Interval]:
    """Stretches of one state between two instants, in universal time."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    begun, state = start, None
    for instant, then in _changes(table, start):
        if instant >= end:
            break
        if instant > start and then is not state:
            yield Interval(begun, instant, state)
            begun = instant
        state = then
    yield Interval(begun, end, state)


def _changes(table: Timetable, start: datetime) -> Iterator[tuple[datetime, State]]:
    """Instants with the state they begin, from before `start` on; some change nothing."""
    first = start.astimezone(PARIS).date()
    current = None
    begun = False
    for offset in count(-1):
        day = first + timedelta(days=offset)
        minutes = _minutes(table, day)
        for instant, minute in _edges(day, minutes):
            state = STATES[minutes[minute]]
            if instant <= start:
                current = state
                continue
            if not begun:
                yield start, current
                begun = True
            yield instant, state


def _edges(day: date, minutes: bytes) -> Iterator[tuple[datetime, int]]:
    """Instants of a local day at which another minute of its clock begins to count."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=PARIS)
    begin = midnight.astimezone(UTC)
    tomorrow = day + timedelta(days=1)
    length = int((datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=PARIS).astimezone(UTC) - begin).seconds)
    if length == 0:
        yield begin, 0
        minute = 0
        while rest := minutes[minute:].lstrip(minutes[minute : minute + 1]):
            minute = DAY - len(rest)
            yield begin + timedelta(minutes=minute), minute
        return
    for passed in range(DAY + (60 if length == 3600 else -60)):
        instant = begin + timedelta(minutes=passed)
        local = instant.astimezone(PARIS)
        twice = length == 3600 and local.hour == 2 and local.fold == 0
        yield instant, 119 if twice else local.hour * 60 + local.minute


def _minutes(table: Timetable, day: date) -> bytes:
    """The state of each minute on the wall of one day."""
    painted = bytearray(DAY)
    _paint_rules(painted, table, day)
    for rank, override in enumerate(table.overrides):
        _paint_override(painted, table.overrides, rank, override, day)
    return bytes(painted)


def _paint_rules(painted: bytearray, table: Timetable, day: date) -> None:
    for begins, shift in ((day - timedelta(days=1), DAY), (day, 0)):
        if _replaced(table.overrides, begins):
            continue
        if not table.rules:
            _fill(painted, 0 - shift, DAY - shift, PLAINLY[UNKNOWN])
        for rule in table.rules:
            state = _held(rule, begins)
            start, end = _hours(rule)
            _fill(painted, start - shift, end - shift, AT_LEAST[state])


def _paint_override(painted, overrides, rank: int, override: Override, day: date) -> None:
    if override.state == ExceptionState.CLOSED and override.start is None:
        if override.first <= day <= override.last:
            _fill(painted, 0, DAY, PLAINLY[CLOSED])
        return
    state = {
        ExceptionState.CLOSED: CLOSED,
        ExceptionState.APPOINTMENT: BY_APPOINTMENT,
        ExceptionState.OPEN: OPEN,
    }[ExceptionState(override.state)]
    start, end = _hours(override)
    for begins, shift in ((day - timedelta(days=1), DAY), (day, 0)):
        speaks = override.first <= begins <= override.last
        if state != CLOSED:
            speaks = speaks and rank in _openings_held(overrides, begins)
        if speaks:
            _fill(painted, start - shift, end - shift, PLAINLY[state])


def _fill(painted: bytearray, start: int, end: int, over: bytes) -> None:
    """Paint minutes of a day; `over` is what becomes of each state that stands there."""
    start, end = max(0, start), min(DAY, end)
    if start < end:
        painted[start:end] = painted[start:end].translate(over)


def _hours(one: Rule | Override) -> tuple[int, int]:
    if one.start is None:
        return 0, DAY
    start, end = (moment.hour * 60 + moment.minute for moment in (one.start, one.end))
    return start, end if end > start else end + DAY


def _whole(override: Override) -> bool:
    return override.state != ExceptionState.CLOSED or override.start is None


def _replaced(overrides: tuple[Override, ...], day: date) -> bool:
    return any(_whole(one) and one.first <= day <= one.last for one in overrides)


def _openings_held(overrides: tuple[Override, ...], day: date) -> list[int]:
    """Ranks of the openings that hold for what begins on a day."""
    held: list[int] = []
    for rank, one in enumerate(overrides):
        if not (_whole(one) and one.first <= day <= one.last):
            continue
        if one.state == ExceptionState.CLOSED:
            held = []
        else:
            held = [*held, rank] if _adds(overrides[:rank], one) else [rank]
    return held


def _adds(earlier: tuple[Override, ...], opening: Override) -> bool:
    for one in earlier[::-1]:
        apart = one.last < opening.first or opening.last < one.first
        if _whole(one) and not apart:
            same_days = (one.first, one.last) == (opening.first, opening.last)
            return one.state != ExceptionState.CLOSED and same_days
    return False


def _held(rule: Rule, day: date) -> int:
    """What the slot that begins on a day is, were no override to speak."""
    if not _in_rhythm(rule, day):
        return CLOSED
    if rule.valid_from and day < rule.valid_from or rule.valid_to and rule.valid_to < day:
        return CLOSED
    policies = []
    if day in PUBLIC:
        policies.append(rule.on_public_holidays)
    if day > LAST_PUBLISHED:
        policies.append(OnHoliday.HELD if rule.in_school_holidays == OnHoliday.HELD else OnHoliday.UNKNOWN)
    elif _is_school_holiday(day):
        policies.append(rule.in_school_holidays)
    if OnHoliday.NOT_HELD in policies:
        return CLOSED
    if OnHoliday.UNKNOWN in policies:
        return UNKNOWN
    return BY_APPOINTMENT if rule.access == RuleAccess.APPOINTMENT else OPEN


@lru_cache(maxsize=4000)
def _is_school_holiday(day: date) -> bool:
    return bool(SCHOOL.is_holiday_for_zone(day, "A"))


def _in_rhythm(rule: Rule, day: date) -> bool:
    year, week, weekday = day.isocalendar()
    if weekday - 1 not in rule.weekdays:
        return False
    if rule.recurrence == Recurrence.ODD:
        return week in range(1, 54, 2)
    if rule.recurrence == Recurrence.EVEN:
        return week in range(2, 54, 2)
    if rule.recurrence == Recurrence.EVERY_N:
        anchor_year, anchor_week, _ = rule.anchor.isocalendar()
        monday = date.fromisocalendar(anchor_year, anchor_week, 1)
        step = timedelta(weeks=rule.interval)
        return day >= rule.anchor and (date.fromisocalendar(year, week, 1) - monday) % step == timedelta(0)
    if rule.recurrence == Recurrence.NTH:
        same = _same_weekdays(day.year, day.month, day.weekday())
        rank = same.index(day.day)
        return rank + 1 in rule.nth or (-1 in rule.nth and rank == len(same) - 1)
    return True


@lru_cache(maxsize=2000)
def _same_weekdays(year: int, month: int, weekday: int) -> list[int]:
    weeks = MonthCalendar().monthdayscalendar(year, month)
    return [week[weekday] for week in weeks if week[weekday]]
