"""Words of OpenStreetMap: days, weeks, dates and slots, as its grammar writes them."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from itertools import groupby

from resources.enums import Recurrence
from resources.hours.dates import consecutive
from resources.hours.timetable import LAST, Override, Rule

OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
OSM_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
OSM_EVERY_DAY = "Mo-Su"
# The evaluator reads this comment back: for OSM itself, a comment leaves the state open.
APPOINTMENT, REASON_FOLLOWS = "sur rendez-vous", " : "


def native(rule: Rule, ranges: Sequence[tuple[date, date]]) -> str:
    """The days of a rule, in these ranges of dates or always."""
    return " ".join(filter(None, (",".join(date_range(*one) for one in ranges), _days(rule))))


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


def slot(one: Rule | Override) -> str:
    if one.start is None or one.end is None:
        return "00:00-24:00"
    return f"{one.start:%H:%M}-{'24:00' if one.end == time() else f'{one.end:%H:%M}'}"


def _date(day: date) -> str:
    return f"{day.year} {OSM_MONTHS[day.month - 1]} {day.day:02d}"


def date_range(first: date, last: date) -> str:
    return _date(first) if first == last else f"{_date(first)}-{_date(last)}"


def date_list(days: Iterable[date]) -> str:
    return ",".join(date_range(begin, end) for begin, end in consecutive(days))
