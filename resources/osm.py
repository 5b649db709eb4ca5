"""An OpenStreetMap `opening_hours` expression → our rules and overrides. Pure.

Never half-read: what comes back means exactly what the text means, or the text is kept whole with the reason.
The grammar is the part of OSM's that our rows can say; whatever was read is compared with the text before it is given.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby, zip_longest

from opening_hours import OpeningHours, validate
from opening_hours import State as OsmState

from resources.enums import ExceptionState, OnHoliday, Recurrence, RuleAccess
from resources.hours import (
    APPOINTMENT,
    END_OF_TIME,
    EVERY_DAY,
    LAST,
    OSM_DAYS,
    OSM_MONTHS,
    Calendar,
    Override,
    Rule,
    Timetable,
    expression,
)

FRANCE = Calendar()
MAX_CHARS, MAX_CLAUSES, MAX_ROWS, MAX_YEARS, MAX_LISTED_DAYS = 20_000, 150, 100, 12, 3_000
MAX_REASON, MAX_INTERVAL = 120, 26  # what an exceptional day (characters) and a rule (weeks) can hold
BEGINNING = date(2000, 1, 1)
# The two years compared whatever the text: 2026 has a week 53, and a public holiday on every day of the week.
CHECKED_YEAR = 2027
WEEK = timedelta(days=7)
RANKS = frozenset(range(1, 6))
ALL_WEEKS = frozenset(range(1, 54))
PARITIES = {
    ALL_WEEKS: Recurrence.WEEKLY,
    frozenset(range(1, 54, 2)): Recurrence.ODD,
    frozenset(range(2, 54, 2)): Recurrence.EVEN,
}
ACCESS = {
    **dict.fromkeys(["", "sans rendez-vous", "sans rdv"], RuleAccess.WALK_IN),
    **dict.fromkeys([APPOINTMENT, "sur rdv", "uniquement sur rendez-vous"], RuleAccess.APPOINTMENT),
    **dict.fromkeys(["sur rendez-vous uniquement", "by appointment", "on appointment"], RuleAccess.APPOINTMENT),
    **dict.fromkeys(["par téléphone", "uniquement par téléphone", "by phone"], RuleAccess.PHONE),
}
REASON_FOLLOWS = " : "  # « sur rendez-vous : travaux »
# Comments of a closure that say no more than the closure itself.
NOTHING_MORE = {"", "fermé", "férié", "jour férié", "jours fériés", "vacances", "vacances scolaires"}
FRENCH_DAYS = (
    "lu ma me je ve sa di lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche".split()
)
FRENCH = dict(zip(FRENCH_DAYS, OSM_DAYS * 3, strict=True)) | {"fermé": "off", "jf": "PH"}
del FRENCH["mar"]  # March, to OSM
FRENCH_WORD = re.compile(rf"\b({'|'.join(sorted(FRENCH, key=len, reverse=True))})\b", re.IGNORECASE)
FRENCH_HOUR = re.compile(r"\b([0-9]{1,2})\s?h\s?([0-9]{2})?(?![\w:])", re.IGNORECASE)

_DAY, _MONTH = (f"(?:{'|'.join(words)})(?![a-z])" for words in (OSM_DAYS, OSM_MONTHS))
_YEAR, _NUMBER = "[0-9]{4}", "[0-9]{1,2}(?![0-9:])"
_TIME = "[0-9]{1,2}:[0-9]{2}"


def _list_of(item: str) -> str:
    return rf"(?:{item})(?:\s*,\s*(?:{item}))*"


_PERIOD = (
    rf"(?P<year>{_YEAR})(?:\s*(?P<month>{_MONTH})(?:\s*(?P<day>{_NUMBER}))?)?"
    rf"(?:\s*-\s*(?P<to_year>{_YEAR})?\s*(?P<to_month>{_MONTH})?\s*(?P<to_day>{_NUMBER})?)?"
)
_WEEKS = rf"(?P<first>{_NUMBER})(?:\s*-\s*(?P<last>{_NUMBER})(?:/(?P<step>{_NUMBER}))?)?"
_DAYS = rf"(?P<holiday>(?-i:PH|SH)(?![a-z]))|(?P<from>{_DAY})(?:\s*-\s*(?P<to>{_DAY})|\[(?P<ranks>[-,0-9]+)\])?"
_SLOT = rf"(?P<start>{_TIME})\s*-\s*(?P<end>{_TIME})"


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


FLAGS = re.IGNORECASE | re.ASCII
PERIOD, WEEKS, DAYS, SLOT = (re.compile(part, FLAGS) for part in (_PERIOD, _WEEKS, _DAYS, _SLOT))
CLAUSE = re.compile(
    rf"\s*(?:(?P<always>24/7)|(?P<periods>{_list_of(_unnamed(_PERIOD))})?"
    rf"\s*(?:week\s*(?P<weeks>{_list_of(_unnamed(_WEEKS))}))?"
    rf"\s*(?P<days>{_list_of(_unnamed(_DAYS))})?"
    rf"\s*(?P<slots>{_list_of(_unnamed(_SLOT))})?)"
    r'\s*(?P<state>off\b|closed\b|open\b|unknown\b)?\s*(?:"(?P<comment>[^"]+)")?\s*',
    FLAGS,
)

Period = tuple[date, date]
Slot = tuple[time | None, time | None]
WHOLE_DAY: Slot = (None, None)


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


class NotReadError(Exception):
    """Why, in French."""


@dataclass(frozen=True)
class Clause:
    """`days`: ranks in the month (none: every week) → weekdays. `slots` empty: the text gives no hours."""

    text: str
    adds: bool = False
    periods: tuple[Period, ...] = ()
    weeks: frozenset[int] = ALL_WEEKS
    days: tuple[tuple[frozenset[int], frozenset[int]], ...] = ()
    holidays: frozenset[str] = frozenset()
    slots: tuple[Slot, ...] = ()
    state: str = "open"
    comment: str = ""

    @property
    def only_dates(self) -> bool:
        return bool(self.periods) and not self.days and self.weeks == ALL_WEEKS and not self.holidays

    @property
    def only_holidays(self) -> bool:
        return bool(self.holidays) and not self.days

    @property
    def says_nothing_more(self) -> bool:
        return self.comment.casefold() in NOTHING_MORE

    def refused(self, why: str) -> NotReadError:
        return _refused(self.text, why)


def _refused(part: str, why: str) -> NotReadError:
    return NotReadError(f"« {_shortened(part)} » : {why}.")


def _shortened(part: str) -> str:
    part = " ".join(part.split())
    return part if len(part) <= 80 else f"{part[:79]}…"


def read_osm(text: str, *, calendar: Calendar = FRANCE) -> Reading:
    if not text.strip():
        return Reading(reason="Aucun horaire à lire.")
    try:
        clauses = _clauses(text)
        rules, overrides = _rows(clauses)
        timetable = Timetable(tuple(rules), tuple(overrides), calendar)
        _check(clauses, timetable)
    except NotReadError as problem:
        return Reading(kept=text, reason=_french_habit(text) or str(problem))
    return Reading(timetable.rules, timetable.overrides)


def _french_habit(text: str) -> str:
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
        said = _joined(_clauses(said))
    except NotReadError:
        return f"« {habit} » : écrivez jours et heures comme OSM, par exemple « Mo-Fr 09:00-12:00,14:00-17:30 »."
    return f"« {_shortened(text)} » : écrivez « {said} »."


# -- From text to clauses --------------------------------------------------------------------


def _clauses(text: str) -> list[Clause]:
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
            raise _refused(text[found.end() :] or text, _what_is_wrong(found[0].strip(), text[found.end() :]))
        clauses.append(_clause(found, adds=adds))
        if len(clauses) > MAX_CLAUSES:
            raise NotReadError("Ce texte a trop de morceaux pour des horaires.")
    return clauses


def _joined(clauses: Sequence[Clause]) -> str:
    return "".join(f"{', ' if clause.adds else '; '}{clause.text}" for clause in clauses).lstrip(";, ")


def _what_is_wrong(before: str, rest: str) -> str:
    if re.match(rf"{_MONTH}|easter", rest, FLAGS):
        return "une période sans année n’entre pas dans nos plages ; donnez ses dates (« 2026 Sep 01-2027 Jun 30 »)"
    if re.match(r"(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b", rest, FLAGS):
        return "écrivez les jours Mo, Tu, We, Th, Fr, Sa, Su"
    if before.endswith(("PH", "SH")):
        return "nos plages ne disent pas d’heures propres à certains jours fériés ou de vacances"
    if re.match(rf"{_DAY}|PH|SH|20[0-9][0-9]", rest):
        return "il manque un « ; » devant"
    if re.match(rf"{_TIME}\+", rest) or rest.startswith("+"):
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
        raise _refused(text, "ces dates n’existent pas") from error
    if last < first:
        raise _refused(text, "la fin est avant le début ; donnez l’année des deux dates")
    if first < BEGINNING or last > END_OF_TIME:
        raise _refused(text, "les dates vont de 2000 à 2099")
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
            raise _refused(text, "les semaines vont de 1 à 53")
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
            raise _refused(text, "un rang dans le mois va de 1 à 5, ou -1 pour le dernier")
        ranks.update(range(int(found[1]), int(found[2] or found[1]) + 1) if found[1] else {LAST})
    return frozenset(ranks)


def _slot(found: re.Match[str], text: str) -> Slot:
    start, end = (int(clock[:-3]) * 60 + int(clock[-2:]) for clock in found.group("start", "end"))
    whole_day = 24 * 60
    if any(int(clock[-2:]) > 59 for clock in found.group("start", "end")) or start >= whole_day or end > 2 * whole_day:
        raise _refused(text, "cette heure n’existe pas")
    if end > start + whole_day:
        raise _refused(text, "plus d’un jour d’affilée")
    return WHOLE_DAY if (start, end) == (0, whole_day) else (_time(start), _time(end))


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


# -- From clauses to rows --------------------------------------------------------------------

Standing = list[tuple[Clause, list[Rule]]]


def _rows(clauses: Sequence[Clause]) -> tuple[list[Rule], list[Override]]:
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
        boxes = _boxes(clause)
        if clause.state == "off" or not clause.adds:
            standing = [(owner, _left_of(owner, rules, boxes, clause)) for owner, rules in standing]
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
    return clause.state == "open" and each_day and any_day == set(_rules(clause, _boxes(clause)))


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


def _boxes(clause: Clause) -> list[Rule]:
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
    return [part for box in boxes for period in periods for part in _within(box, *period)][: MAX_ROWS + 1]


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


def _left_of(owner: Clause, rules: list[Rule], boxes: Sequence[Rule], clause: Clause) -> list[Rule]:
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
        *_within(replace(rule, weekdays=rule.weekdays - shared), begin, end),
        *_within(of_shared, begin, first - timedelta(1)),
        *(_within(replace(rest, weekdays=shared), first, last) if rest else []),
        *_within(of_shared, last + timedelta(1), end),
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


def _within(rule: Rule, first: date, last: date) -> list[Rule]:
    """The rule between two dates, if it ever happens there."""
    length = (last - first).days + 1
    weekdays = rule.weekdays & {(first + timedelta(n)).weekday() for n in range(min(length, 7))}
    valid_from, valid_to = (None if first == BEGINNING else first), (None if last == END_OF_TIME else last)
    return [replace(rule, weekdays=weekdays, valid_from=valid_from, valid_to=valid_to)] if weekdays else []


# -- The proof ------------------------------------------------------------------------------


def _check(clauses: Sequence[Clause], timetable: Timetable) -> None:
    """The rows and the text give the same states at every instant, or it was not read."""
    if not timetable.rules:
        raise NotReadError("Aucune heure d’ouverture dans ce texte.")
    text = _joined(_without_school(clauses))
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
        raise _refused(text, "l’évaluateur d’OSM refuse cette écriture")
    hours = OpeningHours(text, timezone=calendar.timezone, country=calendar.country)
    stretches = ((start, _state(state, comment)) for start, _, state, comment in hours.intervals(begin, end))
    for state, same in groupby(stretches, key=lambda stretch: stretch[1]):
        yield next(same)[0], state


def _state(state: OsmState, comment: str) -> str:
    access = comment.partition(REASON_FOLLOWS)[0].strip().casefold()
    by_appointment = ACCESS.get(access) == RuleAccess.APPOINTMENT
    return RuleAccess.APPOINTMENT if state == OsmState.OPEN and by_appointment else str(state)
