"""All that answers the inhabitants of a commune, an intercommunality or a network: what a paper directory prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from resources.enums import AreaKind, ServiceKind
from resources.models import Commune, Epci, Network, Service, ServiceArea, ServiceAtLocation
from resources.search.entries import Entry, grouped, load_entries
from resources.search.geometry import distance_km

LOCAL_AREAS = (AreaKind.COMMUNE, AreaKind.EPCI)


@dataclass(frozen=True)
class Territory:
    """`neutral_name`: for a title. `insee`: its communes. `areas`: pairs (kind, code) of what covers them.

    `around`: the communes are not known; those near this one stand for them, and every list says so.
    """

    name: str
    neutral_name: str
    slug: str
    insee: tuple[str, ...]
    areas: frozenset[tuple[str, str]]
    around: Commune | None = None


@dataclass(frozen=True)
class Numbered:
    """An entry with its number: on paper, the table of contents leads to it."""

    number: int
    entry: Entry


@dataclass(frozen=True)
class Chapter:
    kind: ServiceKind
    entries: list[Numbered]


def of_commune(commune: Commune) -> Territory:
    return Territory(
        name=commune.name,
        neutral_name=commune.name,
        slug=commune.insee,
        insee=(commune.insee,),
        areas=frozenset(commune.areas),
    )


def of_epci(epci: Epci) -> Territory:
    """With the communes that the data give it."""
    return _of_communes(epci.name, epci.name, epci.code, Commune.objects.with_territory().filter(epci=epci))


def of_network(network: Network) -> Territory:
    """Its communes when they are known; else those around its seat. `areas` are loaded, and the seat."""
    codes = grouped(network.areas.all(), "kind")
    kept = Q(pk__in=[area.code for area in codes[AreaKind.COMMUNE]])
    kept |= Q(epci__in=[area.code for area in codes[AreaKind.EPCI]])
    kept |= Q(departement__in=[area.code for area in codes[AreaKind.DEPARTEMENT]])
    neutral_name = gettext("Réseau")
    if network.seat:
        neutral_name = f"{neutral_name} – {network.seat.name}"
    known = list(Commune.objects.with_territory().filter(kept))
    if known or network.seat is None:
        return _of_communes(network.name, neutral_name, network.slug, known)
    seat = network.seat
    near = [
        commune
        for commune in Commune.objects.with_territory().filter(departement=seat.departement_id)
        if distance_km(seat.point, commune.point) <= settings.DEFAULT_RADIUS_KM
    ]
    return _of_communes(network.name, neutral_name, network.slug, near, around=seat)


def _of_communes(
    name: str, neutral_name: str, slug: str, communes: Iterable[Commune], around: Commune | None = None
) -> Territory:
    found = list(communes)
    areas = frozenset(pair for commune in found for pair in commune.areas)
    return Territory(name, neutral_name, slug, tuple(commune.insee for commune in found), areas, around)


def services_of(territory: Territory, services: QuerySet[Service]) -> QuerySet[Service]:
    """Of these services, those held in the territory and those that cover some of it."""
    held = ServiceAtLocation.objects.filter(location__commune__in=territory.insee)
    covering = Q(pk__in=[])
    for kind, codes in _by_kind(territory).items():
        covering |= Q(kind=kind, code__in=codes)
    areas = ServiceArea.objects.filter(covering)
    return services.filter(Q(pk__in=held.values("service")) | Q(pk__in=areas.values("service")))


def chapters(territory: Territory, services: QuerySet[Service], *, at: datetime) -> list[Chapter]:
    """By kind, in the order of the list of kinds; in each, what is of the territory itself comes first."""
    found = services_of(territory, services).order_by("priority", "sort_key", "id")
    entries = load_entries(list(found.values_list("pk", flat=True)), at=at)
    own = _own(territory)
    entries.sort(key=lambda entry: entry.service.pk not in own)
    by_kind = {kind: [entry for entry in entries if entry.service.kind == kind] for kind in ServiceKind}
    numbers = iter(range(1, len(entries) + 1))
    return [
        Chapter(kind, [Numbered(next(numbers), entry) for entry in group]) for kind, group in by_kind.items() if group
    ]


def _own(territory: Territory) -> set[UUID]:
    """Services held in the territory, or made for it."""
    held = ServiceAtLocation.objects.filter(location__commune__in=territory.insee).values_list("service", flat=True)
    local = Q(pk__in=[])
    for kind, codes in _by_kind(territory).items():
        if kind in LOCAL_AREAS:
            local |= Q(kind=kind, code__in=codes)
    return {*held, *ServiceArea.objects.filter(local).values_list("service", flat=True)}


def _by_kind(territory: Territory) -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for kind, code in sorted(territory.areas):
        codes.setdefault(kind, []).append(code)
    return codes
