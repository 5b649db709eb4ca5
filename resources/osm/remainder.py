"""What a clause leaves of the rules written before it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from resources.enums import Recurrence
from resources.hours import END_OF_TIME, LAST, Rule
from resources.osm.boxes import MAX_ROWS, within
from resources.osm.clause import BEGINNING, Clause, Period
from resources.osm.refusal import NotReadError

RANKS = frozenset(range(1, 6))


def left_of(owner: Clause, rules: list[Rule], boxes: Sequence[Rule], clause: Clause) -> list[Rule]:
    """What a clause leaves of another. Nothing at all is not what its author meant."""
    left = rules
    for box in boxes:
        try:
            left = [part for rule in left for part in _minus(rule, box)]
        except NotReadError as error:
            raise clause.refused(str(error)) from error
        if len(left) > MAX_ROWS:
            raise clause.refused("trop de plages")
    if rules and not left:
        raise clause.refused(f"efface « {owner.text} » ; pour garder les deux, mettez une virgule entre les heures")
    return left


def _minus(rule: Rule, box: Rule) -> list[Rule]:
    begin, end = _span(rule)
    first, last = max(begin, _span(box)[0]), min(end, _span(box)[1])
    shared = rule.weekdays & box.weekdays
    if not shared or first > last:
        return [rule]
    rest = _other_weeks(rule, box)
    if rest == rule:
        return [rule]
    of_shared = replace(rule, weekdays=shared)
    return [
        *within(replace(rule, weekdays=rule.weekdays - shared), begin, end),
        *within(of_shared, begin, first - timedelta(1)),
        *(within(replace(rest, weekdays=shared), first, last) if rest else []),
        *within(of_shared, last + timedelta(1), end),
    ]


def _other_weeks(rule: Rule, box: Rule) -> Rule | None:
    """The rule outside the weeks, or the ranks in the month, of the box."""
    odd_or_even = {Recurrence.ODD: Recurrence.EVEN, Recurrence.EVEN: Recurrence.ODD}
    mine, its = Recurrence(rule.recurrence), Recurrence(box.recurrence)
    if its == Recurrence.WEEKLY or (mine, rule.nth) == (its, box.nth) != (Recurrence.EVERY_N, frozenset()):
        return None
    if its in odd_or_even and mine == Recurrence.WEEKLY:
        return replace(rule, recurrence=odd_or_even[its])
    if its in odd_or_even and mine in odd_or_even:
        return rule
    ranks = (rule.nth or RANKS) - box.nth
    if its == Recurrence.NTH and mine in (Recurrence.WEEKLY, Recurrence.NTH) and LAST not in rule.nth | box.nth:
        return replace(rule, recurrence=Recurrence.NTH, nth=ranks) if ranks else None
    raise NotReadError("nos plages ne disent pas « toutes les semaines sauf celles-là »")


def _span(rule: Rule) -> Period:
    return rule.valid_from or BEGINNING, rule.valid_to or END_OF_TIME
