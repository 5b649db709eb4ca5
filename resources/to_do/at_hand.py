"""What an agent of a few structures comes for: her own ways in, one press away from their hours."""

from dataclasses import dataclass

from django.urls import reverse

from resources.enums import EditorialStatus, HoursSource
from resources.models import Location, ServiceAtLocation
from resources.models.base import allowed
from resources.roles import Scope

# Beyond, the list is quicker: it has a search.
MOST = 40
HOURS, CLOSURES, CONTACTS = "#opening_rules-group", "#exceptions-group", "#contacts-group"


@dataclass(frozen=True)
class AtHand:
    """A way in, and the pages where what changes most is changed. `hours` is None when another structure keeps them."""

    name: str
    where: str
    entry: str
    hours: str | None
    closures: str
    contacts: str
    to_complete: bool


def belongs_nowhere(user) -> bool:
    """She may change what is her structures', and has none yet."""
    return user.scope("change", "serviceatlocation") == Scope.OWN and not user.organizations.exists()


def at_hand(user) -> list[AtHand]:
    """Those of her structures, for who has not the whole directory; none when there are too many to be read."""
    if user.scope("change", "serviceatlocation") != Scope.OWN:
        return []
    ways_in = allowed(ServiceAtLocation.objects.all(), user, "change").exclude(service__status=EditorialStatus.ARCHIVED)
    found = list(
        ways_in.select_related("service", "location").order_by("service__sort_key", "service", "position", "id")[
            : MOST + 1
        ]
    )
    if len(found) > MOST:
        return []
    places = set(
        Location.objects.filter(pk__in={one.location_id for one in found} - {None})
        .editable_by(user)
        .values_list("pk", flat=True)
    )
    unknown = set(
        ServiceAtLocation.objects.without_hours().filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)
    )
    return [_at_hand(one, places, unknown) for one in found]


def _at_hand(way_in: ServiceAtLocation, places: set, unknown: set) -> AtHand:
    page = _page(way_in)
    return AtHand(
        name=way_in.service.name,
        where=str(way_in),
        entry=_page(way_in.service),
        hours=_hours(way_in, page, places),
        closures=page + CLOSURES,
        contacts=page + CONTACTS,
        to_complete=way_in.pk in unknown,
    )


def _hours(way_in, page, places) -> str | None:
    """Where the rows are that the public reads: those of the place, when it follows them."""
    if way_in.hours_source != HoursSource.LOCATION:
        return page + HOURS
    return _page(way_in.location) + HOURS if way_in.location_id in places else None


def _page(obj) -> str:
    return reverse(f"admin:resources_{obj._meta.model_name}_change", args=[obj.pk])
