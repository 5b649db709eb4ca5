"""Expressions seen in French OpenStreetMap data and in data·inclusion: the rows they become, or why they stay text."""

from datetime import date, datetime, time
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources.enums import ExceptionState, OnHoliday, Recurrence, RuleAccess
from resources.hours import EVERY_DAY, LAST, Override, Rule, Timetable, expression, intervals
from resources.osm import Reading, read_osm

PARIS = ZoneInfo("Europe/Paris")
MO, TU, WE, TH, FR, SA, SU = range(7)
WEEKDAYS, SATURDAY = (MO, TU, WE, TH, FR), (SA,)


def rule(days, slot=None, **values):
    """`rule(WEEKDAYS, "9-12:30")`, held on every holiday unless told otherwise."""
    start, end = (clock(one) for one in slot.split("-")) if slot else (None, None)
    values = {"on_public_holidays": OnHoliday.HELD} | values
    return Rule(frozenset(days), start, end, **values)


def clock(text):
    hour, _, minute = text.partition(":")
    return time(int(hour), int(minute or 0))


def day(text):
    return date.fromisoformat(text)


def closed(first, last=None, reason="", slot=None):
    start, end = (clock(one) for one in slot.split("-")) if slot else (None, None)
    return Override(day(first), day(last or first), ExceptionState.CLOSED, start, end, reason)


def opened(first, slot, last=None, reason="", state=ExceptionState.OPEN):
    start, end = (clock(one) for one in slot.split("-"))
    return Override(day(first), day(last or first), state, start, end, reason)


def no_public(days, slot=None, **values):
    return rule(days, slot, on_public_holidays=OnHoliday.NOT_HELD, **values)


def no_school(days, slot=None, **values):
    return rule(days, slot, in_school_holidays=OnHoliday.NOT_HELD, **values)


OFFICE = (rule(WEEKDAYS, "9-12"), rule(WEEKDAYS, "14-17"))
OFFICE_BUT_PUBLIC = (no_public(WEEKDAYS, "9-12"), no_public(WEEKDAYS, "14-17"))
APPOINTMENT, PHONE = RuleAccess.APPOINTMENT, RuleAccess.PHONE
NTH, ODD, EVEN, EVERY_N = Recurrence.NTH, Recurrence.ODD, Recurrence.EVEN, Recurrence.EVERY_N

