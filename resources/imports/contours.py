"""Contours of communes, in GeoJSON → a light outline of each and of their union, small enough to be drawn in a page."""

import csv
import json
from collections import Counter, defaultdict
from itertools import groupby, pairwise
from math import cos, hypot, radians
from pathlib import Path

from resources.imports.problems import BrokenFileError, Problem
from resources.search.geometry import KM_PER_DEGREE

# A pixel or two of a map of the whole département.
OUTLINE_TOLERANCE_KM = 0.5
COMMUNE_TOLERANCE_KM = 0.25
DECIMALS = 3
# With fewer points, the last one repeated, a ring holds no land: a sliver between two contours.
TRIANGLE = 4


def write_contours(source: Path, target: Path, *, departement: str) -> int:
    """Write the outline of the département, then of each of its communes. Returns how many lines were written."""
    contours = _read(source)
    if not contours:
        raise BrokenFileError([Problem(source, 0, "features", "aucun contour de commune.")])
    light = [(departement, simplified(ring, OUTLINE_TOLERANCE_KM)) for ring in union(contours.values())]
    light += [
        (insee, simplified(ring, COMMUNE_TOLERANCE_KM)) for insee, rings in sorted(contours.items()) for ring in rings
    ]
    rows = [(code, _written(ring)) for code, ring in light if len(ring) >= TRIANGLE]
    with target.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "contour"])
        writer.writerows(rows)
    return len(rows)


def _read(source):
    """Outer rings by INSEE code, as (longitude, latitude)."""
    try:
        features = json.loads(source.read_text(encoding="utf-8"))["features"]
        return {feature["properties"]["insee"]: list(_outer_rings(feature["geometry"])) for feature in features}
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = "donnez des contours GeoJSON, chacun avec sa propriété « insee »."
        raise BrokenFileError([Problem(source, 0, "", reason)]) from error


def _outer_rings(geometry):
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        # A point said twice in a row would be an edge that leads nowhere.
        yield [point for point, _ in groupby(map(tuple, polygon[0]))]


def union(contours):
    """The outline of contours that share their borders: the edges only one of them has, put end to end."""
    edges = [edge for rings in contours for ring in rings for edge in pairwise(ring)]
    times = Counter(frozenset(edge) for edge in edges)
    following = defaultdict(list)
    for start, end in edges:
        if times[frozenset((start, end))] == 1:
            following[start].append(end)
    rings = []
    while following:
        ring = [next(iter(following))]
        while ring[-1] in following:
            nexts = following[ring[-1]]
            point = nexts.pop()
            if not nexts:
                del following[ring[-1]]
            ring.append(point)
        rings.append(ring)
    return rings


def simplified(ring, tolerance_km):
    """The closed ring with fewer points, none of those left out farther than the tolerance (Douglas–Peucker)."""
    scale = cos(radians(ring[0][1]))
    flat = [(x * scale * KM_PER_DEGREE, y * KM_PER_DEGREE) for x, y in ring]
    middle = max(range(len(flat)), key=lambda index: hypot(flat[index][0] - flat[0][0], flat[index][1] - flat[0][1]))
    kept = {0, middle, len(flat) - 1}
    spans = [(0, middle), (middle, len(flat) - 1)]
    while spans:
        first, last = spans.pop()
        far = max(range(first + 1, last), key=lambda index: _off(flat[index], flat[first], flat[last]), default=None)
        if far is not None and _off(flat[far], flat[first], flat[last]) > tolerance_km:
            kept.add(far)
            spans += [(first, far), (far, last)]
    return [ring[index] for index in sorted(kept)]


def _off(point, start, end):
    """How far a point stands from a segment."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = min(1, max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length)) if length else 0
    return hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))


def _written(ring):
    """latitude,longitude latitude,longitude… The last point is the first: it is not said again."""
    return " ".join(f"{latitude:.{DECIMALS}f},{longitude:.{DECIMALS}f}" for longitude, latitude in ring[:-1])
