"""Colours of a département: every theme can be read, by day and by night."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static"
THEMES = ["", *sorted(folder.name for folder in (STATIC / "themes").iterdir())]
PROPERTY = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b")
DARK = "@media (prefers-color-scheme: dark)"
# Text on what it stands on (WCAG 2.2, 1.4.3), then lines that tell something (1.4.11).
TEXT = [
    *product(["ink", "soft", "accent", "accent-hover"], ["paper", "card"]),
    *[("accent", "tint"), ("ink", "tint"), ("on-accent", "accent"), ("on-accent", "accent-hover"), ("on-band", "band")],
    *[("open", "open-bg"), ("wait", "wait-bg"), ("quiet", "quiet-bg"), ("paper", "ink")],
]
LINES = [*product(["field", "focus"], ["paper", "card"])]


def colours(theme, scheme):
    """Property → (r, g, b), as a browser would end up with."""
    sheets = [STATIC / "css" / "site.css", *([STATIC / "themes" / theme / "colours.css"] if theme else [])]
    parts = [split(sheet.read_text()) for sheet in sheets]
    by_day = {name: value for day, _ in parts for name, value in day.items()}
    # A theme's day stands in its own sheet, after the night of the first one.
    in_order = [part for day, night in parts for part in (day, night)] if scheme == "dark" else [by_day]
    found = {name: value for part in in_order for name, value in part.items()}
    return {name: rgb(value) for name, value in found.items()}


def split(css):
    light, _, rest = css.partition(DARK)
    return dict(PROPERTY.findall(light)), dict(PROPERTY.findall(rest.partition("}")[0]))


def rgb(text):
    digits = text[1:] if len(text) > 4 else "".join(2 * digit for digit in text[1:])
    return tuple(int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))


def luminance(colour):
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", THEMES, ids=lambda name: name or "own")
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (LINES, 3)], ids=["text", "lines"])
def test_every_colour_is_told_from_what_it_stands_on(theme, scheme, pairs, least):
    known = colours(theme, scheme)

    weak = {pair: round(contrast(*(known[name] for name in pair)), 2) for pair in pairs}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < least} == {}


def test_black_on_white_is_the_most_there_is():
    assert contrast(rgb("#000"), rgb("#ffffff")) == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES[1:])
def test_a_theme_changes_known_properties_and_brings_its_mark(theme):
    known = set(colours("", "light"))

    assert set(colours(theme, "light")) <= known
    assert (STATIC / "themes" / theme / "mark.svg").exists()