READ = {
    # Weekdays and slots
    "Mo-Fr 09:00-12:00": [rule(WEEKDAYS, "9-12")],
    "Mo-Fr 09:00-12:00,14:00-17:00": OFFICE,
    "Mo-Fr 09:00-12:00, 14:00-17:00": OFFICE,
    "Mo - Fr 09:00 - 12:00": [rule(WEEKDAYS, "9-12")],
    "mo-fr 9:00-12:00": [rule(WEEKDAYS, "9-12")],
    "Mo-Fr 09:00-12:00;": [rule(WEEKDAYS, "9-12")],
    "Mo,We,Fr 09:00-12:00": [rule((MO, WE, FR), "9-12")],
    "Mo,Tu,Th-Fr 08:30-12:30": [rule((MO, TU, TH, FR), "8:30-12:30")],
    "Sa-Mo 10:00-18:00": [rule((SA, SU, MO), "10-18")],
    "Mo-Su 08:00-20:00": [rule(EVERY_DAY, "8-20")],
    "08:00-20:00": [rule(EVERY_DAY, "8-20")],
    "24/7": [rule(EVERY_DAY)],
    "Mo-Su 00:00-24:00": [rule(EVERY_DAY)],
    "Mo-Fr": [rule(WEEKDAYS)],
    "Mo-Fr 14:00-24:00": [rule(WEEKDAYS, "14-0")],
    "Fr,Sa 20:00-02:00": [rule((FR, SA), "20-2")],
    "Fr,Sa 20:00-26:00": [rule((FR, SA), "20-2")],
    "Mo-Fr 09:00-12:00; Sa 10:00-12:00": [rule(WEEKDAYS, "9-12"), rule(SATURDAY, "10-12")],
    "Mo-Fr 09:00-12:00, Sa 10:00-12:00": [rule(WEEKDAYS, "9-12"), rule(SATURDAY, "10-12")],
    "Mo-Fr 09:00-12:00, Mo 14:00-17:00": [rule(WEEKDAYS, "9-12"), rule((MO,), "14-17")],
    "Mo-Fr 09:00-17:00; Fr 09:00-16:00": [rule((MO, TU, WE, TH), "9-17"), rule((FR,), "9-16")],
    "Mo-Fr 09:00-17:00; We off": [rule((MO, TU, TH, FR), "9-17")],
    "Mo-Fr 09:00-12:00,14:00-17:00; Sa off; Su off": OFFICE,
    'Mo-Fr 09:00-12:00,14:00-17:00; Sa-Su off "fermé"': OFFICE,
    "off; Mo-Fr 09:00-12:00": [rule(WEEKDAYS, "9-12")],
    # Holidays
    "Mo-Fr 08:30-12:30; PH off": [no_public(WEEKDAYS, "8:30-12:30")],
    "Mo-Fr 09:00-12:00,14:00-17:00; PH off": OFFICE_BUT_PUBLIC,
    "Mo-Fr 09:00-12:00,14:00-17:00; PH closed": OFFICE_BUT_PUBLIC,
    "Mo-Fr 09:00-12:00,14:00-17:00, PH off": OFFICE_BUT_PUBLIC,
    'Mo-Fr 09:00-12:00,14:00-17:00; PH off "jour férié"': OFFICE_BUT_PUBLIC,
    "Mo-Sa 09:00-12:00; Su,PH off": [no_public((MO, TU, WE, TH, FR, SA), "9-12")],
    "Mo-Fr 09:00-12:00; Sa,Su,PH off": [no_public(WEEKDAYS, "9-12")],
    "Mo-Fr 09:00-12:00; PH off; Sa 10:00-12:00": [no_public(WEEKDAYS, "9-12"), rule(SATURDAY, "10-12")],
    "Mo-Su,PH 09:00-19:00": [rule(EVERY_DAY, "9-19")],
    "Mo-Su 09:00-19:00; PH 09:00-19:00": [rule(EVERY_DAY, "9-19")],
    "24/7; PH unknown": [rule(EVERY_DAY, on_public_holidays=OnHoliday.UNKNOWN)],
    "24/7; PH off": [no_public(EVERY_DAY)],
    "Mo-Fr 09:00-12:00; SH off": [no_school(WEEKDAYS, "9-12")],
    "Mo-Fr 09:00-12:00; SH closed": [no_school(WEEKDAYS, "9-12")],
    "Mo-Fr 09:00-12:00; PH,SH off": [no_school(WEEKDAYS, "9-12", on_public_holidays=OnHoliday.NOT_HELD)],
    "Mo-Fr 09:00-12:00; SH off; PH off": [no_school(WEEKDAYS, "9-12", on_public_holidays=OnHoliday.NOT_HELD)],
    # Permanences
    "Tu[2,4] 09:00-12:00": [rule((TU,), "9-12", recurrence=NTH, nth=frozenset({2, 4}))],
    "Tu[2,4] 09:00-12:00; SH off": [no_school((TU,), "9-12", recurrence=NTH, nth=frozenset({2, 4}))],
    "Tu[-1] 14:00-17:00": [rule((TU,), "14-17", recurrence=NTH, nth=frozenset({LAST}))],
    "Sa[1-2] 10:00-12:00": [rule(SATURDAY, "10-12", recurrence=NTH, nth=frozenset({1, 2}))],
    "Mo[1],Th[1] 09:00-12:00": [rule((MO, TH), "9-12", recurrence=NTH, nth=frozenset({1}))],
    "Mo-Fr 09:00-17:00; We[1] off": [
        rule((MO, TU, TH, FR), "9-17"),
        rule((WE,), "9-17", recurrence=NTH, nth=frozenset({2, 3, 4, 5})),
    ],
    "week 1-53/2 Mo 09:00-12:00": [rule((MO,), "9-12", recurrence=ODD)],
    "week 01-53/2 Mo 09:00-12:00": [rule((MO,), "9-12", recurrence=ODD)],
    "week 2-52/2 Th 14:00-16:00; PH off": [no_public((TH,), "14-16", recurrence=EVEN)],
    "week 1-53/2 Tu 09:00-12:00; week 2-52/2 Th 09:00-12:00": [
        rule((TU,), "9-12", recurrence=ODD),
        rule((TH,), "9-12", recurrence=EVEN),
    ],
    "Sa 09:00-12:00; week 2-52/2 Sa off": [rule(SATURDAY, "9-12", recurrence=ODD)],
    "2026 Jan 05,2026 Jan 19,2026 Feb 02 Mo 14:00-16:00": [
        rule(
            (MO,),
            "14-16",
            recurrence=EVERY_N,
            interval=2,
            anchor=day("2026-01-05"),
            valid_from=day("2026-01-05"),
            valid_to=day("2026-02-02"),
        )
    ],
    "2026 Jan 05-2026 Jun 30 week 2-53/3 Mo 09:00-12:00": [
        rule(
            (MO,),
            "9-12",
            recurrence=EVERY_N,
            interval=3,
            anchor=day("2026-01-05"),
            valid_from=day("2026-01-05"),
            valid_to=day("2026-06-22"),
        )
    ],
    # Dated periods
    "2026 Jan 05-2026 Mar 27 Mo-Fr 09:00-12:00": [
        rule(WEEKDAYS, "9-12", valid_from=day("2026-01-05"), valid_to=day("2026-03-27"))
    ],
    "2026 Jan 05-Mar 27 Mo-Fr 09:00-12:00": [
        rule(WEEKDAYS, "9-12", valid_from=day("2026-01-05"), valid_to=day("2026-03-27"))
    ],
    "2026 Sep-Dec Mo 09:00-12:00": [rule((MO,), "9-12", valid_from=day("2026-09-01"), valid_to=day("2026-12-31"))],
    "2026 Mo-Fr 09:00-17:00; 2026 Jul-Aug Mo-Fr 09:00-12:00": [
        rule(WEEKDAYS, "9-17", valid_from=day("2026-01-01"), valid_to=day("2026-06-30")),
        rule(WEEKDAYS, "9-17", valid_from=day("2026-09-01"), valid_to=day("2026-12-31")),
        rule(WEEKDAYS, "9-12", valid_from=day("2026-07-01"), valid_to=day("2026-08-31")),
    ],
    "2026 Dec 08 09:00-12:00": [rule((TU,), "9-12", valid_from=day("2026-12-08"), valid_to=day("2026-12-08"))],
    # Closures and openings of some dates
    'Mo-Fr 09:00-12:00; 2026 Dec 24-2027 Jan 02 off "congés"': [
        rule(WEEKDAYS, "9-12"),
        closed("2026-12-24", "2027-01-02", "congés"),
    ],
    "Mo-Fr 09:00-12:00; 2026 Aug 03-23 off": [rule(WEEKDAYS, "9-12"), closed("2026-08-03", "2026-08-23")],
    "Mo-Fr 09:00-12:00; 2026 Aug off": [rule(WEEKDAYS, "9-12"), closed("2026-08-01", "2026-08-31")],
    "Mo-Fr 09:00-12:00; 2026 May 15,2026 Jul 13 off": [
        rule(WEEKDAYS, "9-12"),
        closed("2026-05-15"),
        closed("2026-07-13"),
    ],
    'Mo-Fr 09:00-17:00; 2026 Dec 24 14:00-17:00 off "réveillon"': [
        rule(WEEKDAYS, "9-17"),
        closed("2026-12-24", reason="réveillon", slot="14-17"),
    ],
    "Mo-Fr 09:00-12:00; PH off; 2026 Dec 31,2027 Jan 05 09:00-11:00": [
        no_public(WEEKDAYS, "9-12"),
        opened("2026-12-31", "9-11"),
        opened("2027-01-05", "9-11"),
    ],
    'Mo-Fr 09:00-12:00; 2026 Dec 05 10:00-12:00,14:00-16:00 "portes ouvertes"': [
        rule(WEEKDAYS, "9-12"),
        opened("2026-12-05", "10-12", reason="portes ouvertes"),
        opened("2026-12-05", "14-16", reason="portes ouvertes"),
    ],
    'Mo-Fr 09:00-12:00; 2026 Dec 05 10:00-12:00 "sur rendez-vous"': [
        rule(WEEKDAYS, "9-12"),
        opened("2026-12-05", "10-12", state=ExceptionState.APPOINTMENT),
    ],
    "Mo-Fr 09:00-12:00; 2026 Dec 05 open": [rule(WEEKDAYS, "9-12"), opened("2026-12-05", "0-0")],
    # Comments
    'Mo-Fr 10:00-20:00 "sur rendez-vous"; PH off': [no_public(WEEKDAYS, "10-20", access=APPOINTMENT)],
    'Mo-Fr 10:00-20:00 open "Sur RDV"': [rule(WEEKDAYS, "10-20", access=APPOINTMENT)],
    'Tu 14:00-17:00 "par téléphone"': [rule((TU,), "14-17", access=PHONE)],
    'Mo 09:00-12:00 "sans rendez-vous"; Tu 09:00-12:00 "sur rendez-vous"': [
        rule((MO,), "9-12"),
        rule((TU,), "9-12", access=APPOINTMENT),
    ],
    '24/7 open "sur rendez-vous"': [rule(EVERY_DAY, access=APPOINTMENT)],
}

