"""States, rules, dates and distances as a person reads them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from resources import wording
from resources.freshness import Check, Freshness, Trust
from resources.hours import EVERY_DAY, LAST, Interval, Override, Rule, State, Status, Timetable, status

PARIS = ZoneInfo("Europe/Paris")
WEEKDAYS = frozenset(range(5))
OFFICE = Rule(WEEKDAYS, time(9), time(17), on_public_holidays="not_held")
NBSP = wording.NBSP


def spaced(text):
    return text.replace(NBSP, " ")


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=PARIS)


OPENINGS = {
    "open now": (Timetable((OFFICE,)), at(24, 10), "Ouvert jusqu’à 17 h"),
    "before opening": (Timetable((OFFICE,)), at(24, 7), "Ouvre aujourd’hui à 9 h"),
    "evening": (Timetable((OFFICE,)), at(24, 20), "Ouvre demain à 9 h"),
    "friday evening": (Timetable((OFFICE,)), at(27, 20), "Ouvre lundi à 9 h"),
    "far away": (
        Timetable(
            (
                Rule(
                    frozenset({1}),
                    time(9, 30),
                    time(12),
                    recurrence="nth",
                    nth=frozenset({2}),
                    on_public_holidays="held",
                ),
            )
        ),
        at(24, 10),
        "Ouvre mardi 8 décembre à 9 h 30",
    ),
    "day and night": (Timetable((Rule(EVERY_DAY, on_public_holidays="held"),)), at(24, 3), "Ouvert jour et nuit"),
    "past midnight": (
        Timetable((Rule(EVERY_DAY, time(20), time(2), on_public_holidays="held"),)),
        at(24, 23),
        "Ouvert jusqu’à 2 h",
    ),
    "nothing known": (Timetable(), at(24, 10), "Horaires à confirmer"),
    "by appointment now": (
        Timetable((Rule(WEEKDAYS, time(9), time(12), access="appointment", on_public_holidays="held"),)),
        at(24, 10),
        "Sur rendez-vous, jusqu’à 12 h",
    ),
    "by appointment later": (
        Timetable((Rule(frozenset({1}), time(9), time(12), access="appointment", on_public_holidays="held"),)),
        at(25, 10),
        "Sur rendez-vous : mardi, 9 h–12 h",
    ),
    "closed for a reason": (
        Timetable((OFFICE,), (Override(date(2026, 11, 24), date(2026, 11, 27), "closed", reason="travaux"),)),
        at(24, 10),
        "Fermé exceptionnellement (travaux) ; rouvre lundi à 9 h",
    ),
    "closed with no end in sight": (
        Timetable((OFFICE,), (Override(date(2026, 11, 1), date(2028, 11, 1), "closed", reason="travaux"),)),
        at(24, 10),
        "Fermé exceptionnellement (travaux), réouverture à confirmer",
    ),
    "a public holiday": (
        Timetable((OFFICE,)),
        datetime(2026, 12, 25, 10, tzinfo=PARIS),
        "Fermé exceptionnellement (jour férié) ; rouvre lundi à 9 h",
    ),
    "a holiday nobody spoke of": (
        Timetable((Rule(WEEKDAYS, time(9), time(17)),)),
        datetime(2026, 12, 25, 10, tzinfo=PARIS),
        "Horaires à confirmer",
    ),
}


@pytest.mark.parametrize(("timetable", "moment", "sentence"), OPENINGS.values(), ids=OPENINGS.keys())
def test_opening_reads(timetable, moment, sentence):
    assert spaced(wording.opening(status(timetable, moment), moment)) == sentence


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        pytest.param(at(24, 10), "Répond jusqu’à 17 h", id="open"),
        pytest.param(at(24, 20), "Répond demain à 9 h", id="closed"),
    ],
)
def test_a_line_answers_rather_than_opens(moment, sentence):
    assert spaced(wording.opening(status(Timetable((OFFICE,)), moment), moment, remote=True)) == sentence


@pytest.mark.parametrize(
    ("timetable", "sentence"),
    [
        pytest.param(Timetable((OFFICE,)), "Ouvert jusqu’à 17 h, à confirmer", id="open"),
        pytest.param(Timetable(), "Horaires à confirmer", id="unknown-said-once"),
    ],
)
def test_hours_in_doubt_are_said_to_be(timetable, sentence):
    assert spaced(wording.opening(status(timetable, at(24, 10)), at(24, 10), doubtful=True)) == sentence


def test_no_line_of_a_state_begins_with_its_mark():
    moment, closure = at(24, 10), Override(date(2026, 11, 24), date(2026, 11, 24), "closed", reason="travaux")

    assert "\u00a0;" in wording.opening(status(Timetable((OFFICE,), (closure,)), moment), moment)


RULES = {
    "weekdays": (OFFICE, "Du lundi au vendredi, 9 h–17 h, sauf jours fériés"),
    "two days": (Rule(frozenset({1, 3}), time(14), time(16, 30)), "Le mardi et le jeudi, 14 h–16 h 30"),
    "nth": (
        Rule(frozenset({1}), time(9), time(12), recurrence="nth", nth=frozenset({2, 4}), in_school_holidays="not_held"),
        "Les 2ᵉ et 4ᵉ mardis du mois, 9 h–12 h, sauf vacances scolaires",
    ),
    "last": (
        Rule(frozenset({4}), time(9), time(12), recurrence="nth", nth=frozenset({LAST})),
        "Le dernier vendredi du mois, 9 h–12 h",
    ),
    "odd weeks": (
        Rule(frozenset({0}), time(9), time(12), recurrence="odd"),
        "Le lundi, les semaines impaires, 9 h–12 h",
    ),
    "every third week": (
        Rule(frozenset({2}), time(9), time(12), recurrence="every_n", interval=3, anchor=date(2026, 9, 1)),
        "Le mercredi, toutes les 3 semaines à partir du mardi 1ᵉʳ septembre, 9 h–12 h",
    ),
    "by phone": (Rule(EVERY_DAY, time(9), time(0), access="phone"), "Tous les jours, 9 h–minuit, par téléphone"),
    "until a date": (
        Rule(frozenset({0}), time(9), time(12), valid_to=date(2026, 12, 31)),
        "Le lundi, 9 h–12 h, jusqu’au jeudi 31 décembre 2026",
    ),
}


@pytest.mark.parametrize(("rule", "sentence"), RULES.values(), ids=RULES.keys())
def test_rule_reads(rule, sentence):
    assert spaced(wording.rule_sentence(rule)) == sentence


@pytest.mark.parametrize(
    ("km", "words"),
    [
        pytest.param(None, "", id="unknown"),
        pytest.param(0.4, "à moins de 1 km", id="next door"),
        pytest.param(12.6, "à 13 km", id="rounded"),
    ],
)
def test_distance_reads(km, words):
    assert spaced(wording.distance(km)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "", id="none"),
        pytest.param("2024", "2024", id="year"),
        pytest.param("2024-11", "novembre 2024", id="month"),
        pytest.param("2024-11-01", "1ᵉʳ novembre 2024", id="day"),
    ],
)
def test_a_partial_date_is_no_finer_than_what_is_known(text, words):
    assert spaced(wording.partial_date(text)) == words


CHECKED = Check("all", "confirmed", date(2024, 11, 1), "month")


@pytest.mark.parametrize(
    ("freshness", "sentence"),
    [
        pytest.param(
            Freshness(Trust.FRESH, Check("all", "confirmed", date(2026, 11, 3))),
            "Vérifié le 3 novembre 2026",
            id="fresh",
        ),
        pytest.param(
            Freshness(Trust.OVERDUE, CHECKED), "À confirmer. Dernière vérification en novembre 2024.", id="overdue"
        ),
        pytest.param(Freshness(Trust.OVERDUE, None), "À confirmer : nous n’avons pas encore pu vérifier.", id="never"),
    ],
)
def test_freshness_reads(freshness, sentence):
    assert spaced(wording.freshness_sentence(freshness)) == sentence


@pytest.mark.parametrize(
    ("hours", "state", "words"),
    [
        pytest.param(3, State.OPEN, "9 h–12 h", id="open"),
        pytest.param(3, State.BY_APPOINTMENT, "9 h–12 h, sur rendez-vous", id="appointment"),
        pytest.param(3, State.UNKNOWN, "9 h–12 h, à confirmer", id="unknown"),
        pytest.param(24, State.OPEN, "jour et nuit", id="whole day"),
    ],
)
def test_a_slot_of_the_week_reads(hours, state, words):
    assert spaced(wording.interval(Interval(at(24, 9), at(24, 9) + timedelta(hours=hours), state))) == words


def test_an_unknown_state_never_reads_as_closed():
    assert "ermé" not in wording.opening(Status(State.UNKNOWN), at(24, 10))


@pytest.mark.parametrize(
    ("name", "inside", "of", "alone"),
    [
        ("la Vienne", "dans la Vienne", "de la Vienne", "Vienne"),
        ("les Deux-Sèvres", "dans les Deux-Sèvres", "des Deux-Sèvres", "Deux-Sèvres"),
        ("le Val-d’Oise", "dans le Val-d’Oise", "du Val-d’Oise", "Val-d’Oise"),
        ("l’Indre", "dans l’Indre", "de l’Indre", "Indre"),
        ("Mayotte", "à Mayotte", "de Mayotte", "Mayotte"),
        ("La Réunion", "à La Réunion", "de La Réunion", "La Réunion"),
    ],
)
def test_a_territory_is_named_in_a_sentence(name, inside, of, alone):
    said = (wording.in_territory(name), wording.of_territory(name), wording.without_article(name))

    assert said == (inside, of, alone)


@pytest.mark.parametrize(
    ("name", "of", "at"),
    [
        pytest.param("Poitiers", "de Poitiers", "à Poitiers", id="plain"),
        pytest.param("Aslonnes", "d’Aslonnes", "à Aslonnes", id="vowel"),
        pytest.param("Étang", "d’Étang", "à Étang", id="accent"),
        pytest.param("Yversay", "d’Yversay", "à Yversay", id="y"),
        pytest.param("Les Ormes", "des Ormes", "aux Ormes", id="les"),
        pytest.param("Le Rochereau", "du Rochereau", "au Rochereau", id="le"),
        pytest.param("La Roche-Posay", "de La Roche-Posay", "à La Roche-Posay", id="la"),
        pytest.param("L’Isle-Jourdain", "de L’Isle-Jourdain", "à L’Isle-Jourdain", id="l"),
        pytest.param("Leugny", "de Leugny", "à Leugny", id="no-article"),
        pytest.param("", "de ", "à ", id="none"),
    ],
)
def test_commune_is_contracted_with_the_word_before_it(name, of, at):
    assert (wording.of_commune(name), wording.at_commune(name)) == (of, at)


def test_commune_keeps_its_name_in_english():
    with translation.override("en"):
        assert (wording.of_commune("Les Ormes"), wording.at_commune("Les Ormes")) == ("Les Ormes", "Les Ormes")
