"""A timetable written for the evaluator, clause by clause.

"; off" and "; open" of a day wipe what is written before them; ", rule" adds, and wins where it overlaps.
Most timetables are told plainly, as a person would write them for OpenStreetMap. Where wiping a day would
take too much or too little away, each rule is told with the very dates it holds, and nothing is wiped.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations

from resources.enums import Recurrence, RuleAccess
from resources.hours.dates import NO_DAY
from resources.hours.holidays import Span
from resources.hours.overrides import openings_by_day, override_clause, overriding
from resources.hours.rhythm import is_native
from resources.hours.selectors import days_among, days_except
from resources.hours.suspensions import doubtful, off_for_all, off_on, suspended, suspending
from resources.hours.timetable import EVERY_DAY, Rule, Timetable
from resources.hours.words import APPOINTMENT, OSM_EVERY_DAY, date_list, date_range, slot

DAY_MINUTES = 24 * 60
YEARS_BEFORE, YEARS_AFTER = 1, 2


def expression(timetable: Timetable, year: int) -> str:
    """The OSM expression of a timetable, exact from the start of `year - 1` to the end of `year + 2`.

    Empty when nothing is known.
    """
    if not timetable.rules and not timetable.overrides:
        return ""
    span = Span(timetable.calendar, date(year - YEARS_BEFORE, 1, 1), date(year + YEARS_AFTER, 12, 31))
    clauses = _plain_clauses(timetable, span) if _is_plain(timetable) else _exact_clauses(timetable, span)
    return "".join(clauses).lstrip(";, ")


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


def _plain_clauses(timetable: Timetable, span: Span) -> list[str]:
    """The rules the largest group suspends, their suspensions, the other rules, then the doubts over all of them."""
    if not timetable.rules:
        return ["24/7 unknown", *overriding(timetable.overrides)]
    rules = _gathered(timetable.rules)
    suspensions = Counter(off_on(rule) for rule, _ in rules if any(off_on(rule)) and is_native(rule))
    main = max(suspensions, key=lambda off: suspensions[off], default=off_for_all(timetable.rules))
    leaning = [(rule, slots) for rule, slots in rules if any(main) and off_on(rule) == main and is_native(rule)]
    others = [(rule, slots) for rule, slots in rules if (rule, slots) not in leaning]
    clauses = [_clause(where, slots, rule) for rule, slots in leaning for where in days_except(rule, NO_DAY, span)]
    clauses += suspending(main, span)
    clauses += [
        _clause(where, slots, rule)
        for rule, slots in others
        for where in days_except(rule, suspended(rule, span), span)
    ]
    clauses += [_doubt(where, slots) for rule, slots in rules for where in days_among(rule, doubtful(rule, span), span)]
    # Rules may all lie outside the horizon: the place is then closed, which is known.
    return [*(clauses or ["off"]), *overriding(timetable.overrides)]


def _exact_clauses(timetable: Timetable, span: Span) -> list[str]:
    """Doubts, appointments, open doors: each wins over those before it. Then the overrides, that replaced nobody."""
    openings = openings_by_day(timetable.overrides, span)
    replaced = frozenset(openings)
    rules = _gathered(timetable.rules)
    # Nothing stands yet: these only say why a day is closed.
    clauses = suspending(off_for_all(timetable.rules), span)
    if not rules:
        clauses += [_doubt(where, "00:00-24:00") for where in days_except(Rule(EVERY_DAY), replaced, span)]
    for rule, slots in rules:
        clauses += [_doubt(where, slots) for where in days_among(rule, doubtful(rule, span) - replaced, span)]
    for rule, slots in rules:
        away = suspended(rule, span) | doubtful(rule, span) | replaced
        clauses += [_clause(where, slots, rule) for where in days_except(rule, away, span)]
    clauses = clauses or ["off"]
    for rank, override in enumerate(timetable.overrides):
        if override.closes:
            clauses.append(f"; {override_clause(date_range(*override.days), override)}")
        elif days := [day for day, held in openings.items() if rank in held]:
            clauses.append(f", {override_clause(date_list(days), override)}")
    return clauses


def _gathered(rules: Iterable[Rule]) -> list[tuple[Rule, str]]:
    """Rules alike but for their hours, with these hours: "09:00-12:00,14:00-17:00"; by appointment first."""
    slots: dict[Rule, list[str]] = {}
    for rule in rules:
        slots.setdefault(replace(rule, start=None, end=None), []).append(slot(rule))
    # Where slots overlap the later clause wins: receiving freely wins over an appointment.
    ordered = sorted(slots, key=lambda rule: rule.access != RuleAccess.APPOINTMENT)
    return [(rule, ",".join(sorted(set(slots[rule])))) for rule in ordered]


def _clause(where: str, slots: str, rule: Rule) -> str:
    words = f'open "{APPOINTMENT}"' if rule.access == RuleAccess.APPOINTMENT else ""
    when = "24/7" if (where, slots) == (OSM_EVERY_DAY, "00:00-24:00") else f"{where} {slots}"
    return ", " + " ".join(filter(None, (when, words)))


def _doubt(where: str, slots: str) -> str:
    return f", {where} {slots} unknown"