# What stays text: a part of the reason.
KEPT = {
    "Lu-Ve 9h-12h": "écrivez « Mo-Fr 09:00-12:00 »",
    "Lu-Ve 09h00-12h30,14h-17h": "écrivez « Mo-Fr 09:00-12:30,14:00-17:00 »",
    "Mo-Fr 09h00-12h00": "écrivez « Mo-Fr 09:00-12:00 »",
    "Lundi-Vendredi 9h-12h; Samedi fermé": "écrivez « Mo-Fr 09:00-12:00; Sa off »",
    "Lundi : 8h00-12h00 14h00-18h00 Mardi : 8h00-12h00": "« Lundi » : écrivez jours et heures comme OSM",
    "du lundi au vendredi de 9h à 17h": "« lundi » : écrivez jours et heures comme OSM",
    "Mon-Fri 09:00-17:00": "écrivez les jours Mo, Tu",
    "sur rendez-vous": "« sur rendez-vous » : pas compris",
    '"sur rendez-vous"': "un commentaire seul ne dit ni jour ni heure",
    'open "sur rendez-vous"; 14:00-15:00': "les jours manquent",
    "Mo-Fr 09:00-12:00; 14:00-17:00": "« 14:00-17:00 » : les jours manquent",
    "Mo-Fr 09:00-12:00; Mo-Fr 14:00-17:00": "efface « Mo-Fr 09:00-12:00 »",
    "PH off; Mo-Fr 09:00-12:00": "« PH off » : à mettre à la fin",
    "Mo-Fr 09:00-12:00 PH off": "« PH off » : il manque un « ; » devant",
    "Mo-Fr 09:00-12:00; PH unknown": "« PH unknown »",
    "Mo-Fr 09:00-12:00; PH 10:00-12:00": "heures propres aux jours fériés",
    "Mo-Fr,PH 09:00-12:00": "heures propres aux jours fériés",
    "Mo-Fr 09:00-17:00; SH Mo-Fr 10:00-12:00": "« Mo-Fr 10:00-12:00 » : nos plages ne disent pas",
    "Mo-Fr 09:00-17:00; SH 10:00-12:00": "heures propres aux jours fériés ou aux vacances",
    "Mo-Fr 09:00-17:00; SH unknown": "« SH unknown »",
    "Fr 20:00-02:00; SH off": "« SH off »",
    "Mo-Fr 09:00-17:00; 2026 Dec 24 09:00-11:00; SH off": "« SH off »",
    "Sa-Mo 20:00-02:00; PH off": "nos plages diraient autre chose",
    "Mo-Fr 09:00-12:00; 2026 Dec 25 10:00-12:00; PH off": "nos plages diraient autre chose",
    'Mo-Fr 09:00-12:00 "Demander à l’accueil"': "pas de place pour ce commentaire",
    'Mo-Fr 09:00-12:00; PH off "sauf le 11 novembre"': "pas de place pour ce commentaire",
    "Sep-Jun Mo-Fr 09:00-12:00": "une période sans année",
    "Mo-Fr 09:00-12:00; Aug off": "« Aug off » : une période sans année",
    "Mo-Fr 09:00-12:00; Dec 25 off": "« Dec 25 off » : une période sans année",
    "Mo-Fr 09:00-12:00; easter off": "une période sans année",
    "week 1-52/2 Mo 09:00-12:00": "seules se lisent les semaines",
    "week 1-53/3 Mo 09:00-12:00": "seules se lisent les semaines",
    "week 10-20 Mo 09:00-12:00": "seules se lisent les semaines",
    "week 54 Mo 09:00-12:00": "les semaines vont de 1 à 53",
    "Tu[6] 09:00-12:00": "un rang dans le mois va de 1 à 5",
    "Mo-Fr 09:00-17:00; We[-1] off": "toutes les semaines sauf celles-là",
    "unknown": "sont dits inconnus",
    "Mo-Fr 09:00-12:00 unknown": "sont dits inconnus",
    "off": "Aucune heure d’ouverture",
    "2026 Dec 24-2027 Jan 02 off": "Aucune heure d’ouverture",
    "Mo-Fr 09:00+": "« 09:00+ » : la fin manque",
    "sunrise-sunset": "« sunrise-sunset » : pas compris",
    'Mo-Fr 09:00-12:00 || "sur rendez-vous"': '« || "sur rendez-vous" » : pas compris',
    "Mo-Fr 09:00-25:61": "cette heure n’existe pas",
    "Mo-Fr 25:00-26:00": "cette heure n’existe pas",
    "2026 Feb 30 off": "ces dates n’existent pas",
    "2026 Mar 27-2026 Jan 05 Mo 09:00-12:00": "la fin est avant le début",
    "1900 Jan 01 Mo 09:00-12:00": "les dates vont de 2000 à 2099",
    "Mo-Fr 0900-1200": "pas compris",
    "Mo-Fr 09:00–12:00": "pas compris",
    "Mo-Fr 09:00-12:00; Fr 11:00-12:00 off": "qu’à des dates",
    'Mo-Fr 09:00-12:00; Fr off "travaux"': "qu’à des dates",
    "Mo-Fr 09:00-12:00; 2026 Dec 24 off; Th 10:00-11:00": "nos plages diraient autre chose",
    "Mo-Fr 09:00-12:00,": "il manque une partie",
    "Mo-Fr 09:00-12:00\0": "caractère invisible",
}


