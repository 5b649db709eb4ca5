"""Which services answer for a commune, why, and in what order: one statement, the same on both engines.

Written in SQL: each service must stand once, under the best of the reasons it has to be there, and the ORM
can only say so with a subquery for each reason, several times slower to build and to run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from math import cos, radians
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from resources.enums import REMOTE_KINDS, AreaKind
from resources.models import AREA_OF_COUNTRY, Commune, Need, Service
from resources.search.geometry import KM_PER_DEGREE


class Group(IntEnum):
    """Why an entry is in the answer. Each entry stands once, in the first group it belongs to."""

    IN_COMMUNE = 0
    COVERS = 1
    NEAR = 2
    DEPARTEMENT = 3
    REMOTE = 4


LOCAL_AREAS = (AreaKind.COMMUNE, AreaKind.EPCI)
WIDE_AREAS = (AreaKind.DEPARTEMENT, AreaKind.REGION)
# Too far, and no reason to answer: only there to give a distance to what covers the commune.
ELSEWHERE = 9

# A secret place has no commune: it is in neither of these.
PLACES_AROUND = """
    SELECT way.service_id, {squared} AS squared,
           CASE WHEN town.insee = %s THEN 0 WHEN {squared} <= %s THEN 2 ELSE 9 END AS reason
    FROM resources_serviceatlocation way
    JOIN resources_location place ON place.id = way.location_id
    JOIN resources_commune town ON town.insee = place.commune_id
"""
PLACES_OF_DEPARTEMENT = """
    SELECT way.service_id, CAST(NULL AS double precision) AS squared, 3 AS reason
    FROM resources_serviceatlocation way
    JOIN resources_location place ON place.id = way.location_id
    JOIN resources_commune town ON town.insee = place.commune_id
    WHERE town.departement_id = %s
"""
AREA = "SELECT service_id, NULL, %s FROM resources_servicearea WHERE kind = %s AND code = %s"
ANSWERING = """
    WITH reach AS ({reach})
    SELECT service.id, COUNT(*) OVER () AS total,
           CASE WHEN MIN(reach.reason) >= 3 AND service.kind IN ({remote}) THEN 4 ELSE MIN(reach.reason) END AS reason
    FROM reach JOIN ({services}) service ON service.id = reach.service_id
    GROUP BY service.id, service.kind, service.priority, service.sort_key, service.checked_on, service.main_need_id
    HAVING MIN(reach.reason) < 9
"""
# What answers, for this person, here: the group says why; then what is made for the need asked for; then a ring of
# distance; in a ring, what was confirmed lately; then the nearest.
ORDER = """
    ORDER BY reason, {need} CASE {rings} ELSE {last_ring} END,
             CASE WHEN service.checked_on >= %s THEN 0 ELSE 1 END,
             MIN(reach.squared) NULLS LAST, service.priority, service.sort_key, service.id
