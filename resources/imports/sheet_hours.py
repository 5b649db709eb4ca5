"""Hours of a cell → opening rules: as the published spreadsheet writes them, or as OpenStreetMap does."""

import re
from dataclasses import replace
from functools import lru_cache

from resources.enums import OnHoliday, RuleAccess
from resources.exports.sheet_hours import usual_access
from resources.hours import EVERY_DAY, Rule
from resources.imports.sheet_cells import CellError, one_line
from resources.models.way_in import local_calendar
from resources.osm import read_osm

DAYS = (("Mo", "lu|lun|lundis?"), ("Tu", "ma|mar|mardis?"), ("We", "me|mer|mercredis?"), ("Th", "je|jeu|jeudis?"),
        ("Fr", "ve|ven|vendredis?"), ("Sa", "sa|sam|samedis?"), ("Su", "di|dim|dimanches?"))  # fmt: skip
OSM_DAY = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b")
FRENCH_DAY = re.compile(rf"\b(?:{'|'.join(words for _, words in DAYS)})\b|\btous les jours\b", re.IGNORECASE)
HOUR = re.compile(r"\b(\d{1,2})\s?(?:h|heures?)\s?([0-5]\d)?(?![\w:])", re.IGNORECASE)
ALWAYS = re.compile(r"24\s?h?\s?/\s?24(?:[\s,]*7\s?j?\s?/\s?7)?|24/7|jour et nuit|7j/7,? 24h/24", re.IGNORECASE)
HOLIDAYS = re.compile(
    r"[;,.\s]*(?:(?P<shut>(?:sauf|fermée?s?)\s+(?:les\s+)?(?:jours\s+)?fériés|(?:jours\s+)?fériés\s+fermée?s?)"
    r"|(?P<open>(?:jours\s+)?fériés\s+ouverte?s?|même les jours fériés))[;,.\s]*",
    re.IGNORECASE,
)
ACCESS = {
    RuleAccess.APPOINTMENT: re.compile(r"[,(\s]*\bsur (?:rendez[- ]vous|rdv|rv)\b\)?", re.IGNORECASE),
    RuleAccess.WALK_IN: re.compile(r"[,(\s]*\bsans (?:rendez[- ]vous|rdv|rv)\b\)?", re.IGNORECASE),
    RuleAccess.PHONE: re.compile(r"[,(\s]*\bpar téléphone\b\)?", re.IGNORECASE),
}
COMMENTS = {RuleAccess.APPOINTMENT: "sur rendez-vous", RuleAccess.PHONE: "par téléphone", RuleAccess.WALK_IN: ""}
LITTLE_WORDS = (
    (re.compile(r"[–—]"), "-"),
    (re.compile(r"\btous les jours\b", re.IGNORECASE), "Mo-Su"),
    (re.compile(r"\b(Mo|Tu|We|Th|Fr|Sa|Su)\s+(?:au|à)\s+(?=Mo|Tu|We|Th|Fr|Sa|Su)"), r"\1-"),
    (re.compile(r"(\d:\d\d)\s+à\s+(?=\d)"), r"\1-"),
    (re.compile(r"\s*(?:,|\b(?:et|puis)\b)\s*", re.IGNORECASE), ","),
    (re.compile(r"(?<=\d)\s*/\s*(?=\d)"), ","),
    (re.compile(r"\b(?:du|de|le|les|des|dès)\s+", re.IGNORECASE), ""),
    (re.compile(r"(?<=[a-z])\s*:\s*(?=\d)"), " "),
)
EXAMPLE = "Écrivez par exemple « lu-ve 9h-12h, 14h-17h30 ; sa 9h-12h ; fériés fermé »."


@lru_cache(maxsize=2048)
def read_hours(text: str, channel: str) -> tuple[Rule, ...]:
    """Raises CellError. A list repeats the same few hours: they are read once."""
    text = one_line(text)
    if ALWAYS.fullmatch(text):
        return (Rule(EVERY_DAY, access=usual_access(channel), on_public_holidays=OnHoliday.HELD),)
    french = bool(FRENCH_DAY.search(text) or HOUR.search(text)) and not OSM_DAY.search(text)
    holidays = HOLIDAYS.search(text) if french else None
    reading = read_osm(_as_osm(HOLIDAYS.sub(" ; ", text)) if french else text, calendar=local_calendar())
    if reading.reason:
        raise CellError(f"ces horaires ne se lisent pas. {EXAMPLE}" if french else f"{reading.reason} {EXAMPLE}")
    if reading.overrides:
        raise CellError("les jours exceptionnels se saisissent dans la fiche : ne gardez que la semaine habituelle.")
    rules = reading.rules
    if any(rule.start is None for rule in rules) and "24" not in text:
        raise CellError(f"il manque les heures. {EXAMPLE} Pour le jour et la nuit : « 24h/24 ».")
    if french:
        rules = tuple(replace(rule, on_public_holidays=_on(holidays)) for rule in rules)
    said = bool(ACCESS[RuleAccess.WALK_IN].search(text))
    return tuple(
        replace(rule, access=usual_access(channel)) if rule.access == RuleAccess.WALK_IN and not said else rule
        for rule in rules
    )


def _on(holidays) -> str:
    """What nobody said of public holidays is not known."""
    if holidays is None:
        return OnHoliday.UNKNOWN
    return OnHoliday.NOT_HELD if holidays["shut"] else OnHoliday.HELD


def _as_osm(text: str) -> str:
    return "; ".join(filter(None, (_clause(part) for part in re.split(r"[;\n]", text))))


def _clause(text: str) -> str:
    comment = ""
    for access, words in ACCESS.items():
        if words.search(text):
            comment = COMMENTS[access]
        text = words.sub(" ", text)
    for day, words in DAYS:
        text = re.sub(rf"\b(?:{words})\b", day, text, flags=re.IGNORECASE)
    text = HOUR.sub(lambda found: f"{int(found[1]):02d}:{found[2] or '00'}", text)
    for words, instead in LITTLE_WORDS:
        text = words.sub(instead, text)
    text = text.strip(" ,.")
    return f'{text} "{comment}"' if comment and text else text
