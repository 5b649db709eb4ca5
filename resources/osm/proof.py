"""The proof: rows compared with the text they were read from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby, zip_longest

from opening_hours import OpeningHours, validate
from opening_hours import State as OsmState

from resources.enums import OnHoliday, RuleAccess
from resources.hours import END_OF_TIME, Calendar, Timetable, expression
from resources.osm.clause import BEGINNING, Clause, joined
from resources.osm.comments import ACCESS, REASON_FOLLOWS
from resources.osm.refusal import NotReadError, refused

MAX_YEARS = 12
# The two years compared whatever the text: 2026 has a week 53, and a public holiday on every day of the week.
CHECKED_YEAR = 2027


def check(clauses: Sequence[Clause], timetable: Timetable) -> None:
    """The rows and the text give the same states at every instant, or it was not read."""
    if not timetable.rules:
        raise NotReadError("Aucune heure d’ouverture dans ce texte.")
    text = joined(_without_school(clauses))
    held = tuple(replace(rule, in_school_holidays=OnHoliday.HELD) for rule in timetable.rules)
    read = replace(timetable, rules=held)
    for year in _years(timetable):
        said = _states(text, timetable.calendar, year)
        for one, other in zip_longest(said, _states(expression(read, year), timetable.calendar, year)):
            if one != other:
                when = min(change[0] for change in (one, other) if change)
                raise NotReadError(f"Le {when:%d/%m/%Y} à {when:%H:%M}, nos plages diraient autre chose que ce texte.")


def _without_school(clauses: Sequence[Clause]) -> list[Clause]:
    """The text, less its school holidays: the evaluator has no calendar of them."""
    kept = (clause for clause in clauses if clause.days or clause.holidays != {"SH"})
    return [replace(clause, text=re.sub(r"\bSH\s*,\s*|\s*,\s*SH\b", "", clause.text)) for clause in kept]


def _years(timetable: Timetable) -> list[int]:
    """Every year named, and the one after; each is compared together with the one before it."""
    dates = {day for rule in timetable.rules for day in (rule.valid_from, rule.valid_to) if day}
    dates |= {day for override in timetable.overrides for day in override.days}
    years = {day.year + after for day in dates for after in (0, 1)} | {CHECKED_YEAR}
    if len(years) > MAX_YEARS:
        raise NotReadError("Les dates de ce texte couvrent trop d’années.")
    return sorted(year for year in years if BEGINNING.year < year <= END_OF_TIME.year)


def _states(text: str, calendar: Calendar, year: int) -> Iterator[tuple[datetime, str]]:
    """Each change of state from the start of the year before to the end of the year."""
    begin, end = (datetime(one, 1, 1, tzinfo=calendar.timezone) for one in (year - 1, year + 1))
    if not validate(text):
        raise refused(text, "l’évaluateur d’OSM refuse cette écriture")
    hours = OpeningHours(text, timezone=calendar.timezone, country=calendar.country)
    stretches = ((start, _state(state, comment)) for start, _, state, comment in hours.intervals(begin, end))
    for state, same in groupby(stretches, key=lambda stretch: stretch[1]):
        yield next(same)[0], state


def _state(state: OsmState, comment: str) -> str:
    access = comment.partition(REASON_FOLLOWS)[0].strip().casefold()
    by_appointment = ACCESS.get(access) == RuleAccess.APPOINTMENT
    return RuleAccess.APPOINTMENT if state == OsmState.OPEN and by_appointment else str(state)
