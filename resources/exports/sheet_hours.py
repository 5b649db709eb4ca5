"""Hours as the published spreadsheet writes them: « lu-ve 9h-12h30, 13h30-17h ; sa 9h-12h ; fériés fermé »."""

from itertools import groupby

from resources.enums import Channel, HoursSource, OnHoliday, Recurrence, RuleAccess
from resources.models.timetable import EVERY_DAY_MASK

DAYS = ("lu", "ma", "me", "je", "ve", "sa", "di")
AS_THE_PLACE = "ceux du lieu"
# More than a cell can say: the import leaves such hours alone.
KEPT = "voir la fiche"
ALWAYS = "24h/24"
ON_HOLIDAYS = {OnHoliday.NOT_HELD: "fériés fermé", OnHoliday.HELD: "fériés ouvert", OnHoliday.UNKNOWN: ""}
ACCESS = {RuleAccess.WALK_IN: "sans rendez-vous", RuleAccess.APPOINTMENT: "sur rendez-vous",
          RuleAccess.PHONE: "par téléphone"}  # fmt: skip


def usual_access(channel: str) -> str:
    """How one is received when the cell does not say."""
    return RuleAccess.PHONE if channel in (Channel.PHONE, Channel.SMS) else RuleAccess.WALK_IN


def hours_cell(way_in) -> str:
    """Its hours in a cell. Empty when they are not known; `KEPT` when a cell cannot say them."""
    if way_in.hours_source == HoursSource.LOCATION:
        return AS_THE_PLACE
    if way_in.hours_source == HoursSource.UNKNOWN:
        return ""
    rules = list(way_in.opening_rules.all())
    return written(rules, way_in.channel) if rules else ""


def written(rules, channel: str) -> str:
    holidays = {rule.on_public_holidays for rule in rules}
    ways = {rule.access for rule in rules}
    if len(holidays) > 1 or len(ways) > 1 or not all(map(_is_every_week, rules)):
        return KEPT
    [on_holidays], [access] = holidays, ways
    said = "" if access == usual_access(channel) else f" {ACCESS[access]}"
    whole_days = [rule for rule in rules if rule.start is None]
    if whole_days:
        always = len(rules) == 1 and rules[0].weekdays == EVERY_DAY_MASK and on_holidays == OnHoliday.HELD
        return f"{ALWAYS}{said}" if always else KEPT
    parts = [f"{_days(days)} {slots}{said}" for days, slots in _by_days(rules)]
    return " ; ".join(filter(None, [*parts, ON_HOLIDAYS[on_holidays]]))


def _is_every_week(rule) -> bool:
    return (
        rule.recurrence == Recurrence.WEEKLY
        and rule.valid_from is None
        and rule.valid_to is None
        and rule.in_school_holidays == OnHoliday.HELD
    )


def _by_days(rules):
    """(weekdays, slots in words), days with the same slots together."""
    slots = {day: sorted({(rule.start, rule.end) for rule in rules if rule.weekdays >> day & 1}) for day in range(7)}
    days_with = {}
    for day, of_day in slots.items():
        if of_day:
            days_with.setdefault(tuple(of_day), []).append(day)
    for of_day, days in days_with.items():
        yield days, ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in of_day)


def _days(days) -> str:
    """lu-ve, sa"""
    runs = [[day for _, day in run] for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0])]
    return ",".join(DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}" for run in runs)


def _clock(at) -> str:
    return f"{at.hour}h{at.minute:02}" if at.minute else f"{at.hour}h"
