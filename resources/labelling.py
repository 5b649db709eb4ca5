"""Where a word can stand on a small map: beside its point, over no other point and no other word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Left, top, right, bottom, in units of the sheet.
Box = tuple[float, float, float, float]

# A generous letter: no font is known, and a word too long for its box would run into another.
LETTER = 8.4
LINE = 18
DESCENT = 5
GAP = 4


@dataclass(frozen=True)
class Label:
    """A word, the point its base line is tied to, and by which end: start, end or middle."""

    text: str
    x: int
    y: int
    end: str

    @property
    def box(self) -> Box:
        width = len(self.text) * LETTER
        left = self.x - {"start": 0, "middle": width / 2, "end": width}[self.end]
        return left, self.y + DESCENT - LINE, left + width, self.y + DESCENT


def label_beside(
    text: str, spot: tuple[int, int], radius: int, *, taken: Sequence[Box], sheet: tuple[int, int]
) -> Label | None:
    """The word to the right of a disc, else to its left, under or over it; None when there is no room."""
    inside = (0.0, 0.0, float(sheet[0]), float(sheet[1]))
    for label in _candidates(text, spot, radius):
        if _within(label.box, inside) and not any(_meet(label.box, box) for box in taken):
            return label
    return None


def around(spot: tuple[int, int], radius: int) -> Box:
    """What a disc covers."""
    return spot[0] - radius, spot[1] - radius, spot[0] + radius, spot[1] + radius


def _candidates(text: str, spot: tuple[int, int], radius: int) -> Iterator[Label]:
    x, y = spot
    away = radius + GAP
    yield Label(text, x + away, y + DESCENT, "start")
    yield Label(text, x - away, y + DESCENT, "end")
    yield Label(text, x, y + away + LINE - DESCENT, "middle")
    yield Label(text, x, y - away - DESCENT, "middle")


def _within(box: Box, outer: Box) -> bool:
    return box[0] >= outer[0] and box[1] >= outer[1] and box[2] <= outer[2] and box[3] <= outer[3]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
