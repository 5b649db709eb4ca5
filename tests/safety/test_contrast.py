"""Colours of the public pages, measured two by two: text 4.5 to 1, what is not text 3 to 1 (WCAG 1.4.3 and 1.4.11)."""

import re

import pytest
from django.conf import settings

SHEET = (settings.BASE_DIR / "templates" / "first" / "page.css").read_text()
OWN_COLOURS = sorted((settings.BASE_DIR / "static" / "themes").glob("*/colours.css"))


def by_day_and_by_night(sheet: str) -> list[dict[str, str]]:
    blocks = re.findall(r":root(?::root)?\s*{(.*?)}", sheet, re.S)
    return [dict(re.findall(r"--([\w-]+):\s*([^;}]+)", block)) for block in blocks]


LIGHT, DARK = by_day_and_by_night(SHEET)
THEMES = {"light": LIGHT, "dark": LIGHT | DARK}
# The colours of another département come after: its day hides the night of the first sheet.
for own in OWN_COLOURS:
    day, night = by_day_and_by_night(own.read_text())
    THEMES |= {f"{own.parent.name} light": LIGHT | day, f"{own.parent.name} dark": LIGHT | DARK | day | night}
TEXT, SHAPE = 4.5, 3

# What is written or drawn, and on what.
PAIRS = [
    *((text, ground, TEXT) for text in ("ink", "soft", "accent") for ground in ("paper", "card", "tint")),
    ("ink", "wait-bg", TEXT),
    ("accent", "wait-bg", TEXT),
    ("open", "open-bg", TEXT),
    ("wait", "wait-bg", TEXT),
    ("quiet", "quiet-bg", TEXT),
    ("on-band", "band", TEXT),
    ("on-fill", "fill", TEXT),
    ("on-fill", "fill-hover", TEXT),
    ("on-fill", "bar", TEXT),
    ("on-accent", "accent", TEXT),
    ("field", "paper", SHAPE),
    ("field", "card", SHAPE),
    ("field", "tint", SHAPE),
    ("fill", "paper", SHAPE),
    ("fill", "card", SHAPE),
    ("focus", "paper", SHAPE),
    ("focus", "card", SHAPE),
    ("focus", "tint", SHAPE),
    ("focus-band", "band", SHAPE),
    ("focus-band", "bar", SHAPE),
]


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    pairs = [digits[at : at + 2] for at in (0, 2, 4)] if len(digits) == 6 else [digit * 2 for digit in digits]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
        for share in (int(pair, 16) / 255 for pair in pairs)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def colour(theme: str, name: str) -> str:
    value = THEMES[theme][name]
    return colour(theme, value[6:-1]) if value.startswith("var(--") else value


@pytest.mark.safety(45)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground", "least"), PAIRS, ids=[f"{one}-on-{other}" for one, other, _ in PAIRS])
def test_two_colours_are_told_apart(theme, shape, ground, least):
    assert contrast(colour(theme, shape), colour(theme, ground)) >= least


def test_black_on_white_is_told_apart_as_the_standard_says():
    assert contrast("#000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("own", OWN_COLOURS, ids=lambda path: path.parent.name)
def test_colours_of_a_departement_change_known_ones_and_come_with_their_mark(own):
    assert {name for colours in by_day_and_by_night(own.read_text()) for name in colours} <= LIGHT.keys()
    assert (own.parent / "mark.svg").exists()
