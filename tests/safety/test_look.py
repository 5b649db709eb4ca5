"""A look of its own: nothing of the State's design system, nothing of GOV.UK's. Numbers: docs/safety.md."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FONTS = {".woff", ".woff2", ".ttf", ".otf", ".eot"}
SHOWN = {".html", ".css", ".js", ".svg", ".txt"}
STATE = re.compile(r"dsfr|marianne|bloc-marque|republique-francaise|\bfr-(btn|card|header|footer|link)\b", re.I)
GOVERNMENT_OF_UK = re.compile(r"govuk-|gds[ -]transport|crown", re.I)


def shown_files():
    files = [file for room in ("templates", "static") for file in (ROOT / room).rglob("*") if file.suffix in SHOWN]
    return [*files, ROOT / "requirements.txt"]


@pytest.mark.safety(51)
def test_nothing_is_taken_from_the_design_system_of_the_state():
    assert [file.name for file in shown_files() if STATE.search(file.read_text())] == []


@pytest.mark.safety(52)
def test_nothing_is_taken_from_the_look_of_gov_uk():
    assert [file.name for file in shown_files() if GOVERNMENT_OF_UK.search(file.read_text())] == []


@pytest.mark.safety(51, 52)
def test_no_font_is_served():
    assert [file.name for file in (ROOT / "static").rglob("*") if file.suffix in FONTS] == []


@pytest.mark.safety(51, 52)
def test_fonts_of_the_reader_are_used():
    sheets = [*(ROOT / "static").rglob("*.css"), *(ROOT / "templates").rglob("*.css")]

    assert [sheet.name for sheet in sheets if re.search("@font-face|@import", sheet.read_text())] == []
