"""The directory around a commune: ordered, grouped, paged. Two steps: ids in order, then the page's entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from resources.enums import REMOTE_KINDS, AreaKind, Channel, Serves, ServiceKind
from resources.hours import State
from resources.models import Commune, Need, Service, ServiceArea, ServiceAtLocation
from resources.search.entries import Entry, load_entries
from resources.search.geometry import box, squared_km

PAGE_SIZE = 20
LINES_SHOWN = 3
LINES_CONSIDERED = 8


class Group(IntEnum):
    """Why an entry is in the answer. Each entry stands once, in the first group it belongs to."""

    IN_COMMUNE = 0
    COVERS = 1
    NEAR = 2
    DEPARTEMENT = 3
    REMOTE = 4


LOCAL_AREAS = (AreaKind.COMMUNE, AreaKind.EPCI)
WIDE_AREAS = (AreaKind.DEPARTEMENT, AreaKind.REGION)


@dataclass(frozen=True)
class Answer:
    """A page of results: its groups in order, and the lines that answer at this instant."""

    groups: list[tuple[Group, list[Entry]]]
    lines: list[Entry]
    page: "Page[Any]"

    @property
    def count(self) -> int:
        return self.page.paginator.count


def answer(
    services: QuerySet[Service], *, commune: Commune | None, radius_km: float, at: datetime, page: int
) -> Answer:
    """What a reader finds: `services` is already narrowed to whom and what they ask for."""
    found = around(services, commune, radius_km) if commune else everywhere(services)
    chosen = Paginator(found.values_list("pk", "group"), PAGE_SIZE).get_page(page)
    groups_of = dict(chosen.object_list)
    line_ids = _line_ids()
    entries = load_entries([*groups_of, *(pk for pk in line_ids if pk not in groups_of)], at=at, commune=commune)
    by_id = {entry.service.pk: entry for entry in entries}
    listed = [(Group(group), by_id[pk]) for pk, group in groups_of.items() if pk in by_id]
    return Answer(
        groups=[(group, [entry for _, entry in rows]) for group, rows in groupby(listed, key=lambda row: row[0])],
        lines=_answering([by_id[pk] for pk in line_ids if pk in by_id]),
        page=chosen,
    )


def lines_now(at: datetime) -> list[Entry]:
    """The lines that answer at this instant, the broadest first."""
    return _answering(load_entries(_line_ids(), at=at))


def around(services: QuerySet[Service], commune: Commune, radius_km: float) -> QuerySet[Service]:
    """Services in, covering or near the commune, in the order of the page.

    Sets of ids rather than EXISTS for each row: both engines build each set once.
    """
    on_site = ServiceAtLocation.objects.filter(channel=Channel.ON_SITE).annotate(
        squared=squared_km(commune.point, "location__commune__latitude", "location__commune__longitude")
    )
    latitudes, longitudes = box(commune.point, radius_km)
    # A secret place has no commune: it is never here. The box lets the index do most of the work.
    near = on_site.filter(
        location__commune__latitude__range=latitudes,
        location__commune__longitude__range=longitudes,
        squared__lte=radius_km**2,
    ).values("service")
    areas = ServiceArea.objects
    group = Case(
        When(pk__in=on_site.filter(location__commune=commune).values("service"), then=Group.IN_COMMUNE),
        When(pk__in=areas.covering(commune, LOCAL_AREAS).values("service"), then=Group.COVERS),
        When(pk__in=near, then=Group.NEAR),
        When(Q(kind__in=REMOTE_KINDS), then=Group.REMOTE),
        When(pk__in=areas.covering(commune, WIDE_AREAS).values("service"), then=Group.DEPARTEMENT),
        default=Group.REMOTE,
    )
    nearest = on_site.filter(service=OuterRef("pk")).order_by(F("squared").asc(nulls_last=True)).values("squared")[:1]
    return (
        services.filter(Q(pk__in=near) | Q(pk__in=areas.covering(commune).values("service")))
        .annotate(group=group, squared=Subquery(nearest))
        .order_by("group", F("squared").asc(nulls_last=True), "priority", "sort_key", "id")
    )


def everywhere(services: QuerySet[Service]) -> QuerySet[Service]:
    """Services of the whole département, when no commune was given."""
    areas = ServiceArea.objects.filter(service=OuterRef("pk"))
    here = ServiceAtLocation.objects.filter(
        service=OuterRef("pk"), location__commune__departement=settings.DEPARTEMENT_CODE
    )
    home = areas.filter(kind=AreaKind.DEPARTEMENT, code=settings.DEPARTEMENT_CODE)
    country = areas.filter(kind=AreaKind.COUNTRY)
    group = Case(
        When(Q(kind__in=REMOTE_KINDS), then=Group.REMOTE),
        When(Exists(home) | Exists(here), then=Group.DEPARTEMENT),
        default=Group.REMOTE,
    )
    return (
        services.filter(Exists(here) | Exists(home) | Exists(country))
        .annotate(group=group)
        .order_by("group", "priority", "sort_key", "id")
    )


def _line_ids() -> list[UUID]:
    lines = Service.objects.published().for_victims().filter(kind=ServiceKind.LINE)
    return list(lines.order_by("priority", "sort_key", "id").values_list("pk", flat=True)[:LINES_CONSIDERED])


def _answering(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.status.state is State.OPEN and not entry.doubtful_hours][:LINES_SHOWN]


def largest_communes(count: int = 6) -> list[Commune]:
    """Towns to offer when nothing typed looks like a name."""
    home = Commune.objects.with_territory().filter(departement=settings.DEPARTEMENT_CODE)
    return list(home.order_by("-population", "insee")[:count])


def answering_for(needs: Sequence[Need], *, at: datetime, count: int = 4) -> list[Entry]:
    """Entries that can do something about these needs, the broadest first."""
    rows = Service.needs.through.objects.filter(need__in=needs)
    services = Service.objects.published().filter(pk__in=rows.values("service"))
    asks_to_change = any(need.serves == Serves.PERPETRATORS for need in needs)
    services = services.for_perpetrators() if asks_to_change else services.for_victims()
    ids = services.order_by("priority", "sort_key", "id").values_list("pk", flat=True)[:count]
    return load_entries(list(ids), at=at)
