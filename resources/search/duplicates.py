"""Entries that may be one and the same, with why and how surely. SQL gathers, rapidfuzz compares."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from uuid import UUID

from django.db.models import QuerySet
from rapidfuzz import fuzz

from resources.enums import DIALLED_KINDS, EditorialStatus
from resources.models import ContactPoint, NotDuplicates, Service, ServiceAtLocation
from resources.search.geometry import Point, distance_km
from resources.text import fold
from resources.validators import SHORT_NUMBER, digits

NEAR_KM = 0.3
# Degrees: a cell is a little more than 300 m from south to north, and so is its neighbour.
CELL = 0.004
CLOSE_NAMES = 80
# A switchboard answers for many services: sharing it says nothing.
MOST_SHARED = 6
PHONE_POINTS, PLACE_POINTS, STRUCTURE_POINTS = 35, 15, 15

Pair = tuple[UUID, UUID]


@dataclass
class Candidate:
    """Two entries, why, and how surely, out of 100."""

    first: UUID
    second: UUID
    likeness: float
    reasons: list[str] = field(default_factory=list)
    points: int = 0

    def because(self, reason: str, points: int) -> None:
        if reason not in self.reasons:
            self.reasons.append(reason)
            self.points += points

    @property
    def score(self) -> int:
        return min(100, round(self.likeness * 0.6) + self.points)


@dataclass(frozen=True)
class Entry:
    pk: UUID
    name: str
    organization: UUID
    serves: str


def find_duplicates(services: QuerySet[Service]) -> list[Candidate]:
    """Candidates among these entries, the surest first. Archived ones are left out, and pairs told apart by staff."""
    living = services.exclude(status=EditorialStatus.ARCHIVED).order_by()
    rows = living.values_list("pk", "name", "organization_id", "serves")
    entries = {pk: Entry(pk, fold(name), organization, serves) for pk, name, organization, serves in rows}
    told_apart = set(NotDuplicates.objects.values_list("first_id", "second_id"))
    found: dict[Pair, Candidate] = {}

    def keep(one: UUID, other: UUID, reason: str, points: int, least: float) -> None:
        pair = (min(one, other), max(one, other))
        if pair in told_apart or one not in entries or other not in entries:
            return
        first, second = entries[pair[0]], entries[pair[1]]
        if first.serves != second.serves:
            return
        candidate = found.get(pair)
        if candidate is None:
            likeness = fuzz.token_sort_ratio(first.name, second.name, score_cutoff=least)
            if likeness < least:
                return
            candidate = found[pair] = Candidate(*pair, likeness)
        if candidate.likeness >= least:
            candidate.because(reason, points)

    places = list(_places(living))
    for one, other, number in _same_number(living):
        # 15, 17 or 3919 stand on many entries: alone, they say nothing.
        least = CLOSE_NAMES if SHORT_NUMBER.match(digits(number)) else 0
        keep(one, other, f"Même numéro : {number}.", PHONE_POINTS, least)
    for one, other, metres in _near(places):
        where = f"à {metres} m l’une de l’autre" if metres else "au même endroit"
        keep(one, other, f"Noms proches, {where}.", PLACE_POINTS, CLOSE_NAMES)
    for one, other in _same_structure_and_town(places, entries):
        keep(one, other, "Noms proches, même structure et même commune.", STRUCTURE_POINTS, CLOSE_NAMES)
    return sorted(found.values(), key=lambda one: (-one.score, str(one.first), str(one.second)))


@dataclass(frozen=True)
class PlaceOfEntry:
    service: UUID
    location: UUID
    point: Point | None
    commune: str | None


def _places(services: QuerySet[Service]) -> Iterator[PlaceOfEntry]:
    """Where each entry receives. A secret place has neither point nor commune."""
    ways_in = ServiceAtLocation.objects.filter(service__in=services.values("pk"), location__confidential=False)
    rows = ways_in.order_by().values_list(
        "service_id", "location_id", "location__latitude", "location__longitude", "location__commune_id"
    )
    for service, location, latitude, longitude, commune in rows:
        yield PlaceOfEntry(service, location, None if latitude is None else (latitude, longitude), commune)


def _same_number(services: QuerySet[Service]) -> Iterator[tuple[UUID, UUID, str]]:
    owners: dict[str, set[UUID]] = defaultdict(set)
    written: dict[str, str] = {}
    dialled = ContactPoint.objects.filter(kind__in=DIALLED_KINDS).order_by()
    of_ids = services.values("pk")
    for path in ("service_id", "way_in__service_id"):
        rows = dialled.filter(**{f"{path.removesuffix('_id')}__in": of_ids}).values_list(path, "value")
        for service, value in rows:
            number = digits(value).replace("+33", "0")
            owners[number].add(service)
            # As it is dialled here, rather than with +33.
            written[number] = max(value, written.get(number, ""))
    for number, sharing in owners.items():
        if len(sharing) <= MOST_SHARED:
            for one, other in combinations(sorted(sharing), 2):
                yield one, other, written[number]


def _near(places: Iterable[PlaceOfEntry]) -> Iterator[tuple[UUID, UUID, int]]:
    """Pairs in one place, or within 300 m. Only real points count: a commune's middle is where nobody is."""
    of_location: dict[UUID, set[UUID]] = defaultdict(set)
    cells: dict[tuple[int, int], dict[UUID, Point]] = defaultdict(dict)
    for place in places:
        of_location[place.location].add(place.service)
        if place.point:
            cells[_cell(place.point)][place.location] = place.point
    for sharing in of_location.values():
        yield from ((one, other, 0) for one, other in combinations(sorted(sharing), 2))
    for (row, column), here in cells.items():
        around = {
            location: point
            for down in (-1, 0, 1)
            for right in (-1, 0, 1)
            for location, point in cells.get((row + down, column + right), {}).items()
        }
        for location, point in here.items():
            for other, there in around.items():
                if location < other and (away := distance_km(point, there)) <= NEAR_KM:
                    metres = round(away * 1000)
                    yield from ((a, b, metres) for a in of_location[location] for b in of_location[other] if a != b)


def _cell(point: Point) -> tuple[int, int]:
    """Cells are wider than high where a degree of longitude is shorter: 0.004 × 1.5 is 450 m in the Vienne."""
    return int(point[0] // CELL), int(point[1] // (CELL * 1.5))


def _same_structure_and_town(places: Iterable[PlaceOfEntry], entries: dict[UUID, Entry]) -> Iterator[Pair]:
    groups: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    for place in places:
        if place.commune and place.service in entries:
            groups[entries[place.service].organization, place.commune].add(place.service)
    for sharing in groups.values():
        yield from combinations(sorted(sharing), 2)
