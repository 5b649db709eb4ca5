"""From text to clauses, or what is wrong in it."""

import re
from calendar import monthrange
from datetime import date, time

from resources.hours import END_OF_TIME, EVERY_DAY, LAST, OSM_DAYS, OSM_MONTHS
from resources.osm.clause import ALL_WEEKS, BEGINNING, WHOLE_DAY, Clause, Period, Slot
from resources.osm.grammar import CLAUSE, DAY, DAYS, FLAGS, MONTH, PERIOD, SLOT, TIME, WEEKS
from resources.osm.refusal import NotReadError, refused

MAX_CHARS, MAX_CLAUSES = 20_000, 150


def clauses_of(text: str) -> list[Clause]:
    if len(text) > MAX_CHARS:
        raise NotReadError("Ce texte est trop long pour des horaires.")
    text = " ".join(text.split()).removesuffix(";").rstrip()
    if not text.isprintable():
        raise NotReadError("Ce texte contient un caractère invisible ou inconnu.")
    clauses: list[Clause] = []
    at, separator = 0, ""
    while separator or not clauses:
        found = CLAUSE.match(text, at)
        assert found  # every part is optional
        adds = separator == ","
        separator, at = text[found.end() : found.end() + 1], found.end() + 1
        if separator not in ("", ";", ",") or not found[0].strip():
            raise refused(text[found.end() :] or text, _what_is_wrong(found[0].strip(), text[found.end() :]))
        clauses.append(_clause(found, adds=adds))
        if len(clauses) > MAX_CLAUSES:
            raise NotReadError("Ce texte a trop de morceaux pour des horaires.")
    return clauses


def _what_is_wrong(before: str, rest: str) -> str:
    if re.match(rf"{MONTH}|easter", rest, FLAGS):
        return "une période sans année n’entre pas dans nos plages ; donnez ses dates (« 2026 Sep 01-2027 Jun 30 »)"
    if re.match(r"(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b", rest, FLAGS):
        return "écrivez les jours Mo, Tu, We, Th, Fr, Sa, Su"
    if before.endswith(("PH", "SH")):
        return "nos plages ne disent pas d’heures propres à certains jours fériés ou de vacances"
    if re.match(rf"{DAY}|PH|SH|20[0-9][0-9]", rest):
        return "il manque un « ; » devant"
    if re.match(rf"{TIME}\+", rest) or rest.startswith("+"):
        return "la fin manque"
    return "pas compris" if rest else "il manque une partie"


def _clause(found: re.Match[str], *, adds: bool) -> Clause:
    part = found.groupdict("")
    words = found[0] if not part["comment"] else found[0][: found[0].index('"')]
    text = re.sub(r"\s*-\s*", "-", words).strip() + (f' "{part["comment"]}"' if part["comment"] else "")
    text = text.strip()
    days, holidays = _days(part["days"], text)
    clause = Clause(
        text,
        adds,
        tuple(_period(one, text) for one in PERIOD.finditer(part["periods"])),
        _weeks(part["weeks"], text),
        ((frozenset(), EVERY_DAY),) if part["always"] else days,
        holidays,
        (WHOLE_DAY,) if part["always"] else tuple(_slot(one, text) for one in SLOT.finditer(part["slots"])),
        {"": "open", "closed": "off"}.get(part["state"].lower(), part["state"].lower()),
        part["comment"].strip(),
    )
    selects = any(part[name] for name in ("always", "periods", "weeks", "days"))
    if not selects and not part["slots"] and not part["state"]:
        raise clause.refused("un commentaire seul ne dit ni jour ni heure")
    if not selects and found.start():
        raise clause.refused("les jours manquent ; répétez-les devant ces heures")
    if clause.holidays and (clause.periods or clause.weeks != ALL_WEEKS):
        raise clause.refused("jours fériés ou vacances de certaines dates : pas compris")
    return clause


def _period(found: re.Match[str], text: str) -> Period:
    """A day, a month, a year, or from one to another; what the end does not repeat is the beginning's."""
    begin = found.group("year", "month", "day")
    end = tuple(to or own for to, own in zip(found.group("to_year", "to_month", "to_day"), begin, strict=True))
    try:
        if [part is None for part in begin] != [part is None for part in end]:
            raise ValueError("a month to a day")
        first, last = _date(*begin), _date(*end, end=True)
    except ValueError as error:
        raise refused(text, "ces dates n’existent pas") from error
    if last < first:
        raise refused(text, "la fin est avant le début ; donnez l’année des deux dates")
    if first < BEGINNING or last > END_OF_TIME:
        raise refused(text, "les dates vont de 2000 à 2099")
    return first, last


def _date(year: str, month: str | None, day: str | None, *, end: bool = False) -> date:
    """The day named, or the first (at the end, the last) of the month or of the year named."""
    number = OSM_MONTHS.index(month.capitalize()) + 1 if month else (12 if end else 1)
    return date(int(year), number, int(day or (monthrange(int(year), number)[1] if end else 1)))


def _weeks(words: str, text: str) -> frozenset[int]:
    weeks: set[int] = set()
    for found in WEEKS.finditer(words):
        first, last, step = int(found["first"]), int(found["last"] or found["first"]), int(found["step"] or 1)
        if not (1 <= first <= last <= 53 and step):
            raise refused(text, "les semaines vont de 1 à 53")
        weeks.update(range(first, last + 1, step))
    return frozenset(weeks) or ALL_WEEKS


def _days(words: str, text: str) -> tuple[tuple[tuple[frozenset[int], frozenset[int]], ...], frozenset[str]]:
    days: dict[frozenset[int], frozenset[int]] = {}
    holidays = set()
    for found in DAYS.finditer(words):
        if found["holiday"]:
            holidays.add(found["holiday"])
            continue
        first = OSM_DAYS.index(found["from"].capitalize())
        last = OSM_DAYS.index((found["to"] or found["from"]).capitalize())
        ranks = _ranks(found["ranks"] or "", text)
        weekdays = frozenset((first + offset) % 7 for offset in range((last - first) % 7 + 1))
        days[ranks] = days.get(ranks, frozenset()) | weekdays
    return tuple(days.items()), frozenset(holidays)


def _ranks(words: str, text: str) -> frozenset[int]:
    ranks: set[int] = set()
    for rank in words.split(",") if words else []:
        found = re.fullmatch("([1-5])(?:-([1-5]))?|-1", rank)
        if not found:
            raise refused(text, "un rang dans le mois va de 1 à 5, ou -1 pour le dernier")
        ranks.update(range(int(found[1]), int(found[2] or found[1]) + 1) if found[1] else {LAST})
    return frozenset(ranks)


def _slot(found: re.Match[str], text: str) -> Slot:
    start, end = (int(clock[:-3]) * 60 + int(clock[-2:]) for clock in found.group("start", "end"))
    whole_day = 24 * 60
    if any(int(clock[-2:]) > 59 for clock in found.group("start", "end")) or start >= whole_day or end > 2 * whole_day:
        raise refused(text, "cette heure n’existe pas")
    if end > start + whole_day:
        raise refused(text, "plus d’un jour d’affilée")
    return WHOLE_DAY if (start, end) == (0, whole_day) else (_time(start), _time(end))


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
