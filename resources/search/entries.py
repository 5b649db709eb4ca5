"""Services with everything a page says of them, loaded in a fixed number of queries and evaluated at an instant."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from resources import hours
from resources.enums import DIALLED_KINDS, LINK_KINDS, Channel, ContactKind, Fact
from resources.freshness import Check, Freshness, freshness
from resources.models import (
    Commune,
    ContactPoint,
    Location,
    OpeningRule,
    ScheduleException,
    Service,
    ServiceAtLocation,
    Verification,
)
from resources.next_step import NextStep, next_step
from resources.search.geometry import distance_km


@dataclass(frozen=True)
class WayIn:
    """One way in, its contacts, and its state at the instant of the page."""

    row: ServiceAtLocation
    contacts: list[ContactPoint]
    timetable: hours.Timetable
    status: hours.Status
    distance: float | None

    @property
    def location(self) -> Location | None:
        return self.row.location

    @property
    def remote(self) -> bool:
        return self.row.channel != Channel.ON_SITE


@dataclass(frozen=True)
class Entry:
    """A service as it is shown: nothing here needs another query."""

    service: Service
    ways: list[WayIn]
    contacts: list[ContactPoint]
    organization_contacts: list[ContactPoint]
    line: ContactPoint | None
    freshness: Freshness
    at: datetime

    @cached_property
    def status(self) -> hours.Status:
        return hours.best(way.status for way in self.ways)

    @cached_property
    def main_way(self) -> WayIn | None:
        """The way in the entry's state speaks of: the nearest of those in the best state."""
        same = [way for way in self.ways if way.status.state is self.status.state]
        return min(same, key=lambda way: (way.distance is None, way.distance or 0.0), default=None)

    @cached_property
    def remote(self) -> bool:
        return all(way.remote for way in self.ways)

    @cached_property
    def distance(self) -> float | None:
        """Kilometres from the reader's commune to the nearest place; None when nothing is on site, or secret."""
        return min((way.distance for way in self.ways if way.distance is not None), default=None)

    @cached_property
    def own_contacts(self) -> list[ContactPoint]:
        return [*self.contacts, *(contact for way in self.ways for contact in way.contacts)]

    @cached_property
    def phones(self) -> list[ContactPoint]:
        return [contact for contact in self.own_contacts if contact.kind in DIALLED_KINDS]

    @cached_property
    def links(self) -> list[ContactPoint]:
        """Addresses to open. E-mail is not among them: what is sent stays in a mailbox."""
        return [contact for contact in self.own_contacts if contact.kind in LINK_KINDS]

    @cached_property
    def next_step(self) -> NextStep:
        return next_step(own=self.own_contacts, organization=self.organization_contacts, line=self.line)

    @cached_property
    def doubtful_hours(self) -> bool:
        return self.freshness.doubts(Fact.HOURS)

    @cached_property
    def doubtful_phone(self) -> bool:
        return self.freshness.doubts(Fact.PHONE)

    @cached_property
    def doubtful_place(self) -> bool:
        return self.freshness.doubts(Fact.PLACE)


def load_entries(ids: Sequence[UUID], *, at: datetime, commune: Commune | None = None) -> list[Entry]:
    """Entries in the order of `ids`, whatever their number in six queries. Unknown ids are left out."""
    services = Service.objects.select_related("organization", "main_need").in_bulk(ids)
    ways = ServiceAtLocation.objects.filter(service__in=services).select_related("location__commune")
    ways_of = _grouped(ways, "service_id")
    rows = [way for group in ways_of.values() for way in group]
    places = {way.location_id for way in rows if way.location_id}
    rules = _of_owners(OpeningRule, rows, places)
    exceptions = _of_owners(ScheduleException, rows, places)
    contacts = _contacts(services.values(), rows)
    checks = _grouped(Verification.objects.filter(service__in=services), "service_id")

    def way_in(way: ServiceAtLocation) -> WayIn:
        timetable = way.timetable_from(
            rules=rules[way.pk],
            exceptions=exceptions[way.pk],
            place_rules=rules[way.location_id],
            place_exceptions=exceptions[way.location_id],
        )
        return WayIn(way, contacts[way.pk], timetable, hours.status(timetable, at), _distance(way.location, commune))

    def entry(service: Service) -> Entry:
        need = service.main_need
        dialled = [one for one in contacts[need.line_id] if one.kind == ContactKind.PHONE] if need else []
        return Entry(
            service=service,
            ways=[way_in(way) for way in ways_of[service.pk]],
            contacts=contacts[service.pk],
            organization_contacts=contacts[service.organization_id],
            line=dialled[0] if dialled and need and need.line_id != service.pk else None,
            freshness=_freshness(service, checks[service.pk], at),
            at=at,
        )

    return [entry(services[pk]) for pk in ids if pk in services]


def _contacts(services: Iterable[Service], ways: list[ServiceAtLocation]) -> dict[Any, list[ContactPoint]]:
    """Contacts by the id of their owner, those of the needs' lines included."""
    owners = {pk for service in services for pk in (service.pk, service.main_need and service.main_need.line_id) if pk}
    organizations = {service.organization_id for service in services}
    found = ContactPoint.objects.filter(
        Q(service__in=owners) | Q(organization__in=organizations) | Q(way_in__in=[way.pk for way in ways])
    )
    by_owner = defaultdict(list)
    for contact in found:
        by_owner[contact.service_id or contact.way_in_id or contact.organization_id].append(contact)
    return by_owner


def _of_owners(model: type[Model], ways: list[ServiceAtLocation], places: set[UUID]) -> dict[Any, list[Any]]:
    """Rules or exceptions by the id of the way in or of the location that owns them."""
    rows = model._default_manager.filter(Q(way_in__in=[way.pk for way in ways]) | Q(location__in=places))
    by_owner = defaultdict(list)
    for row in rows:
        by_owner[row.way_in_id or row.location_id].append(row)
    return by_owner


def _grouped(rows: Iterable[Any], key: str) -> dict[Any, list[Any]]:
    groups = defaultdict(list)
    for row in rows:
        groups[getattr(row, key)].append(row)
    return groups


def _distance(location: Location | None, commune: Commune | None) -> float | None:
    if location is None or commune is None or location.point is None:
        return None
    return distance_km(commune.point, location.point)


def _freshness(service: Service, rows: list[Verification], at: datetime) -> Freshness:
    checks = [Check(row.fact, row.outcome, row.on, row.precision) for row in rows]
    return freshness(checks, interval_months=service.review_interval, today=at.date())