def cases(table):
    return [pytest.param(*case, id=case[0].replace("\0", "NUL")) for case in table.items()]


@pytest.mark.parametrize(("text", "rows"), cases(READ))
def test_expression_is_read(text, rows):
    reading = read_osm(text)

    assert reading == Reading(
        rules=tuple(row for row in rows if isinstance(row, Rule)),
        overrides=tuple(row for row in rows if isinstance(row, Override)),
    )


@pytest.mark.parametrize(("text", "why"), cases(KEPT))
def test_expression_is_kept_as_text(text, why):
    reading = read_osm(text)

    assert why in reading.reason
    assert reading == Reading(kept=text, reason=reading.reason)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_to_read(text):
    assert read_osm(text) == Reading(reason="Aucun horaire à lire.")


def test_comment_as_long_as_a_reason_may_be_is_kept_whole():
    reading = read_osm(f'Mo 09:00-12:00; 2026 Dec 24 off "{"a" * 120}"')

    assert reading.overrides == (closed("2026-12-24", reason="a" * 120),)


def test_longer_comment_is_kept_as_text():
    assert "120 caractères" in read_osm(f'Mo 09:00-12:00; 2026 Dec 24 off "{"a" * 121}"').reason


# -- Hostile input ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mo-Fr 09:00-12:00; " * 2_600, id="50-kB-of-clauses"),
        pytest.param("Mo," * 6_000, id="days"),
        pytest.param("Mo " + "09:00-12:00," * 1_600 + "09:00-12:00", id="slots"),
        pytest.param("2000-2098," * 1_900 + "2026 week 3 Mo 09:00-12:00", id="years"),
        pytest.param("; ".join(f"20{n:02d} Jan 05 off" for n in range(10, 99)) + "; Mo 09:00-12:00", id="all-years"),
        pytest.param("Mo 09:00-12:00" + "; Mo[1] 09:00-12:00" * 1_000, id="ranks"),
        pytest.param("Mo" + " " * 19_000 + "x", id="spaces-then-a-word"),
        pytest.param('"' * 19_999, id="quotes"),
        pytest.param("[" * 19_999, id="brackets"),
        pytest.param("Mo[" + "1," * 9_000, id="open-rank"),
        pytest.param("9" * 19_999, id="digits"),
        pytest.param("\0" * 50_000, id="nulls"),
        pytest.param("é" * 50_000, id="letters"),
        pytest.param("ſa 09:00-12:00", id="long-s"),
        pytest.param("Mo ٠٩:٠٠-١٢:٠٠", id="arabic-digits"),
        pytest.param('Mo 09:00-12:00; 2026 Dec 24 off "\ud800"', id="surrogate"),
        pytest.param("Mo 99:99-99:99; 9999 Dec 99 off", id="nines"),
        pytest.param("Mo 09:00-12:00/00:30", id="step"),
    ],
)
def test_hostile_text_is_kept_at_once(text):
    began = perf_counter()

    reading = read_osm(text)

    assert perf_counter() - began < 2
    assert (reading.rules, reading.overrides, reading.kept) == ((), (), text)
    assert reading.reason
    assert len(reading.reason) < 400


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Mo 09:00-12:00" + " " * 19_000, id="spaces"),
        pytest.param("2026 Jan 05," * 1_600 + "2026 Jan 05 09:00-12:00", id="dates"),
        pytest.param("week " + "1-53/2," * 2_800 + "1 Mo 09:00-12:00", id="weeks"),
    ],
)
def test_long_but_clear_text_is_read_at_once(text):
    began = perf_counter()

    reading = read_osm(text)

    assert perf_counter() - began < 2
    assert [one.weekdays for one in reading.rules] == [{MO}]


