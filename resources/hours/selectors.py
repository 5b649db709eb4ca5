"""Which days of a rule a clause speaks of, as one selector."""

from collections.abc import Iterator
from datetime import date

from resources.hours.dates import BEGINNING_OF_TIME, END_OF_TIME, between, consecutive_known, each_day
from resources.hours.holidays import Span
from resources.hours.rhythm import falls_on, held_days, is_native
from resources.hours.timetable import Rule
from resources.hours.words import date_list, native


def days_except(rule: Rule, away: frozenset[date], span: Span) -> Iterator[str]:
    """The days of a rule, without those it is away: one selector, or none when no day is left."""
    if is_native(rule):
        begin, end = rule.valid_from or BEGINNING_OF_TIME, rule.valid_to or END_OF_TIME
        gaps = _runs_of(rule, away)
        if ranges := list(between(begin, end, gaps)):
            yield native(rule, () if ranges == [(BEGINNING_OF_TIME, END_OF_TIME)] else ranges)
    elif held := [day for day in held_days(rule, span) if day not in away]:
        yield date_list(held)


def days_among(rule: Rule, days: frozenset[date], span: Span) -> Iterator[str]:
    """The days of a rule among these: one selector, or none."""
    if is_native(rule):
        if runs := list(_runs_of(rule, days)):
            yield native(rule, runs)
    elif days and (held := [day for day in held_days(rule, span) if day in days]):
        yield date_list(held)


def _runs_of(rule: Rule, days: frozenset[date]) -> Iterator[tuple[date, date]]:
    """Runs of these days, while the rule is valid, that hold at least one day of it."""
    for first, last in consecutive_known(days):
        run = max(first, rule.valid_from or first), min(last, rule.valid_to or last)
        if any(falls_on(rule, day) for day in each_day(*run)):
            yield run
