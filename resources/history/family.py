"""What is read, undone and restored with an object: the rows it owns, and those it shares."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from resources.models import (
    ContactPoint,
    Guide,
    GuideTranslation,
    Location,
    Network,
    NetworkArea,
    NetworkMember,
    OpeningRule,
    Organization,
    ProfessionalContact,
    ProfessionalDetails,
    ScheduleException,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceTranslation,
    Verification,
)
from resources.models.history import with_links


@dataclass(frozen=True)
class Part:
    """Rows of a model that belong to an object: `owner` is the column that says so."""

    model: type[Model]
    owner: str
    parts: tuple["Part", ...] = ()


OF_A_WAY_IN = (
    Part(OpeningRule, "way_in_id"),
    Part(ScheduleException, "way_in_id"),
    Part(ContactPoint, "way_in_id"),
)
# Professional details are not here: who reads the history of an entry may not read them.
PARTS = {
    Service: (
        Part(ServiceArea, "service_id"),
        Part(ServiceTranslation, "service_id"),
        Part(ServiceAtLocation, "service_id", OF_A_WAY_IN),
        Part(ContactPoint, "service_id"),
        Part(Verification, "service_id"),
    ),
    ServiceAtLocation: OF_A_WAY_IN,
    Location: (Part(OpeningRule, "location_id"), Part(ScheduleException, "location_id")),
    Guide: (Part(GuideTranslation, "guide_id"),),
    Organization: (Part(ContactPoint, "organization_id"),),
    Network: (
        Part(NetworkArea, "network_id"),
        Part(NetworkMember, "network_id"),
        Part(ProfessionalContact, "network_id"),
    ),
    ProfessionalDetails: (Part(ProfessionalContact, "details_id"),),
}
# Places of an entry are read with it, and belong to nobody: restoring the entry leaves them alone.
WHERE_PLACES_ARE = {Service: ServiceAtLocation, ServiceAtLocation: ServiceAtLocation}
# Rows that are added, never changed nor removed.
APPEND_ONLY = (Verification,)


def rank(model: type[Model]) -> int:
    """Owners come before what they own."""
    return list(apps.get_app_config("resources").get_models()).index(model)


def own_rows(model: type[Model], key) -> list:
    """Every row of an object and of what it owns or has owned, oldest first within each object."""
    return _once([*_rows_of(model, [key]), *_rows_of_parts(PARTS.get(model, ()), [key])])


def family_rows(model: type[Model], key) -> list:
    """The same, with its places and their hours."""
    rows = own_rows(model, key)
    holder = WHERE_PLACES_ARE.get(model)
    places = {row.location_id for row in rows if holder and row.instance_type is holder} - {None}
    if places:
        rows += [*_rows_of(Location, places), *_rows_of_parts(PARTS[Location], places)]
    return _once(rows)


def _rows_of(model, keys) -> list:
    return with_links(model.history.filter(**{f"{model._meta.pk.attname}__in": keys}).order_by("history_id"))


def _rows_of_parts(parts: Iterable[Part], owners) -> Iterator:
    for part in parts:
        ever = part.model.history.filter(**{f"{part.owner}__in": owners}).order_by()
        rows = _rows_of(part.model, ever.values(part.model._meta.pk.attname))
        yield from rows
        if part.parts:
            yield from _rows_of_parts(part.parts, {row.instance_key for row in rows})


def _once(rows) -> list:
    return list({(row.instance_type, row.history_id): row for row in rows}.values())


def owned_at(model: type[Model], key, rows: Iterable) -> list:
    """Of rows that tell the state at one moment, those of the object and of what it owned then."""
    rows = list(rows)
    kept = [row for row in rows if row.instance_type is model and row.instance_key == key]
    return kept + list(_owned(PARTS.get(model, ()), {key}, rows))


def _owned(parts, owners, rows) -> Iterator:
    for part in parts:
        mine = [row for row in rows if row.instance_type is part.model and getattr(row, part.owner) in owners]
        yield from mine
        yield from _owned(part.parts, {row.instance_key for row in mine}, rows)


def place_touched(row):
    """The key of the place a row is of; a way in is of its entry."""
    if row.instance_type is Location:
        return row.instance_key
    return row.location_id if row.instance_type in (OpeningRule, ScheduleException) else None


def lock(obj: Model) -> None:
    """Hold an object and what it owns until the transaction ends."""
    model = type(obj)
    _lock(model.objects.filter(pk=obj.pk))
    for part in PARTS.get(model, ()):
        keys = _lock(part.model.objects.filter(**{part.owner: obj.pk}))
        for inner in part.parts:
            _lock(inner.model.objects.filter(**{f"{inner.owner}__in": keys}))


def _lock(queryset) -> list:
    return list(queryset.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
