"""Which services answer for a commune, why, and in what order: one statement, the same on both engines.

Written in SQL: each service must stand once, under the best of the reasons it has to be there, and the ORM
can only say so with a subquery for each reason, several times slower to build and to run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import IntEnum
from math import cos, radians
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from resources.enums import REMOTE_KINDS, AreaKind
from resources.models import AREA_OF_COUNTRY, Commune, Need, Service
from resources.search.facets import Counts, Facet, counted, counting, kept, missed, pairs, too_many_to_count, uncounted
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
# Too far, and no reason to answer: only there to give a distance to what covers the commune, or to a wider circle.
ELSEWHERE = 9

# A secret place has no commune: it is in neither of these.
PLACES_AROUND = """
    SELECT reached.service_id, {squared} AS squared, CASE WHEN town.insee = %s THEN 0 ELSE 9 END AS reason
    FROM resources_serviceatlocation reached {{among}}
    JOIN resources_location place ON place.id = reached.location_id
    JOIN resources_commune town ON town.insee = place.commune_id
"""
PLACES_OF_DEPARTEMENT = """
    SELECT reached.service_id, CAST(NULL AS double precision) AS squared, 3 AS reason
    FROM resources_serviceatlocation reached {among}
    JOIN resources_location place ON place.id = reached.location_id
    JOIN resources_commune town ON town.insee = place.commune_id
    WHERE town.departement_id = %s
"""
AREA = """
    SELECT reached.service_id, NULL, %s FROM resources_servicearea reached {among}
    WHERE reached.kind = %s AND reached.code = %s
"""
# Few are chosen: nothing else is looked up. All are: looking them up first would cost more than it spares.
AMONG_CHOSEN = "JOIN chosen ON chosen.id = reached.service_id"
# `by_area`: why it is here whatever the distance. What was chosen is looked for first, and once: nobody can guess how
# many entries the rest brings, and a plan that guesses two hundred looks a hundred thousand up one by one.
ANSWERING = """
    WITH chosen AS MATERIALIZED ({services}), reach AS ({reach}),
    found AS (
        SELECT service_id, MIN(reason) AS by_area, MIN(squared) AS squared
        FROM reach GROUP BY service_id
    ),
    answering AS (
        SELECT service.*, found.by_area, found.squared,
               CASE WHEN by_area <= 1 THEN by_area WHEN squared <= %s THEN 2
                    WHEN by_area < 9 AND service.kind IN ({remote}) THEN 4 ELSE by_area END AS reason,
               {need} CASE {rings} ELSE {last_ring} END AS tier,
               CASE WHEN service.checked_on >= %s THEN 0 ELSE 1 END AS stale
        FROM found JOIN chosen service ON service.id = found.service_id
    )
"""
# What answers, for this person, here, now. The group says why. In a group, a tier: what is made for the need asked
# for, then what also does it, then what is for a need asked for beside it (the first is the one heard best); of each,
# a ring of distance after another. In a tier, what was confirmed lately, then
# the nearest. So far nothing changes from one minute to the next, and no entry is lost between two pages. On its page,
# a tier then begins with what is open, and what opens soon (`opening.promptness`): the evaluator alone knows.
ORDER = "ORDER BY reason, tier, stale, squared NULLS LAST, priority, sort_key, id"
PAGE = f"""
    SELECT '', CAST(id AS text), reason, tier, ROW_NUMBER() OVER ({ORDER})
    FROM (SELECT * FROM answering WHERE reason < 9 AND missed = 0 {ORDER} LIMIT %s OFFSET %s) page
