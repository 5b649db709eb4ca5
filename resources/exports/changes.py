"""When what leaves the directory changed. The history tells it, removals included: the rows that are left cannot."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from resources.models import (
    Audience,
    CommuneName,
    ContactPoint,
    Language,
    Location,
    Need,
    OpeningRule,
    Organization,
    ScheduleException,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Verification,
)

EVERYTHING = (
    Audience, ContactPoint, Language, Location, Need, OpeningRule, Organization, ScheduleException, Service,
    ServiceArea, ServiceAtLocation, Verification,
)  # fmt: skip
# A row of history and whose it is: of the entry, of a way in, of a place, of the structure.
OF_SERVICE = (
    (Service, "id"), (ServiceAtLocation, "service_id"), (ServiceArea, "service_id"), (ContactPoint, "service_id"),
    (Verification, "service_id"),
)  # fmt: skip
OF_WAY_IN = ((ContactPoint, "way_in_id"), (OpeningRule, "way_in_id"), (ScheduleException, "way_in_id"))
OF_LOCATION = ((Location, "id"), (OpeningRule, "location_id"), (ScheduleException, "location_id"))
OF_ORGANIZATION = ((Organization, "id"), (ContactPoint, "organization_id"))


def changes_of(services: Iterable[Service]) -> dict[UUID, datetime]:
    """When each entry, or anything it says, last changed. One query; the ways in are already loaded."""
    services = list(services)
    ways = {way.pk: way for service in services for way in service.ways_in.all()}
    places = {way.location_id for way in ways.values() if way.location_id}
    owners = (
        (OF_SERVICE, [service.pk for service in services]),
        (OF_WAY_IN, list(ways)),
        (OF_LOCATION, list(places)),
        (OF_ORGANIZATION, list({service.organization_id for service in services})),
    )
    selects = [_last(model, key, keys) for columns, keys in owners for model, key in columns if keys]
    dates: dict[Any, list[datetime]] = defaultdict(list)
    for owner, changed in selects[0].union(*selects[1:], all=True) if selects else ():
        dates[owner].append(changed)
    found = {}
    for service in services:
        mine = [service.pk, service.organization_id]
        for way in service.ways_in.all():
            mine += [way.pk, way.location_id]
        found[service.pk] = max([service.updated_at, *(day for owner in mine for day in dates.get(owner, ()))])
    return found


def changed_since(moment: datetime) -> Q:
    """Condition on entries: they, or anything they say, changed then or later."""
    since = Q(updated_at__gte=moment)
    for columns, path in (
        (OF_SERVICE, "pk"),
        (OF_WAY_IN, "ways_in"),
        (OF_LOCATION, "ways_in__location"),
        (OF_ORGANIZATION, "organization"),
    ):
        for model, key in columns:
            owners = _told(model).filter(history_date__gte=moment, **{f"{key}__isnull": False}).values(key)
            if path == "pk":
                since |= Q(pk__in=owners)
            else:
                since |= Q(pk__in=Service.objects.filter(**{f"{path}__in": owners}).order_by().values("pk"))
    return since


def state() -> tuple[str, datetime | None]:
    """A mark of the whole directory as it stands, and when it last changed. One query."""
    selects = [_newest(model) for model in EVERYTHING]
    rows = list(selects[0].union(*selects[1:], all=True))
    named = CommuneName.objects.aggregate(last=Max("updated_at"))["last"]
    dates = [day for _, day in rows] + ([named] if named else [])
    # Ends of history in the order in which the database gives them: sorted, they are a set.
    text = repr((sorted((key, day.isoformat()) for key, day in rows), named and named.isoformat()))
    return sha256(text.encode()).hexdigest()[:32], max(dates, default=None)


def _last(model, key: str, keys: list[Any]) -> QuerySet:
    mine = _told(model).filter(**{f"{key}__in": keys})
    return mine.values_list(key).annotate(changed=Max("history_date"))


def _newest(model) -> QuerySet:
    """The last row written, by its number: dates have no index."""
    last = _rows(model).order_by("-history_id").values("history_id")[:1]
    return _rows(model).filter(history_id=last).values_list("history_id", "history_date")


def _rows(model) -> QuerySet:
    return model.history.model._base_manager.order_by()


def _told(model) -> QuerySet:
    """Rows of what the public may read. Nothing of a secret place itself: its dates would tell who shares it.

    That it became secret is written on its entries (`Location.becoming`).
    """
    rows = _rows(model)
    return rows.filter(confidential=False) if model is Location else rows