"""
RINGS_KM = (5, 15, 30, 50)
FRESH_DAYS = 270
COLUMNS = ("id", "kind", "priority", "sort_key", "checked_on", "main_need_id")


@dataclass(frozen=True)
class Page:
    """Some services in order, each with its group, and where they stand in the whole."""

    rows: list[tuple[UUID, Group]]
    number: int
    size: int
    count: int

    @property
    def last(self) -> int:
        return max(1, -(-self.count // self.size))


@dataclass(frozen=True)
class Ranking:
    """Services in the order of the page. The total comes with the rows: the work is done once."""

    statement: str
    parameters: tuple[Any, ...]
    order: str
    order_parameters: tuple[Any, ...]

    def page(self, number: int, size: int) -> Page:
        """A page by its number; the last one when there are fewer."""
        number = max(1, number)
        found = self._cut(size, (number - 1) * size)
        if found or number == 1:
            return Page([(pk, group) for pk, _, group in found], number, size, found[0][1] if found else 0)
        first = self._cut(1, 0)
        return self.page(-(-first[0][1] // size) if first else 1, size)

    def chunks(self, size: int) -> Iterator[list[tuple[UUID, Group]]]:
        """Every service in order, some at a time: a whole directory is never held at once."""
        offset = 0
        while rows := self._cut(size, offset):
            yield [(pk, group) for pk, _, group in rows]
            offset += size
            if offset >= rows[0][1]:
                return

    def _cut(self, size: int, offset: int) -> list[tuple[UUID, int, Group]]:
        with connection.cursor() as cursor:
            parameters = (*self.parameters, *self.order_parameters, size, offset)
            cursor.execute(f"{self.statement} {self.order} LIMIT %s OFFSET %s", parameters)
            # SQLite keeps an identifier as text.
            return [(UUID(str(pk)), total, Group(reason)) for pk, total, reason in cursor.fetchall()]


def around(
    services: QuerySet[Service], commune: Commune, radius_km: float, *, today: date, needs: Sequence[Need] = ()
) -> Ranking:
    """Services in, covering or near a commune, in the order of `ORDER`."""
    squared, point = _squared_km(commune)
    places = PLACES_AROUND.format(squared=squared)
    reasons = [(_reason(kind), kind, code) for kind, code in commune.areas]
    parameters = (*point, commune.pk, *point, radius_km**2)
    return _ranking(services, places, parameters, reasons, today, needs)


def everywhere(services: QuerySet[Service], *, today: date, needs: Sequence[Need] = ()) -> Ranking:
    """Services of the whole département, when no commune was given."""
    home = settings.DEPARTEMENT_CODE
    reasons = [(Group.DEPARTEMENT, AreaKind.DEPARTEMENT, home), (Group.REMOTE, *AREA_OF_COUNTRY)]
    return _ranking(services, PLACES_OF_DEPARTEMENT, (home,), reasons, today, needs)


def _ranking(
    services: QuerySet[Service],
    places: str,
    parameters: tuple[Any, ...],
    areas: Sequence[tuple[int, str, str]],
    today: date,
    needs: Sequence[Need],
) -> Ranking:
    chosen, chosen_parameters = services.order_by().values(*COLUMNS).query.sql_with_params()
    statement = ANSWERING.format(
        reach=" UNION ALL ".join([places, *[AREA] * len(areas)]),
        remote=", ".join(["%s"] * len(REMOTE_KINDS)),
        services=chosen,
    )
    flat = tuple(value for reason, kind, code in areas for value in (int(reason), str(kind), code))
    # Parameters stand in the order of the text: the reasons, the remote kinds of the select, the services.
    return Ranking(statement, (*parameters, *flat, *map(str, REMOTE_KINDS), *chosen_parameters), *_order(today, needs))


def _order(today: date, needs: Sequence[Need]) -> tuple[str, tuple[Any, ...]]:
    """The order, and its parameters."""
    keys = [Need._meta.pk.get_db_prep_value(need.pk, connection) for need in needs]
    marks = ", ".join(["%s"] * len(keys))
    need = f"CASE WHEN service.main_need_id IN ({marks}) THEN 0 ELSE 1 END," if keys else ""
    rings = " ".join(f"WHEN MIN(reach.squared) <= {km**2} THEN {ring}" for ring, km in enumerate(RINGS_KM))
    text = ORDER.format(need=need, rings=rings, last_ring=len(RINGS_KM))
    since = connection.ops.adapt_datefield_value(today - timedelta(days=FRESH_DAYS))
    return text, (*keys, since)


def _reason(kind: str) -> Group:
    if kind in LOCAL_AREAS:
        return Group.COVERS
    return Group.DEPARTEMENT if kind in WIDE_AREAS else Group.REMOTE


def _squared_km(commune: Commune) -> tuple[str, tuple[float, ...]]:
    """Squared distance from a commune's point, as plain arithmetic: under 0.2 % off within 100 km."""
    up = f"((town.latitude - %s) * {KM_PER_DEGREE!r})"
    across = f"((town.longitude - %s) * {KM_PER_DEGREE * cos(radians(commune.latitude))!r})"
    latitude, longitude = commune.point
    return f"({up} * {up} + {across} * {across})", (latitude, latitude, longitude, longitude)