PIECES = ["Mo", "Tu-Fr", "Sa-Mo", "[2]", "[-1]", "PH", "SH", "off", "open", "unknown", "24/7", "week 1-53/2", "2026"]
PIECES += ["2026 Dec 24", "-", ",", ";", " ", "09:00-12:00", "20:00-02:00", '"sur rendez-vous"', '"', "Jan", "5", "/"]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)))
def test_any_text_is_read_whole_or_kept_whole(text):
    reading = read_osm(text)

    if reading.reason:
        assert reading == Reading(kept=text if text.strip() else "", reason=reading.reason)
    else:
        assert reading.rules
        assert reading.kept == ""


# -- Out and in again ------------------------------------------------------------------------

SLOTS = ["8-9:30", "9:30-12", "13-15", "14:30-17", "20-23:45", "18-0"]
RHYTHMS = [
    {},
    {"recurrence": ODD},
    {"recurrence": EVEN},
    {"recurrence": NTH, "nth": frozenset({2, 4})},
    {"recurrence": NTH, "nth": frozenset({5, LAST})},
    {"valid_from": day("2026-02-02"), "valid_to": day("2026-06-30")},
    {"valid_from": day("2026-03-01")},
]


@st.composite
def timetables(draw):
    """Rules that OSM has words for: all held, or none, on public holidays; closures of dates."""
    public = draw(st.sampled_from([OnHoliday.HELD, OnHoliday.NOT_HELD]))
    rules = draw(
        st.lists(
            st.builds(
                lambda days, slot, rhythm, access: rule(days, slot, **rhythm, access=access, on_public_holidays=public),
                st.frozensets(st.integers(0, 6), min_size=1),
                st.sampled_from([None, *SLOTS]),
                st.sampled_from(RHYTHMS),
                st.sampled_from([RuleAccess.WALK_IN, RuleAccess.APPOINTMENT]),
            ),
            min_size=1,
            max_size=4,
        )
    )
    closures = draw(
        st.lists(
            st.sampled_from(
                [closed("2026-12-24", "2027-01-02", "congés"), closed("2026-05-15"), closed("2026-11-24", slot="9-10")]
            ),
            max_size=2,
            unique=True,
        )
    )
    return Timetable(tuple(rules), tuple(closures))


