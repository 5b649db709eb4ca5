"""A small map without tiles: places on the Earth in, shapes on a sheet out. Knows nothing of services or of pages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import cos, hypot, radians

from resources.labelling import Box, Label, around, label_beside

# (latitude, longitude) in degrees; (x, y) in units of the sheet, y downwards. A unit is about a pixel.
Point = tuple[float, float]
Spot = tuple[float, float]

KM_PER_DEGREE = 111.195
WIDTH = 320
# What a finger needs: points nearer than that become one, with a number.
SPACING = 32
LARGEST_TARGET = 24
# Below it a map would show only streets, which it does not draw.
LEAST_SPAN_KM = 12
POINT_RADIUS, GROUP_RADIUS, HERE_RADIUS = 7, 11, 16


@dataclass(frozen=True)
class Frame:
    """How a sheet is filled: the blank left on each side, the least and the greatest height."""

    margin: int
    lowest: int
    tallest: int


# All the land, or some places of it with a little of what is around them.
WHOLE = Frame(margin=18, lowest=200, tallest=400)
CLOSE = Frame(margin=44, lowest=180, tallest=320)


@dataclass(frozen=True)
class Place:
    """Something to show: whose it is, what it is called, in which town (its name, its code), where it is listed."""

    point: Point
    key: str
    name: str
    town: str
    commune: str = ""
    anchor: str = ""
    exact: bool = True
    doubtful: bool = False


@dataclass(frozen=True)
class Mark:
    """A point of the sheet and what is there: one thing, or several too near each other to be told apart."""

    x: int
    y: int
    places: tuple[Place, ...]
    target: int
    label: Label | None = None

    @property
    def first(self) -> Place:
        return self.places[0]

    @property
    def count(self) -> int:
        """How many things, each counted once though it may be there twice."""
        return len({place.key for place in self.places})

    @property
    def radius(self) -> int:
        return POINT_RADIUS if self.count == 1 else GROUP_RADIUS

    @property
    def towns(self) -> tuple[str, ...]:
        """Their towns, the one of most of them first."""
        return tuple(town for town, _ in Counter(place.town for place in self.places).most_common())

    @property
    def exact(self) -> bool:
        return all(place.exact for place in self.places)

    @property
    def doubtful(self) -> bool:
        return all(place.doubtful for place in self.places)


@dataclass(frozen=True)
class Here:
    """Where the reader is, and how far around is looked at."""

    x: int
    y: int
    radius: float
    label: Label | None


@dataclass(frozen=True)
class Sheet:
    """What is to be drawn."""

    width: int
    height: int
    land: str
    communes: str
    here: Here | None
    marks: tuple[Mark, ...]

    @property
    def rough(self) -> bool:
        """Some point stands for a whole commune."""
        return any(not place.exact for mark in self.marks for place in mark.places)

    @property
    def doubtful(self) -> bool:
        return any(mark.doubtful for mark in self.marks)


@dataclass(frozen=True)
class Projection:
    """Equirectangular: true to distances around its latitude, and straight enough for a département."""

    latitude: float
    scale: float
    left: float
    top: float

    def __call__(self, point: Point) -> Spot:
        east, north = kilometres(point, self.latitude)
        return self.left + east * self.scale, self.top - north * self.scale


def kilometres(point: Point, latitude: float) -> Spot:
    """East of Greenwich and north of the equator, as if the Earth were flat at that latitude."""
    return point[1] * KM_PER_DEGREE * cos(radians(latitude)), point[0] * KM_PER_DEGREE


def fitted(
    points: Iterable[Point], frame: Frame, *, latitude: float, centre: Point | None = None, radius_km: float = 0
) -> tuple[Projection, int]:
    """The projection that shows these points and the circle around the centre, with the height of the sheet."""
    flat = [kilometres(point, latitude) for point in points]
    if centre:
        east, north = kilometres(centre, latitude)
        flat += [(east - radius_km, north - radius_km), (east + radius_km, north + radius_km)]
    west, south = (min(values) for values in zip(*flat, strict=True))
    east, north = (max(values) for values in zip(*flat, strict=True))
    wide, high = max(east - west, LEAST_SPAN_KM), max(north - south, LEAST_SPAN_KM)
    scale = min((WIDTH - 2 * frame.margin) / wide, (frame.tallest - 2 * frame.margin) / high)
    height = max(frame.lowest, round(high * scale) + 2 * frame.margin)
    left = WIDTH / 2 - (west + east) / 2 * scale
    top = height / 2 + (south + north) / 2 * scale
    return Projection(latitude, scale, left, top), height


def draw(
    places: Sequence[Place],
    *,
    land: Sequence[Sequence[Point]] = (),
    communes: Sequence[Sequence[Point]] = (),
    here: Point | None = None,
    here_name: str = "",
    radius_km: float = 0,
    frame: Frame = WHOLE,
) -> Sheet | None:
    """The map of these places, in their order, over the land and the communes to be told from it.

    None when there is nothing to show. What is out of view is left out: the list still tells it.
    """
    if not places:
        return None
    shown = [point for ring in (land if frame is WHOLE else communes) for point in ring]
    if frame is CLOSE or not shown:
        shown += [place.point for place in places]
    shown += [here] if here else []
    latitude = here[0] if here else (min(shown)[0] + max(shown)[0]) / 2
    project, height = fitted(shown, frame, latitude=latitude, centre=here, radius_km=radius_km)
    marks = grouped(places, project, height)
    if not marks:
        return None
    reader = Here(*_whole(project(here)), round(radius_km * project.scale, 1), None) if here else None
    reader, marks = _named(reader, here_name, marks, (WIDTH, height))
    return Sheet(WIDTH, height, land=path(land, project), communes=path(communes, project), here=reader, marks=marks)


def path(rings: Sequence[Sequence[Point]], project: Projection) -> str:
    """An SVG path of whole units, each point told from the one before."""
    return "".join(_closed([_whole(project(point)) for point in ring]) for ring in rings)


def _closed(spots: Sequence[tuple[int, int]]) -> str:
    spots = [spot for spot, _ in groupby(spots)]
    steps = " ".join("{} {}".format(*_step(*pair)) for pair in pairwise(spots))
    # A sign parts two numbers as well as a space does.
    return f"M{spots[0][0]} {spots[0][1]}l{steps}z".replace(" -", "-") if steps else ""


def _step(start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
    return end[0] - start[0], end[1] - start[1]


def _whole(spot: Spot) -> tuple[int, int]:
    return round(spot[0]), round(spot[1])


def grouped(places: Sequence[Place], project: Projection, height: int) -> tuple[Mark, ...]:
    """Marks in the order of their first place, no two nearer than a finger can tell. The fullest spots keep theirs."""
    spots = [_whole(project(place.point)) for place in places]
    in_view = Counter(spot for spot in spots if 0 <= spot[0] <= WIDTH and 0 <= spot[1] <= height)
    centre_of: dict[tuple[int, int], tuple[int, int]] = {}
    for spot, _ in in_view.most_common():
        near = next((centre for centre in centre_of.values() if hypot(*_step(centre, spot)) < SPACING), spot)
        centre_of[spot] = near
    found: dict[tuple[int, int], list[Place]] = {}
    for place, spot in zip(places, spots, strict=True):
        if spot in centre_of:
            found.setdefault(centre_of[spot], []).append(place)
    return tuple(Mark(*centre, tuple(there), _target(centre, found)) for centre, there in found.items())


def _target(spot: tuple[int, int], spots: Iterable[tuple[int, int]]) -> int:
    """The widest disc to touch that leaves the others theirs."""
    nearest = min((hypot(*_step(spot, other)) for other in spots if other != spot), default=2 * LARGEST_TARGET)
    return min(LARGEST_TARGET, int(nearest / 2))


def _named(
    here: Here | None, here_name: str, marks: Sequence[Mark], sheet: tuple[int, int]
) -> tuple[Here | None, tuple[Mark, ...]]:
    """The reader's town, then the others in order, each said once and where there is room."""
    taken: list[Box] = [around((mark.x, mark.y), mark.radius) for mark in marks]
    said = {here_name}
    if here:
        label = label_beside(here_name, (here.x, here.y), HERE_RADIUS, taken=taken, sheet=sheet)
        here = replace(here, label=label)
        taken += [around((here.x, here.y), HERE_RADIUS), *([label.box] if label else [])]
    named = []
    for mark in marks:
        town = mark.towns[0]
        label = None
        if town not in said:
            label = label_beside(town, (mark.x, mark.y), mark.radius, taken=taken, sheet=sheet)
        if label:
            said.add(town)
            taken.append(label.box)
        named.append(replace(mark, label=label))
    return here, tuple(named)
