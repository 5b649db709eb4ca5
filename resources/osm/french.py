"""Hours as the French write them, and how to write them for OSM."""

import re

from resources.hours import OSM_DAYS
from resources.osm.clause import joined
from resources.osm.parser import MAX_CHARS, clauses_of
from resources.osm.refusal import NotReadError, shortened

FRENCH_DAYS = (
    "lu ma me je ve sa di lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche".split()
)
FRENCH = dict(zip(FRENCH_DAYS, OSM_DAYS * 3, strict=True)) | {"fermé": "off", "jf": "PH"}
del FRENCH["mar"]  # March, to OSM
FRENCH_WORD = re.compile(rf"\b({'|'.join(sorted(FRENCH, key=len, reverse=True))})\b", re.IGNORECASE)
FRENCH_HOUR = re.compile(r"\b([0-9]{1,2})\s?h\s?([0-9]{2})?(?![\w:])", re.IGNORECASE)


def french_habit(text: str) -> str:
    """« Lu-Ve 9h-12h »: how to write it, when that is clear."""
    if len(text) > MAX_CHARS:
        return ""
    words = re.sub('"[^"]*"?', "", text)
    habits = [*FRENCH_WORD.finditer(words), *FRENCH_HOUR.finditer(words)]
    habit = next((found[0] for found in habits if found[0] not in OSM_DAYS), "")
    if not habit:
        return ""
    said = FRENCH_WORD.sub(lambda word: FRENCH.get(word[0].lower(), word[0]), text)
    said = FRENCH_HOUR.sub(lambda hour: f"{int(hour[1]):02d}:{hour[2] or '00'}", said)
    try:
        said = joined(clauses_of(said))
    except NotReadError:
        return f"« {habit} » : écrivez jours et heures comme OSM, par exemple « Mo-Fr 09:00-12:00,14:00-17:30 »."
    return f"« {shortened(text)} » : écrivez « {said} »."
