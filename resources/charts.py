"""Figures → blocks of a page, and the bars drawn for those that may stand side by side. Pure.

Figures of different scopes are never drawn together: a chart is made of figures that count the same thing, at the
same time, in the same place, out of the same whole, from the same source. By construction, not by promise.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Protocol

# Units of the sheet; a unit is about a pixel. A letter of 15 is some 8 wide, 9 when it is bold.
WIDTH = 320
BOLD_LETTER = 9
TRACK = 220
BAR_HEIGHT = 18
LINE_HEIGHT = 20
GAP = 14
# From the track to the value written after it.
BESIDE = 8
SIGNS_A_LINE = 38


class Figure(Protocol):
    label: str
    value: str
    number: float | None
    unit: str
    period: str
    territory: str
    scope: str
    source_name: str
    source_url: str
    note: str
    chart: str
    whole: float | None


@dataclass(frozen=True)
class Line:
    text: str
    y: int


@dataclass(frozen=True)
class Bar:
    """`shown`: its value in words, beside it; empty when the page has just said it.

    `whole`: the track behind it is what it is a part of.
    """

    lines: tuple[Line, ...]
    y: int
    length: float
    shown: str
    whole: bool


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    track: int = TRACK
    value_x: int = TRACK + BESIDE
    bar_height: int = BAR_HEIGHT


@dataclass(frozen=True)
class Block:
    """What stands in one frame of the page: one figure, or several that may be compared."""

    figures: tuple[Figure, ...]
    chart: Chart | None

    @property
    def first(self) -> Figure:
        return self.figures[0]

    @property
    def title(self) -> str:
        return self.first.chart if len(self.figures) > 1 else self.first.label

    @property
    def notes(self) -> list[str]:
        return list(dict.fromkeys(figure.note for figure in self.figures if figure.note))


def blocks(figures: Iterable[Figure]) -> list[Block]:
    """Figures in blocks, each where its first one stood."""
    together: dict[tuple[object, ...], list[Figure]] = {}
    for rank, figure in enumerate(figures):
        key = _scope(figure) if _may_be_drawn(figure) else (rank,)
        together.setdefault(key, []).append(figure)
    return [Block(tuple(rows), draw(rows)) for rows in together.values()]


def _may_be_drawn(figure: Figure) -> bool:
    return bool(figure.chart) and figure.number is not None


def _scope(figure: Figure) -> tuple[object, ...]:
    """What two figures must share to be drawn together."""
    return (
        figure.chart,
        figure.territory,
        figure.period,
        figure.scope,
        figure.unit,
        figure.whole,
        figure.source_name,
        figure.source_url,
    )


def draw(figures: Sequence[Figure]) -> Chart | None:
    """Bars one under the other. A figure alone has one only when it is a part of a whole: else it says nothing."""
    numbers = [figure.number for figure in figures if figure.number is not None]
    alone = len(figures) == 1
    longest = figures[0].whole or (0 if alone else max(numbers, default=0))
    if not all(map(_may_be_drawn, figures)) or longest <= 0:
        return None
    bars, y = [], 0
    for figure, number in zip(figures, numbers, strict=True):
        texts = [] if alone else wrap(figure.label, SIGNS_A_LINE)
        lines = tuple(Line(text, y + LINE_HEIGHT * rank - 5) for rank, text in enumerate(texts, start=1))
        y += LINE_HEIGHT * len(texts) + (4 if texts else 0)
        length = round(TRACK * min(max(number / longest, 0), 1), 1)
        words = "" if alone and figure.unit == "%" else shown(figure)
        bars.append(Bar(lines, y, length, words, figure.whole is not None))
        y += BAR_HEIGHT + GAP
    # What is written after the longest value is never cut.
    beside = max(len(bar.shown) for bar in bars) * BOLD_LETTER
    return Chart(tuple(bars), y - GAP, width=max(WIDTH, TRACK + BESIDE + beside))


def shown(figure: Figure) -> str:
    """64 %; 29 sur 42; 1 727."""
    if figure.unit == "%":
        return f"{figure.value}\u00a0%"
    return f"{figure.value} sur {figure.whole:g}" if figure.whole else figure.value
