"""The days of a clause, as rules without hours."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from resources.enums import OnHoliday, Recurrence
from resources.hours import END_OF_TIME, EVERY_DAY, Rule
from resources.osm.clause import ALL_WEEKS, BEGINNING, Clause

MAX_ROWS, MAX_LISTED_DAYS = 100, 3_000
MAX_INTERVAL = 26  # weeks, the most a rule can hold
WEEK = timedelta(days=7)
PARITIES = {
    ALL_WEEKS: Recurrence.WEEKLY,
    frozenset(range(1, 54, 2)): Recurrence.ODD,
    frozenset(range(2, 54, 2)): Recurrence.EVEN,
}


def boxes_of(clause: Clause) -> list[Rule]:
    """The days of a clause, as rules without hours."""
    days = clause.days or ((frozenset(), EVERY_DAY),)
    parity = PARITIES.get(clause.weeks)
    listed = len(clause.periods) > 2 and all(last - first < WEEK for first, last in clause.periods)
    if clause.periods and (listed or parity is None):
        return _listed(clause, days)
    if parity is None:
        raise clause.refused("sans dates, seules se lisent les semaines « week 1-53/2 » (impaires) et « week 2-52/2 »")
    if parity != Recurrence.WEEKLY and any(ranks for ranks, _ in days):
        raise clause.refused("un rang dans le mois et des semaines à la fois")
    boxes = [
        Rule(weekdays, recurrence=Recurrence.NTH if ranks else parity, nth=ranks, on_public_holidays=OnHoliday.HELD)
        for ranks, weekdays in days
    ]
    periods = clause.periods or ((BEGINNING, END_OF_TIME),)
    return [part for box in boxes for period in periods for part in within(box, *period)][: MAX_ROWS + 1]


def _listed(clause: Clause, days: Sequence[tuple[frozenset[int], frozenset[int]]]) -> list[Rule]:
    """Dates one by one, or weeks of a period: those that come back every n weeks make one rule."""
    if any(ranks for ranks, _ in days):
        raise clause.refused("un rang dans le mois et une liste de dates à la fois")
    if sum((last - first).days for first, last in clause.periods) > MAX_LISTED_DAYS:
        raise clause.refused("trop de dates")
    every_day = {first + timedelta(n) for first, last in clause.periods for n in range((last - first).days + 1)}
    dates = sorted(day for day in every_day if day.isocalendar().week in clause.weeks)
    boxes: list[Rule] = []
    for weekday in sorted(frozenset[int]().union(*(weekdays for _, weekdays in days))):
        for run in _rhythms([day for day in dates if day.weekday() == weekday]):
            weeks = (run[1] - run[0]).days // 7 if len(run) > 1 else 1
            box = Rule(frozenset({weekday}), on_public_holidays=OnHoliday.HELD, valid_from=run[0], valid_to=run[-1])
            if weeks > 1:
                box = replace(box, recurrence=Recurrence.EVERY_N, interval=weeks, anchor=run[0])
            boxes.append(box)
            if len(boxes) > MAX_ROWS:
                raise clause.refused("trop de dates")
    return boxes


def _rhythms(dates: Sequence[date]) -> Iterator[list[date]]:
    """Dates of one weekday, cut into runs of equal steps; two dates are no rhythm."""
    at = 0
    while at < len(dates):
        step = dates[at + 1] - dates[at] if at + 1 < len(dates) else WEEK
        end = at + 1
        while end < len(dates) and dates[end] - dates[end - 1] == step <= MAX_INTERVAL * WEEK:
            end += 1
        end = end if end - at > 2 else at + 1
        yield list(dates[at:end])
        at = end


def within(rule: Rule, first: date, last: date) -> list[Rule]:
    """The rule between two dates, if it ever happens there."""
    length = (last - first).days + 1
    weekdays = rule.weekdays & {(first + timedelta(n)).weekday() for n in range(min(length, 7))}
    valid_from, valid_to = (None if first == BEGINNING else first), (None if last == END_OF_TIME else last)
    return [replace(rule, weekdays=weekdays, valid_from=valid_from, valid_to=valid_to)] if weekdays else []
