"""Entries of other directories, to be read again by staff before anybody sees them.

Each format reads its file into listings; here they meet what is already known, and what is new waits in review. What
staff changed stays; what they removed does not come back; an entry of ours is never written over by theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from resources.enums import Channel, EditorialStatus, HoursSource, Tristate
from resources.hours import Rule
from resources.imports.directory import with_living_parents
from resources.imports.known import Known
from resources.imports.merge import Merge, Wanted
from resources.imports.problems import BrokenFileError
from resources.imports.toml_rows import Row
from resources.models import (
    ContactPoint,
    Location,
    OpeningRule,
    Organization,
    Service,
    ServiceArea,
    ServiceAtLocation,
    SourceRecord,
    act,
)
from resources.models.timetable import rule_row
from resources.validators import validate_contact, validate_neutral_title

NAMESPACE = uuid5(NAMESPACE_URL, "https://vienne-support.invalid/listings")
# As long as the record of where an entry comes from can hold, with what is added to it.
LONGEST_KEY = 120
ORDER = (Organization, Location, Service, ServiceAtLocation, OpeningRule, ContactPoint, ServiceArea)
RULE_COLUMNS = ("weekdays", "start", "end", "recurrence", "interval", "anchor", "nth_weekdays", "valid_from",
                "valid_to", "access", "on_public_holidays", "in_school_holidays")  # fmt: skip


@dataclass
class Listing:
    """An entry as another directory tells it. What it does not tell stays empty."""

    external_id: str
    name: str
    kind: str
    organization: str
    organization_kind: str
    siret: str = ""
    summary: str = ""
    what_happens: str = ""
    eligibility: str = ""
    free_of_charge: str = Tristate.UNKNOWN
    commune: str = ""
    place: str = ""
    street: str = ""
    complement: str = ""
    postal_code: str = ""
    point: tuple[float, float] | None = None
    step_free: str = Tristate.UNKNOWN
    # (kind of contact, value, label)
    contacts: list[tuple[str, str, str]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    areas: list[tuple[str, str]] = field(default_factory=list)
    source_name: str = ""
    source_url: str = ""
    source_date: str = ""

    @property
    def numbers(self) -> list[str]:
        return [value for _, value, _ in self.contacts]


@dataclass
class Report:
    """What an import did, and what somebody should look at."""

    counts: dict[str, int]
    already_there: list[tuple[str, str]]
    gone: list[str]
    left_out: list[str]


def import_listings(source: str, file: Path, listings: Iterable[Listing], *, at: datetime) -> Report:
    """Add what is new in review, follow what changed in the file, all or nothing. Raises BrokenFileError."""
    listings = list(listings)
    with transaction.atomic(), act(reason=f"import de {source} du {at:%d/%m/%Y}", at=at):
        known = Known.read()
        reader = _Reader(source, file, known)
        for listing in listings:
            reader.read(listing)
        merge = Merge(source, at)
        for model in ORDER:
            asked = with_living_parents(model, list(reader.wanted.get(model, {}).values()))
            merge.save(model, _of_living_entries(model, asked))
            if merge.problems:
                raise BrokenFileError(merge.problems)
        _remember(source, reader.matched, at)
        Service.objects.filter(pk__in=reader.wanted.get(Service, {})).refresh_search()
        gone = _gone(source, {listing.external_id for listing in listings})
    already = [(listing.name, known.name(pk)) for listing, pk in reader.matched]
    return Report(dict(merge.counts), already, gone, reader.left_out)


class _Reader:
    """Listings → wanted objects by model and key."""

    def __init__(self, source: str, file: Path, known: Known):
        self.source, self.file, self.known = source, file, known
        self.wanted: dict[type[Model], dict[Any, Wanted]] = {}
        self.matched: list[tuple[Listing, UUID]] = []
        self.left_out: list[str] = []
        self.records = dict(
            SourceRecord.objects.filter(source=source, model=Service._meta.label_lower).values_list(
                "external_id", "object_id"
            )
        )

    def read(self, listing: Listing) -> None:
        own = self._key("service", listing.external_id)
        recorded = self.records.get(listing.external_id)
        same = UUID(recorded) if recorded and recorded != str(own) else None
        if same is None and recorded is None:
            same = self.known.entry(listing.name, listing.commune, listing.numbers)
        if same is not None:
            self.matched.append((listing, same))
            return
        row = Row(listing.name, {}, self.file, 0, {})
        organization = self._organization(listing, row)
        self._want(Service, own, listing.external_id, _service_columns(listing, organization), row)
        self._place_and_hours(listing, own, organization, row)
        for rank, (kind, value, label) in enumerate(listing.contacts):
            self._contact(listing, own, rank, kind, value, label, row)
        for kind, code in listing.areas:
            key = f"{listing.external_id}/area/{kind}:{code}"
            self._want(ServiceArea, self._key("area", key), key, {"service_id": own, "kind": kind, "code": code}, row)

    def _organization(self, listing: Listing, row: Row) -> UUID:
        found = self.known.organization(listing.organization, listing.siret)
        if found:
            return found
        pk = self._key("organization", listing.siret or listing.organization)
        columns = {"name": listing.organization, "kind": listing.organization_kind, "siret": listing.siret or None}
        self._want(Organization, pk, f"organization/{listing.siret or listing.organization}", columns, row)
        return pk

    def _place_and_hours(self, listing: Listing, service: UUID, organization: UUID, row: Row) -> None:
        if not listing.commune:
            return
        key = listing.external_id
        place, way = self._key("location", key), self._key("way", key)
        latitude, longitude = listing.point or (None, None)
        columns = {
            "organization_id": organization,
            "name": listing.place or listing.name,
            "commune_id": listing.commune,
            "street": listing.street,
            "complement": listing.complement,
            "postal_code": listing.postal_code,
            "latitude": latitude,
            "longitude": longitude,
            "step_free": listing.step_free,
        }
        self._want(Location, place, f"{key}/location", columns, row)
        hours_source = HoursSource.OWN if listing.rules else HoursSource.UNKNOWN
        desk = {"service_id": service, "location_id": place, "channel": Channel.ON_SITE, "hours_source": hours_source}
        self._want(ServiceAtLocation, way, f"{key}/way", desk, row)
        for rank, rule in enumerate(listing.rules):
            said = rule_row(rule)
            columns = {"way_in_id": way} | {name: getattr(said, name) for name in RULE_COLUMNS}
            self._want(OpeningRule, self._key("rule", f"{key}/{rank}"), f"{key}/rule/{rank}", columns, row)

    def _contact(self, listing: Listing, service: UUID, rank: int, kind: str, value: str, label: str, row: Row) -> None:
        try:
            validate_contact(kind=kind, value=value)
        except ValidationError as error:
            self.left_out.append(f"{listing.name} : {' '.join(error.messages)}")
            return
        key = f"{listing.external_id}/contact/{rank}"
        columns = {"service_id": service, "kind": kind, "value": value, "label": label[:80], "position": rank}
        self._want(ContactPoint, self._key("contact", key), key, columns, row)

    def _key(self, table: str, external_id: str) -> UUID:
        return uuid5(NAMESPACE, f"{self.source}:{table}:{external_id}")

    def _want(self, model: type[Model], pk: UUID, external_id: str, columns: dict[str, Any], row: Row) -> None:
        self.wanted.setdefault(model, {})[pk] = Wanted(model, pk, external_id, columns, row)


def _service_columns(listing: Listing, organization: UUID) -> dict[str, Any]:
    try:
        validate_neutral_title(listing.name)
        neutral = listing.name[:100]
    except ValidationError:
        neutral = ""
    return {
        "organization_id": organization,
        "kind": listing.kind,
        "name": listing.name[:150],
        "neutral_title": neutral,
        "summary": listing.summary[:250],
        "what_happens": listing.what_happens,
        "eligibility": listing.eligibility[:250],
        "free_of_charge": listing.free_of_charge,
        "status": EditorialStatus.REVIEW,
        "source_name": listing.source_name,
        "source_url": listing.source_url[:400],
        "source_date": listing.source_date,
    }


def _of_living_entries(model: type[Model], wanted: list[Wanted]) -> list[Wanted]:
    """A desk whose place staff removed has nowhere to be."""
    if model is not ServiceAtLocation:
        return wanted
    places = {one.columns["location_id"] for one in wanted}
    living = set(Location.objects.filter(pk__in=places).values_list("pk", flat=True))
    return [one for one in wanted if one.columns["location_id"] in living]


def _remember(source: str, matched: list[tuple[Listing, UUID]], at: datetime) -> None:
    """That a listing of theirs is an entry of ours, so that no later name or number parts them."""
    taken = set(
        SourceRecord.objects.filter(source=source, model=Service._meta.label_lower).values_list("object_id", flat=True)
    )
    for listing, pk in matched:
        if str(pk) not in taken:
            taken.add(str(pk))
            SourceRecord.objects.create(
                source=source,
                model=Service._meta.label_lower,
                object_id=str(pk),
                external_id=listing.external_id,
                values={},
                loaded_at=at,
            )


def _gone(source: str, present: set[str]) -> list[str]:
    """Entries that came from this source and that its file no longer tells. Nothing is done about them."""
    records = SourceRecord.objects.filter(source=source, model=Service._meta.label_lower)
    missing = [
        key for external_id, key in records.values_list("external_id", "object_id") if external_id not in present
    ]
    return list(Service.objects.filter(pk__in=missing).order_by("sort_key", "pk").values_list("name", flat=True))
