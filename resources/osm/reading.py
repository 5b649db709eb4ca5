"""The way in: a text read wholly, or kept with the reason."""

from dataclasses import dataclass

from resources.hours import Calendar, Override, Rule, Timetable
from resources.osm.french import french_habit
from resources.osm.parser import clauses_of
from resources.osm.proof import check
from resources.osm.refusal import NotReadError
from resources.osm.rows import rows_of

FRANCE = Calendar()


@dataclass(frozen=True)
class Reading:
    """What was read; or nothing, with the text in `kept` and why in `reason`.

    To OSM, an expression that does not mention `PH` (or `SH`) says the place is open on public (or school)
    holidays: its rules are HELD on them. That is what the text means, not always what its author knew.
    """

    rules: tuple[Rule, ...] = ()
    overrides: tuple[Override, ...] = ()
    kept: str = ""
    reason: str = ""


def read_osm(text: str, *, calendar: Calendar = FRANCE) -> Reading:
    if not text.strip():
        return Reading(reason="Aucun horaire à lire.")
    try:
        clauses = clauses_of(text)
        rules, overrides = rows_of(clauses)
        timetable = Timetable(tuple(rules), tuple(overrides), calendar)
        check(clauses, timetable)
    except NotReadError as problem:
        return Reading(kept=text, reason=french_habit(text) or str(problem))
    return Reading(timetable.rules, timetable.overrides)
