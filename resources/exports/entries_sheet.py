"""Entries as rows of the spreadsheet: one row a way in. What is secret or for professionals never enters a cell."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Prefetch

from resources.enums import AreaKind, ContactKind, Serves
from resources.exports.sheet_columns import SECRET_PLACE, SEPARATOR
from resources.exports.sheet_hours import KEPT, hours_cell
from resources.models import Commune, Departement, Epci, ServiceAtLocation

CHUNK = 200
# A spreadsheet cuts a longer text without a word.
MOST_IN_A_CELL = 30_000
COUNTRY = "France entière"


def with_rows(services):
    """With all that a row says, in a constant number of queries."""
    ways_in = ServiceAtLocation.objects.select_related("location__commune").prefetch_related("opening_rules")
    return services.select_related("organization", "main_need").prefetch_related(
        "needs", "audiences", "areas", "contacts", Prefetch("ways_in", ways_in)
    )


def entry_rows(services) -> Iterator[dict[str, str]]:
    """Rows of a queryset of entries, in its order, a few hundred entries in memory at a time."""
    names = AreaNames()
    ids = list(services.values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        loaded = with_rows(services.model.objects.filter(pk__in=some)).in_bulk(some)
        for pk in some:
            yield from rows_of(loaded[pk], names)


def rows_of(service, names) -> Iterator[dict[str, str]]:
    """What is said of the entry stands on its first row; the next ones repeat what tells which entry it is."""
    entry = entry_cells(service, names)
    ways_in = list(service.ways_in.all())
    if not ways_in:
        yield entry
    for rank, way_in in enumerate(ways_in):
        known = entry if rank == 0 else {key: entry[key] for key in ("public_id", "name", "organization")}
        yield known | way_in_cells(way_in, names)


def entry_cells(service, names) -> dict[str, str]:
    return {
        "public_id": service.public_id,
        "name": service.name,
        "organization": service.organization.name,
        "kind": service.get_kind_display(),
        "neutral_title": service.neutral_title,
        "summary": service.summary,
        "eligibility": service.eligibility,
        "serves": "" if service.serves == Serves.VICTIMS else service.get_serves_display(),
        "main_need": service.main_need.name if service.main_need else "",
        "needs": listed(need.name for need in service.needs.all()),
        "audiences": listed(audience.name for audience in service.audiences.all()),
        **contact_cells(service.contacts.all()),
        "areas": areas_cell(service, names),
        "source_name": service.source_name,
        "source_url": service.source_url,
        "source_date": french_date(service.source_date),
    }


def areas_cell(service, names) -> str:
    said = listed(names.said(area.kind, area.code) for area in service.areas.all())
    return said if len(said) <= MOST_IN_A_CELL else KEPT


def contact_cells(contacts) -> dict[str, str]:
    """The first two numbers, the first address and the first site of the entry itself."""
    return {key: contact.value for key, contact in contact_slots(contacts).items()}


def contact_slots(contacts) -> dict:
    phones = [one for one in contacts if one.kind == ContactKind.PHONE]
    slots = {"phone_1": phones[:1], "phone_2": phones[1:2]}
    for key, kind in (("email", ContactKind.EMAIL), ("website", ContactKind.WEBSITE)):
        slots[key] = [one for one in contacts if one.kind == kind][:1]
    return {key: found[0] for key, found in slots.items() if found}


def way_in_cells(way_in, names) -> dict[str, str]:
    place = way_in.location
    cells = {
        "channel": way_in.get_channel_display(),
        "label": way_in.label,
        "access": way_in.get_access_display(),
        "hours": hours_cell(way_in),
    }
    if place and place.confidential:
        return cells | {"place": SECRET_PLACE}
    if place:
        cells |= {
            "place": place.name,
            "commune": names.commune(place.commune_id) if place.commune_id else "",
            "street": place.street,
            "postal_code": place.postal_code,
        }
    return cells


def listed(words) -> str:
    return f" {SEPARATOR} ".join(words)


def french_date(partial: str) -> str:
    """2026-11-24 → 24/11/2026, 2026-11 → 11/2026."""
    return "/".join(reversed(partial.split("-")))


class AreaNames:
    """Areas in words, each of which leads back to its code. Three queries."""

    def __init__(self):
        self.names = {
            AreaKind.COMMUNE: dict(Commune.objects.values_list("insee", "name")),
            AreaKind.EPCI: dict(Epci.objects.values_list("code", "name")),
            AreaKind.DEPARTEMENT: dict(Departement.objects.values_list("code", "name")),
        }
        self.counts = {kind: Counter(names.values()) for kind, names in self.names.items()}

    def said(self, kind: str, code: str) -> str:
        if kind == AreaKind.COUNTRY:
            return COUNTRY
        return f"{self._name(kind, code)} ({AreaKind(kind).label})"

    def commune(self, code: str) -> str:
        return self._name(AreaKind.COMMUNE, code)

    def _name(self, kind: str, code: str) -> str:
        """The name, or the code when it has none or when two go by that name."""
        name = self.names.get(kind, {}).get(code)
        return name if name and self.counts[kind][name] == 1 else code
