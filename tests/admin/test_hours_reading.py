"""How a timetable reads to the agent who types it, on Tuesday 24 November 2026 at noon."""

from datetime import date, time

import pytest

from resources.admin.hours_reading import override_sentence, read
from resources.enums import OnHoliday
from resources.hours import EVERY_DAY, Override, Rule, Timetable

MORNINGS = Rule(frozenset(range(5)), time(9), time(12), on_public_holidays=OnHoliday.NOT_HELD)
AFTERNOONS = Rule(frozenset({1}), time(14), time(17), access="appointment", on_public_holidays=OnHoliday.NOT_HELD)
CLOSED = Override(date(2026, 11, 26), date(2026, 11, 27), "closed", reason="congés")


def plain(texts):
    return [text.replace("\u00a0", " ") for text in texts]


def test_next_five_dates_are_told(noon):
    reading = read(Timetable((MORNINGS,)), noon)

    assert plain(reading.dates) == [
        "mercredi 25 novembre : 9 h–12 h",
        "jeudi 26 novembre : 9 h–12 h",
        "vendredi 27 novembre : 9 h–12 h",
        "lundi 30 novembre : 9 h–12 h",
        "mardi 1ᵉʳ décembre : 9 h–12 h",
    ]


def test_exceptions_are_left_out_of_the_dates(noon):
    reading = read(Timetable((MORNINGS,), (CLOSED,)), noon)

    assert plain(reading.dates)[:2] == ["mercredi 25 novembre : 9 h–12 h", "lundi 30 novembre : 9 h–12 h"]


def test_exceptions_to_come_are_told(noon):
    past = Override(date(2026, 11, 1), date(2026, 11, 2), "closed")

    reading = read(Timetable((MORNINGS,), (past, CLOSED)), noon)

    assert plain(reading.exceptions) == ["Fermé du jeudi 26 novembre au vendredi 27 novembre 2026 (congés)"]


def test_closure_written_twice_is_told_once(noon):
    assert len(read(Timetable((MORNINGS,), (CLOSED, CLOSED)), noon).exceptions) == 1


def test_slots_of_one_day_are_told_together_and_appointments_said(noon):
    reading = read(Timetable((MORNINGS, AFTERNOONS)), noon.replace(hour=8))

    assert plain(reading.dates)[0] == "mardi 24 novembre : 9 h–12 h, puis 14 h–17 h, sur rendez-vous"


def test_doubtful_date_is_told_as_such(noon):
    doubtful = Rule(frozenset({4}), time(9), time(12), on_public_holidays=OnHoliday.UNKNOWN)

    reading = read(Timetable((doubtful,)), noon.replace(month=12, day=20))

    assert plain(reading.dates)[:2] == [
        "vendredi 25 décembre : 9 h–12 h, à confirmer",
        "vendredi 1ᵉʳ janvier 2027 : 9 h–12 h, à confirmer",
    ]


def test_nothing_known_is_said_to_be_unknown(noon):
    reading = read(Timetable(), noon)

    assert (reading.state, reading.dates, reading.expression) == ("Horaires à confirmer", (), "")


def test_exceptions_alone_tell_openings_only(noon):
    opening = Override(date(2026, 11, 28), date(2026, 11, 28), "open", time(9), time(12))

    reading = read(Timetable((), (CLOSED, opening)), noon)

    assert plain(reading.dates) == ["samedi 28 novembre : 9 h–12 h"]


def test_line_answers_and_is_not_open(noon):
    always = Rule(EVERY_DAY, on_public_holidays=OnHoliday.HELD)

    assert read(Timetable((always,)), noon, remote=True).state == "Répond jour et nuit"


def test_expression_is_the_one_of_the_evaluator(noon):
    assert "Mo-Fr 09:00-12:00" in read(Timetable((MORNINGS,)), noon).expression


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        pytest.param(
            Override(date(2026, 12, 24), date(2026, 12, 24), "closed", reason="travaux"),
            "Fermé le jeudi 24 décembre 2026 (travaux)",
            id="one-day",
        ),
        pytest.param(
            Override(date(2026, 12, 24), date(2027, 1, 2), "closed"),
            "Fermé du jeudi 24 décembre 2026 au samedi 2 janvier 2027",
            id="over-the-year",
        ),
        pytest.param(
            Override(date(2026, 12, 5), date(2026, 12, 5), "open", time(9), time(12)),
            "Ouvert le samedi 5 décembre 2026, 9 h–12 h",
            id="opening",
        ),
        pytest.param(
            Override(date(2026, 12, 5), date(2026, 12, 5), "appointment", time(9), time(12)),
            "Sur rendez-vous le samedi 5 décembre 2026, 9 h–12 h",
            id="by-appointment",
        ),
    ],
)
def test_exception_is_a_sentence(override, expected):
    assert plain([override_sentence(override)]) == [expected]
