"""The days a rule comes back, holidays aside."""

from collections.abc import Iterator
from datetime import date, timedelta

from resources.enums import Recurrence
from resources.hours.dates import monday_of
from resources.hours.holidays import Span
from resources.hours.timetable import LAST, Rule


def is_native(rule: Rule) -> bool:
    """OSM has no word for every n weeks."""
    return rule.recurrence != Recurrence.EVERY_N


def held_days(rule: Rule, span: Span) -> Iterator[date]:
    """Days, in order, of a rule held every n weeks: from week to week, as most days are none."""
    if rule.anchor is None:
        return
    first, last = (
        max(span.first, rule.valid_from or rule.anchor, rule.anchor),
        min(span.last, rule.valid_to or span.last),
    )
    week = monday_of(rule.anchor)
    while week <= last:
        days = (week + timedelta(days=number) for number in sorted(rule.weekdays))
        yield from (day for day in days if first <= day <= last)
        week += timedelta(weeks=rule.interval)


def falls_on(rule: Rule, day: date) -> bool:
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