def states_of_2026(timetable):
    begin, end = datetime(2026, 1, 1, tzinfo=PARIS), datetime(2027, 1, 1, tzinfo=PARIS)
    return [(one.start, one.end, one.state) for one in intervals(timetable, begin, end)]


@settings(max_examples=200, deadline=None)
@given(timetables())
def test_timetable_written_and_read_back_receives_at_the_same_hours(timetable):
    reading = read_osm(expression(timetable, 2026))

    assert reading.reason == ""
    assert states_of_2026(Timetable(reading.rules, reading.overrides)) == states_of_2026(timetable)


@pytest.mark.parametrize(
    "timetable",
    [
        pytest.param(
            Timetable((rule((MO,), "9-12", recurrence=EVERY_N, interval=3, anchor=day("2026-01-05")),)), id="n"
        ),
        pytest.param(Timetable(OFFICE_BUT_PUBLIC, (opened("2026-12-05", "10-12"),)), id="opening"),
        pytest.param(
            Timetable(OFFICE, (opened("2026-12-05", "10-12", reason="bilan", state=ExceptionState.APPOINTMENT),)),
            id="appointment-with-a-reason",
        ),
    ],
)
def test_what_is_written_as_dates_is_read_back(timetable):
    reading = read_osm(expression(timetable, 2026))

    assert reading.reason == ""
    assert states_of_2026(Timetable(reading.rules, reading.overrides)) == states_of_2026(timetable)
