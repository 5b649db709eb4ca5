"""Outlines of a département and of its communes, from the file made by `manage.py draw_contours`; none without it."""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

Ring = tuple[tuple[float, float], ...]
FOLDER = Path(__file__).resolve().parent / "data"


def outline_of(code: str, departement: str) -> tuple[Ring, ...]:
    """The rings, as (latitude, longitude), of the département itself or of one of its communes."""
    return _contours(departement).get(code, ())


@cache
def _contours(departement: str) -> dict[str, tuple[Ring, ...]]:
    """Read once a process."""
    path = FOLDER / f"contours_{departement}.csv"
    rings = defaultdict(list)
    if path.exists():
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                rings[row["code"]].append(_ring(row["contour"]))
    return {code: tuple(found) for code, found in rings.items()}


def _ring(text: str) -> Ring:
    pairs = (point.split(",") for point in text.split())
    return tuple((float(latitude), float(longitude)) for latitude, longitude in pairs)
