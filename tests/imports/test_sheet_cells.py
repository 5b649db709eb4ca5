"""Cells as people and spreadsheets write them."""

import pytest

from resources.enums import Channel, OnHoliday, RuleAccess, ServiceKind
from resources.imports.sheet_cells import CellError, read_choice, read_date, read_phone
from resources.imports.sheet_hours import read_hours


@pytest.mark.parametrize(
    "text",
    [
        "05.49.12.34.56",
        "0549123456",
        "549123456",
        "549123456.0",
        "+33 5 49 12 34 56",
        "0033549123456",
        "5,49123456E+08",
    ],
)
def test_a_number_is_read_however_the_spreadsheet_kept_it(text):
    assert read_phone(text) == "05 49 12 34 56"


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("24/11/2026", "2026-11-24"),
        ("11/2026", "2026-11"),
        ("2026", "2026"),
        ("46350", "2026-11-24"),
        ("3.1.2026", "2026-01-03"),
    ],
)
def test_a_date_is_read_in_french(text, partial):
    assert read_date(text) == partial


@pytest.mark.parametrize(
    "text",
    [
        "lu-ve 9h-12h, 14h-17h30 ; fériés fermé",
        "du lundi au vendredi de 9h à 12h et de 14h à 17h30, sauf les jours fériés",
        "Lundi-vendredi : 9h-12h / 14h-17h30 ; fermé les jours fériés",
        "Mo-Fr 09:00-12:00,14:00-17:30; PH off",
    ],
)
def test_hours_are_read_in_french_or_as_openstreetmap(text):
    rules = read_hours(text, "on_site")

    slots = {(rule.weekdays, rule.start.hour, rule.end.hour, rule.on_public_holidays) for rule in rules}
    week = frozenset(range(5))
    assert slots == {(week, 9, 12, OnHoliday.NOT_HELD), (week, 14, 17, OnHoliday.NOT_HELD)}


def test_what_is_not_said_of_public_holidays_is_unknown():
    assert {rule.on_public_holidays for rule in read_hours("lu 9h-12h", "on_site")} == {OnHoliday.UNKNOWN}


def test_appointments_are_read_in_hours():
    assert {rule.access for rule in read_hours("lu 9h-12h sur rendez-vous", "on_site")} == {RuleAccess.APPOINTMENT}


def test_hours_that_cannot_be_read_show_an_example():
    with pytest.raises(CellError, match="lu-ve 9h-12h"):
        read_hours("quand on peut", "on_site")


@pytest.mark.parametrize(("choices", "offered"), [(ServiceKind, "Ligne d’écoute"), (Channel, "par téléphone")])
def test_a_word_far_from_every_choice_is_told_all_of_them(choices, offered):
    with pytest.raises(CellError, match=f"Choisissez parmi : .*{offered}"):
        read_choice("zzz", choices)
