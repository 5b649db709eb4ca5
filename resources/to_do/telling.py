"""What entries say, for their completeness: eight light queries, whatever their number."""

from collections import defaultdict
from uuid import UUID

from django.db.models import QuerySet

from resources.completeness import Told
from resources.enums import DIALLED_KINDS, Access, Channel, Tristate
from resources.models import ContactPoint, Service, ServiceAtLocation

WORDS = ("summary", "what_happens", "eligibility", "free_of_charge", "complaint_required")


def told_by(services: QuerySet[Service]) -> dict[UUID, Told]:
    these = Service.objects.filter(pk__in=services.order_by().values("pk")).order_by()
    needs, audiences = (
        set(through.objects.filter(service__in=these.values("pk")).values_list("service", flat=True))
        for through in (Service.needs.through, Service.audiences.through)
    )
    ways_in, contacts, general = _ways_in(these), _contacts(these), _organizations_with_a_number(these)
    unknown_hours = _without_hours(these)
    rows = these.values_list("pk", "organization_id", *WORDS)
    return {
        pk: Told(
            **dict(zip(WORDS, words, strict=True)),
            **_reception(ways_in[pk]),
            hours=bool(ways_in[pk]) and pk not in unknown_hours,
            needs=pk in needs,
            audiences=pk in audiences,
            phone=not contacts[pk].isdisjoint(DIALLED_KINDS),
            organization_phone=organization in general,
        )
        for pk, organization, *words in rows
    }


def _ways_in(services) -> dict[UUID, list[ServiceAtLocation]]:
    found = defaultdict(list)
    rows = ServiceAtLocation.objects.filter(service__in=services.values("pk")).order_by().select_related("location")
    columns = ("service_id", "channel", "access", "location__street", "location__commune_id",
               "location__transport", "location__step_free", "location__confidential")  # fmt: skip
    for way_in in rows.only(*columns):
        found[way_in.service_id].append(way_in)
    return found


def _without_hours(services) -> set[UUID]:
    return set(
        ServiceAtLocation.objects.without_hours()
        .filter(service__in=services.values("pk"))
        .order_by()
        .values_list("service", flat=True)
    )


def _reception(ways_in: list[ServiceAtLocation]) -> dict[str, bool]:
    """What is said of where and when one is received: of every way in, or it is not said."""
    places = [one.location for one in ways_in if one.channel == Channel.ON_SITE and not one.location.confidential]
    return {
        "ways_in": bool(ways_in),
        "access": bool(ways_in) and all(one.access != Access.UNKNOWN for one in ways_in),
        "on_site": bool(places),
        "address": all(place.street and place.commune_id for place in places),
        "transport": all(place.transport for place in places),
        "step_free": all(place.step_free != Tristate.UNKNOWN for place in places),
    }


def _contacts(services) -> dict[UUID, set[str]]:
    """Kinds of contacts of each entry, its ways in included."""
    found = defaultdict(set)
    for path in ("service", "way_in__service"):
        rows = ContactPoint.objects.filter(**{f"{path}__in": services.values("pk")}).order_by()
        for pk, kind in rows.values_list(path, "kind"):
            found[pk].add(kind)
    return found


def _organizations_with_a_number(services) -> set[UUID]:
    numbers = ContactPoint.objects.filter(kind__in=DIALLED_KINDS, organization__in=services.values("organization"))
    return set(numbers.order_by().values_list("organization", flat=True))
