"""From clauses to rows: what stands in the end, as rules and overrides."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from resources.enums import ExceptionState, OnHoliday, RuleAccess
from resources.hours import EVERY_DAY, Override, Rule
from resources.osm.boxes import MAX_ROWS, boxes_of
from resources.osm.clause import WHOLE_DAY, Clause
from resources.osm.comments import ACCESS, REASON_FOLLOWS
from resources.osm.refusal import NotReadError
from resources.osm.remainder import left_of

MAX_REASON = 120  # characters, the most an exceptional day can hold
Standing = list[tuple[Clause, list[Rule]]]


def rows_of(clauses: Sequence[Clause]) -> tuple[list[Rule], list[Override]]:
    """A normal clause replaces what stands on its days, an additional one adds to it, closures of dates come last."""
    standing: Standing = []  # each clause, and what the next ones leave of it
    overrides: list[Override] = []
    for clause in clauses:
        if clause.holidays:
            standing = _on_holidays(standing, overrides, clause)
        if clause.only_holidays:
            continue
        if clause.state == "unknown":
            raise clause.refused("ces horaires sont dits inconnus")
        if clause.only_dates and (clause.state == "off" or (standing and not clause.adds)):
            overrides += _overrides(clause)
            continue
        boxes = boxes_of(clause)
        if clause.state == "off" or not clause.adds:
            standing = [(owner, left_of(owner, rules, boxes, clause)) for owner, rules in standing]
        if clause.state != "off":
            standing.append((clause, _rules(clause, boxes)))
        elif clause.slots or not clause.says_nothing_more:
            raise clause.refused("nos plages ne ferment à certaines heures, ou avec une raison, qu’à des dates")
        if sum(len(rules) for _, rules in standing) + len(overrides) > MAX_ROWS:
            raise NotReadError(f"Ce texte demande plus de {MAX_ROWS} plages.")
    return [rule for _, rules in standing for rule in rules], overrides


def _on_holidays(standing: Standing, overrides: Sequence[Override], clause: Clause) -> Standing:
    """`PH off` and `SH off` mark the rules written before them; hours on holidays can only be those of any day."""
    if clause.state == "open" or clause.slots:
        if clause.holidays == {"PH"} and _as_on_any_day(clause, [rule for _, rules in standing for rule in rules]):
            return standing
        raise clause.refused("nos plages ne disent pas d’heures propres aux jours fériés ou aux vacances")
    if not clause.says_nothing_more:
        raise clause.refused("nos plages n’ont pas de place pour ce commentaire")
    if not any(rules for _, rules in standing):
        raise clause.refused("à mettre à la fin : ce qui suit l’efface")
    nights = any(_goes_past_midnight(rule) for _, rules in standing for rule in rules)
    openings = any(not override.closes for override in overrides)
    if "SH" in clause.holidays and (clause.state == "unknown" or nights or openings):
        # No school calendar to check these with: OSM cuts a night at midnight, we do not.
        raise clause.refused("nos plages ne disent pas cela des vacances scolaires")
    if clause.state == "unknown" and any(
        rule.start or rule.weekdays != EVERY_DAY for _, rules in standing for rule in rules
    ):
        raise clause.refused("nos plages laissent leurs heures à confirmer un jour férié, pas le jour entier")
    mark = OnHoliday.NOT_HELD if clause.state == "off" else OnHoliday.UNKNOWN
    return [(owner, [_marked(rule, clause.holidays, mark) for rule in rules]) for owner, rules in standing]


def _marked(rule: Rule, holidays: frozenset[str], mark: OnHoliday) -> Rule:
    if "PH" in holidays:
        rule = replace(rule, on_public_holidays=mark)
    return replace(rule, in_school_holidays=mark) if "SH" in holidays else rule


def _goes_past_midnight(rule: Rule) -> bool:
    return rule.start is not None and rule.end is not None and time() < rule.end <= rule.start


def _as_on_any_day(clause: Clause, rules: Sequence[Rule]) -> bool:
    """`Mo-Su,PH 09:00-12:00`, or `PH 09:00-12:00` after `Mo-Su 09:00-12:00`."""
    if clause.days:
        return clause.state == "open" and clause.days == ((frozenset(), EVERY_DAY),)
    any_day = {replace(rule, weekdays=EVERY_DAY) for rule in rules}
    slots = {(rule.start, rule.end) for rule in rules}
    each_day = all({(rule.start, rule.end) for rule in rules if day in rule.weekdays} == slots for day in range(7))
    return clause.state == "open" and each_day and any_day == set(_rules(clause, boxes_of(clause)))


def _overrides(clause: Clause) -> list[Override]:
    access, _, more = clause.comment.partition(REASON_FOLLOWS)
    if clause.state == "off":
        state, slots, reason = ExceptionState.CLOSED, clause.slots or (WHOLE_DAY,), clause.comment
    elif ACCESS.get(access.casefold()) == RuleAccess.APPOINTMENT:
        state, slots, reason = ExceptionState.APPOINTMENT, clause.slots, more
    else:
        state, slots, reason = ExceptionState.OPEN, clause.slots, clause.comment
    if len(reason) > MAX_REASON:
        raise clause.refused(f"la raison dépasse {MAX_REASON} caractères")
    if state != ExceptionState.CLOSED:
        # An exceptional opening says its hours: midnight to midnight for the whole day.
        slots = tuple((start or time(), end or time()) for start, end in slots or (WHOLE_DAY,))
    return [Override(*period, state, *slot, reason) for period in clause.periods for slot in slots]


def _rules(clause: Clause, boxes: Sequence[Rule]) -> list[Rule]:
    access = ACCESS.get(clause.comment.casefold())
    if access is None:
        raise clause.refused("nos plages n’ont pas de place pour ce commentaire")
    slots = clause.slots or (WHOLE_DAY,)
    return [replace(box, start=start, end=end, access=access) for box in boxes for start, end in slots]
