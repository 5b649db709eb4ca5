"""What leaves the directory: published entries with all that a format says of them, some at a time.

Every open format is written from here, so that what must not leave is kept back in one place: a secret place is
nobody's `place`, an e-mail address is no contact (the page shows none: what is sent stays in a mailbox), and neither
staff's notes nor what is for professionals is ever read.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from resources import hours, wording
from resources.enums import DIALLED_KINDS, LINK_KINDS, AreaKind, Channel, ContactKind, EditorialStatus, Fact, Tristate
from resources.exports.changes import changes_of
from resources.freshness import Check, Freshness, freshness
from resources.models import (
    Commune,
    ContactPoint,
    Departement,
    Epci,
    Location,
    Service,
    ServiceArea,
    ServiceAtLocation,
)
from resources.search.entries import EXCEPTIONS_AHEAD, FACTS, ON_SITE_FACTS, checks_of

PIECE = 200
COUNTRY = "France entière"
SECRET_PLACE = "Adresse gardée secrète"


@dataclass(frozen=True)
class Way:
    """One way in, as the public may know it."""

    row: ServiceAtLocation
    timetable: hours.Timetable
    # The rules as they are stored, in the order of those of the timetable.
    rule_keys: list[UUID]
    contacts: list[ContactPoint]

    @property
    def on_site(self) -> bool:
        return self.row.channel == Channel.ON_SITE

    @property
    def secret(self) -> bool:
        return self.row.location is not None and self.row.location.confidential

    @property
    def place(self) -> Location | None:
        """Where it is; never a secret place."""
        return None if self.secret else self.row.location

    @property
    def place_name(self) -> str:
        """The place, or how else one reaches it."""
        if self.secret:
            return SECRET_PLACE
        return self.place.name if self.place else self.row.get_channel_display().capitalize()

    @property
    def sentences(self) -> list[str]:
        """Its rules, read aloud."""
        return [wording.rule_sentence(rule) for rule in self.timetable.rules]

    def coming_exceptions(self, at: datetime) -> list[str]:
        """Closures and openings of the days to come, read aloud."""
        today = at.date()
        return [
            wording.override_sentence(one)
            for one in self.timetable.overrides
            if one.last >= today and one.first <= today + EXCEPTIONS_AHEAD
        ]


@dataclass(frozen=True)
class Published:
    """A published entry. Nothing here needs another query."""

    service: Service
    ways: list[Way]
    contacts: list[ContactPoint]
    organization_contacts: list[ContactPoint]
    areas: list[tuple[ServiceArea, str]]
    freshness: Freshness
    modified: datetime
    at: datetime

    @property
    def own_contacts(self) -> list[ContactPoint]:
        return [*self.contacts, *(contact for way in self.ways for contact in way.contacts)]

    @property
    def phones(self) -> list[ContactPoint]:
        return [one for one in self.own_contacts if one.kind in DIALLED_KINDS]

    @property
    def links(self) -> list[ContactPoint]:
        return [one for one in self.own_contacts if one.kind in LINK_KINDS]

    @cached_property
    def remote(self) -> bool:
        return not any(way.on_site for way in self.ways)

    @property
    def suspended(self) -> bool:
        return is_suspended(self.service, self.at.date())

    @property
    def known_facts(self) -> list[str]:
        """What is known of the entry, in the words of its page."""
        return [
            str(words[getattr(self.service, name) == Tristate.YES])
            for name, words, _ in FACTS
            if getattr(self.service, name) != Tristate.UNKNOWN and not (self.remote and name in ON_SITE_FACTS)
        ]

    @property
    def warnings(self) -> list[str]:
        """What a reader must know today: suspended, closures to come, what is doubted."""
        said = [self.service.suspension_message] if self.suspended else []
        for way in self.ways:
            said += [f"{way.place_name} : {sentence}." for sentence in way.coming_exceptions(self.at)]
        if self.phones and self.freshness.doubts(Fact.PHONE):
            said.append("Le numéro est à confirmer.")
        if self.freshness.doubts(Fact.HOURS):
            said.append("Les horaires sont à confirmer.")
        if self.freshness.doubts(Fact.PLACE):
            said.append("Le lieu est à confirmer.")
        if self.freshness.to_confirm:
            said.append(f"{wording.freshness_sentence(self.freshness).removesuffix('.')}.")
        return list(dict.fromkeys(said))


def load_published(services: QuerySet[Service], *, at: datetime) -> list[Published]:
    """These entries in the order of the queryset, whatever their number in a fixed number of queries."""
    # Whoever asked, and whether or not they asked for published ones only.
    rows = [row for row in _with_all(services) if row.status == EditorialStatus.PUBLISHED]
    checks = checks_of([row.pk for row in rows])
    names = _area_names(area for row in rows for area in row.areas.all())
    changes = changes_of(rows)
    return [_published(row, checks[row.pk], names, changes[row.pk], at) for row in rows]


def dated(services: QuerySet[Service]) -> list[tuple[Service, datetime]]:
    """These entries, bare, with when they or anything they say last changed."""
    ways = ServiceAtLocation.objects.only("service_id", "location_id")
    rows = list(services.defer("editor_note", "search_document").prefetch_related(Prefetch("ways_in", ways)))
    changes = changes_of(rows)
    return [(row, changes[row.pk]) for row in rows]


def is_suspended(service: Service, day: date) -> bool:
    return service.suspended_until is not None and day <= service.suspended_until


def in_pieces(services: QuerySet[Service], *, at: datetime) -> Iterator[Published]:
    """Every one of them, by identifier, some hundreds in memory at a time."""
    services = services.published()
    some = load_published(services.order_by("pk")[:PIECE], at=at)
    while some:
        yield from some
        some = load_published(services.order_by("pk").filter(pk__gt=some[-1].service.pk)[:PIECE], at=at)


def _with_all(services):
    ways = ServiceAtLocation.objects.select_related("location__commune__departement").prefetch_related(
        "opening_rules", "exceptions", "contacts__languages", "location__opening_rules", "location__exceptions"
    )
    return (
        services.select_related("organization", "main_need")
        .defer("editor_note", "search_document")
        .prefetch_related(
            Prefetch("ways_in", ways),
            "needs",
            "audiences",
            "areas",
            "contacts__languages",
            "organization__contacts__languages",
        )
    )


def _published(
    service: Service, checks: list[Check], names: dict[tuple[str, str], str], modified: datetime, at: datetime
) -> Published:
    return Published(
        service=service,
        ways=[_way(row) for row in service.ways_in.all()],
        contacts=shown(service.contacts.all()),
        organization_contacts=shown(service.organization.contacts.all()),
        areas=[(area, names.get((area.kind, area.code), area.code)) for area in service.areas.all()],
        freshness=freshness(checks, interval_months=service.review_interval, today=at.date()),
        modified=modified,
        at=at,
    )


def _way(row: ServiceAtLocation) -> Way:
    timetable = row.timetable
    held = row.location.opening_rules if row.hours_source == "location" and row.location else row.opening_rules
    keys = [rule.pk for rule in held.all()] if timetable.rules else []
    return Way(row, timetable, keys, shown(row.contacts.all()))


def shown(contacts: Iterable[ContactPoint]) -> list[ContactPoint]:
    return [one for one in contacts if one.kind != ContactKind.EMAIL]


def _area_names(areas: Iterable[ServiceArea]) -> dict[tuple[str, str], str]:
    """The name of each area by kind and code; a region goes by its code."""
    codes: dict[str, set[str]] = {}
    for area in areas:
        codes.setdefault(area.kind, set()).add(area.code)
    names = {(AreaKind.COUNTRY, code): COUNTRY for code in codes.get(AreaKind.COUNTRY, ())}
    tables: dict[str, Any] = {AreaKind.DEPARTEMENT: Departement, AreaKind.EPCI: Epci, AreaKind.COMMUNE: Commune}
    for kind, model in tables.items():
        found = model.objects.filter(pk__in=codes.get(kind, ())).values_list("pk", "name")
        names |= {(kind, code): name for code, name in found}
    return names