"""
RINGS_KM = (5, 15, 30, 50)
NEED_APART = 10
FRESH_DAYS = 270
COLUMNS = ("id", "kind", "priority", "sort_key", "checked_on", "main_need_id", "complaint_required")


@dataclass(frozen=True)
class Page:
    """Some services in order, each with its group, and where they stand in the whole.

    `tiers`: services of one group and one tier may change places. `counts`: what each choice would give.
    """

    rows: list[tuple[UUID, Group]]
    number: int
    size: int
    count: int
    tiers: dict[UUID, int] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)

    @property
    def last(self) -> int:
        return max(1, -(-self.count // self.size))


@dataclass(frozen=True)
class Ranking:
    """Services in the order of the page. The counts come with the rows: the work is done once.

    `narrowed`: they are some of the directory, not all. Answers are the same, and come faster, when it is rightly said.
    """

    services: QuerySet[Service]
    reach: str
    reach_parameters: tuple[Any, ...]
    within_squared: float
    today: date
    needs: Sequence[Need]
    narrowed: bool = True

    def page(self, number: int, size: int, facets: Sequence[Facet] = ()) -> Page:
        """A page by its number; the last one when there are fewer. A service misses no choice of the facets."""
        number = max(1, number)
        found = self._cut(size, (number - 1) * size, facets)
        last = max(1, -(-found.count // size))
        return found if number <= last else self._cut(size, (last - 1) * size, facets)

    def chunks(self, size: int, facets: Sequence[Facet] = ()) -> Iterator[Page]:
        """Every service in order, some at a time: a whole directory is never held at once. The first is counted."""
        first = self._cut(size, 0, facets)
        yield first
        rest = self._keeping(facets)
        for offset in range(size, first.count, size):
            yield rest._cut(size, offset)

    def _cut(self, size: int, offset: int, facets: Sequence[Facet] = ()) -> Page:
        if not facets or not too_many_to_count():
            return self._run(size, offset, facets)
        found = self._keeping(facets)._run(size, offset, [Facet(facet.name) for facet in facets], told=False)
        # What each choice hides is asked of an empty list only.
        return found if found.count or not kept(facets) else self._run(size, offset, uncounted(facets), told=False)

    def _keeping(self, facets: Sequence[Facet]) -> "Ranking":
        """Of what misses no choice."""
        some = kept(facets)
        return replace(self, services=self.services.filter(*some), narrowed=self.narrowed or bool(some))

    def _run(self, size: int, offset: int, facets: Sequence[Facet], *, told: bool = True) -> Page:
        statement, parameters = self._statement(facets)
        with connection.cursor() as cursor:
            cursor.execute(statement, (*parameters, size, offset))
            rows = cursor.fetchall()
        # SQLite keeps an identifier as text.
        shown = sorted((row for row in rows if not row[0]), key=itemgetter(4))
        counts = counted(((name, value, count) for name, value, count, *_ in rows if name), told=told)
        return Page(
            rows=[(UUID(pk), Group(reason)) for _, pk, reason, _, _ in shown],
            number=offset // size + 1,
            size=size,
            count=counts.total,
            tiers={UUID(pk): tier for _, pk, _, tier, _ in shown},
            counts=counts,
        )

    def _statement(self, facets: Sequence[Facet]) -> tuple[str, tuple[Any, ...]]:
        """One statement, and its parameters in the order of the text."""
        services = self.services.order_by().annotate(missed=missed(facets)).values(*COLUMNS, "missed")
        chosen, chosen_parameters = services.query.sql_with_params()
        keys = [Need._meta.pk.get_db_prep_value(need.pk, connection) for need in self.needs]
        answering = ANSWERING.format(
            reach=self.reach.format(among=AMONG_CHOSEN if self.narrowed else ""),
            remote=", ".join(["%s"] * len(REMOTE_KINDS)),
            need=_need_tiers(len(keys)),
            rings=" ".join(f"WHEN squared <= {km**2} THEN {ring}" for ring, km in enumerate(RINGS_KM)),
            last_ring=len(RINGS_KM),
            services=chosen,
        )
        since = connection.ops.adapt_datefield_value(self.today - timedelta(days=FRESH_DAYS))
        held, held_parameters = pairs(facets)
        counts = [f"SELECT counted.*, 0, 0 FROM ({one}) counted" for one in counting(facets)]
        return (
            f"{', '.join([answering, *held])} {' UNION ALL '.join([*counts, PAGE])}",
            (
                *chosen_parameters,
                *self.reach_parameters,
                self.within_squared,
                *map(str, REMOTE_KINDS),
                *(keys[:1] if len(keys) == 1 else [*keys[:1], *keys]),
                since,
                *held_parameters,
            ),
        )


def around(
    services: QuerySet[Service], commune: Commune, radius_km: float, *, today: date, needs: Sequence[Need] = ()
) -> Ranking:
    """Services in, covering or near a commune, in the order of `ORDER`."""
    squared, point = _squared_km(commune)
    areas = [(_reason(kind), kind, code) for kind, code in commune.areas]
    reach, areas_parameters = _reach(PLACES_AROUND.format(squared=squared), areas)
    return Ranking(services, reach, (*point, commune.pk, *areas_parameters), radius_km**2, today, needs)


def everywhere(services: QuerySet[Service], *, today: date, needs: Sequence[Need] = ()) -> Ranking:
    """Services of the whole département, when no commune was given."""
    home = settings.DEPARTEMENT_CODE
    areas = [(Group.DEPARTEMENT, AreaKind.DEPARTEMENT, home), (Group.REMOTE, *AREA_OF_COUNTRY)]
    reach, areas_parameters = _reach(PLACES_OF_DEPARTEMENT, areas)
    return Ranking(services, reach, (home, *areas_parameters), 0, today, needs)


def _need_tiers(count: int) -> str:
    """The part of a tier that says how well a service answers the needs asked for; the first counts most."""
    if not count:
        return ""
    if count == 1:
        return f"CASE WHEN service.main_need_id = %s THEN 0 ELSE {NEED_APART} END +"
    others = ", ".join(["%s"] * (count - 1))
    return (
        f"CASE WHEN service.main_need_id = %s THEN 0 "
        f"WHEN service.id IN (SELECT service_id FROM {Service.needs.through._meta.db_table} WHERE need_id = %s) "
        f"THEN {NEED_APART} WHEN service.main_need_id IN ({others}) THEN {2 * NEED_APART} ELSE {3 * NEED_APART} END +"
    )


def _reach(places: str, areas: Sequence[tuple[int, str, str]]) -> tuple[str, tuple[Any, ...]]:
    """Everything that brings a service into the answer, and the parameters of the areas."""
    flat = tuple(value for reason, kind, code in areas for value in (int(reason), str(kind), code))
    return " UNION ALL ".join([places, *[AREA] * len(areas)]), flat


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
