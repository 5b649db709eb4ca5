"""Who covers a commune: what a town hall hangs up for its inhabitants. What is not known is said to be unknown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings

from resources import hours, wording
from resources.enums import AreaKind, OrganizationKind, ServiceKind
from resources.models import Commune, Network, NetworkArea, Service, ServiceArea
from resources.search.agenda import places
from resources.search.entries import Entry, WayIn, load_entries
from resources.search.geometry import distance_km

LOCAL_AREAS = (AreaKind.COMMUNE, AreaKind.EPCI)
# A sheet of paper holds no more.
NEAREST_SHOWN = 2
DATES_SHOWN = 4
# Late in a month, the next one is already of use.
DAYS_AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Permanence:
    """One way in with the moments it receives until the last day shown; `more` when there are others."""

    entry: Entry
    way: WayIn
    dates: list[str]
    more: bool


@dataclass(frozen=True)
class Coverage:
    """`solidarity_known`: the office of this very commune; else only the nearest ones are shown, and said to be so.

    `networks` are those whose communes are known to hold this one; `nearest_seat` is all that is known otherwise.
    """

    commune: Commune
    solidarity: list[Entry]
    solidarity_known: bool
    social_workers: list[Entry]
    networks: list[Network]
    nearest_seat: tuple[Network, float] | None
    permanences: list[Permanence]
    hours_unknown: list[Entry]
    until: date
    at: datetime


def coverage(commune: Commune, *, at: datetime) -> Coverage:
    """In a constant number of queries. `commune` comes with its territory."""
    local = set(ServiceArea.objects.covering(commune, LOCAL_AREAS).values_list("service", flat=True))
    offices = _offices(commune)
    workers = _social_workers(commune)
    loaded = {entry.service.pk: entry for entry in load_entries([*offices, *workers], at=at, commune=commune)}
    own_offices = [loaded[pk] for pk in offices if pk in local]
    networks, nearest_seat = _networks(commune)
    until = _last_day(at.date() + DAYS_AHEAD)
    permanences, hours_unknown = _permanences(commune, at=at, until=until)
    return Coverage(
        commune=commune,
        solidarity=own_offices or _nearest([loaded[pk] for pk in offices]),
        solidarity_known=bool(own_offices),
        social_workers=[loaded[pk] for pk in sorted(workers, key=lambda pk: pk not in local)],
        networks=networks,
        nearest_seat=nearest_seat,
        permanences=permanences,
        hours_unknown=hours_unknown,
        until=until,
        at=at,
    )


def _offices(commune: Commune) -> list[UUID]:
    """The social offices that the Département holds in this département."""
    offices = Service.objects.published().for_victims().filter(
        kind=ServiceKind.RECEPTION,
        organization__kind=OrganizationKind.DEPARTEMENT,
        ways_in__location__commune__departement=commune.departement_id,
    )  # fmt: skip
    return list(dict.fromkeys(offices.values_list("pk", flat=True)))


def _social_workers(commune: Commune) -> list[UUID]:
    workers = Service.objects.published().for_victims().covering(commune).filter(kind=ServiceKind.SOCIAL_WORKER)
    return list(workers.values_list("pk", flat=True))


def _nearest(entries: Sequence[Entry]) -> list[Entry]:
    near = [entry for entry in entries if entry.distance is not None]
    return sorted(near, key=lambda entry: (entry.distance or 0.0, entry.service.name))[:NEAREST_SHOWN]


def _networks(commune: Commune) -> tuple[list[Network], tuple[Network, float] | None]:
    networks = list(Network.objects.select_related("seat"))
    pairs = set(commune.areas)
    areas = NetworkArea.objects.values_list("network", "kind", "code")
    holding = {network for network, kind, code in areas if (kind, code) in pairs}
    known = [network for network in networks if network.pk in holding]
    if known:
        return known, None
    seated = [(network, distance_km(commune.point, network.seat.point)) for network in networks if network.seat]
    return [], min(seated, key=lambda one: one[1], default=None)


def _permanences(commune: Commune, *, at: datetime, until: date) -> tuple[list[Permanence], list[Entry]]:
    """Those nearby that receive until that day, the soonest first; and those whose hours nobody told yet."""
    services = Service.objects.published().for_victims().filter(kind=ServiceKind.PERMANENCE)
    found = places(services, commune=commune, radius_km=settings.DEFAULT_RADIUS_KM, at=at)
    dated = []
    for entry, way in found:
        moments = _moments(way, at=at, until=until)
        if moments:
            dates = [wording.paper_date(moment) for moment in moments[:DATES_SHOWN]]
            dated.append((moments[0].start, Permanence(entry, way, dates, len(moments) > DATES_SHOWN)))
    unknown = {entry.service.pk: entry for entry, way in found if not way.timetable.known}
    return [permanence for _, permanence in sorted(dated, key=lambda one: one[0])], list(unknown.values())


def _moments(way: WayIn, *, at: datetime, until: date) -> list[hours.Interval]:
    """One more than is shown is enough to know that there are others."""
    moments: list[hours.Interval] = []
    if not way.timetable.known or way.always:
        return moments
    # What has begun today is still of today.
    for moment in hours.next_openings(way.timetable, at.replace(hour=0, minute=0, second=0, microsecond=0)):
        if moment.start.date() > until or len(moments) > DATES_SHOWN:
            break
        moments.append(moment)
    return moments


def _last_day(day: date) -> date:
    """Of the month of this day."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
