"""Two people who must never meet: told when victims and perpetrators are received in one place at one time.

Told, never refused: the staff know what a door or a corridor changes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

from django.contrib import admin, messages
from django.db.models import Q
from django.utils import timezone

from resources import hours
from resources.admin.hours_overlap import first_shared_moment
from resources.enums import EditorialStatus
from resources.models import Location, Service, ServiceAtLocation
from resources.models.base import allowed
from resources.search.entries import Entry, WayIn, load_entries
from resources.wording import paper_date

AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Encounter:
    """`shared`: the first moment both receive; None when the hours of one are not known."""

    one: Service
    other: Service
    shared: hours.Interval | None

    def __str__(self):
        names = f"« {self.one} » et « {self.other} » reçoivent au même endroit"
        meant = "l’une reçoit des victimes, l’autre des auteurs"
        if self.shared is None:
            return f"{names} ({meant}) et des horaires ne sont pas connus : vérifiez qu’ils ne s’y croisent pas."
        return f"{names} et en même temps ({meant}), par exemple {paper_date(self.shared)} : changez l’un des horaires."


def encounters(services, *, reader, at: datetime) -> list[Encounter]:
    """Of these entries with the others. The reader is told of what she may see: what is public, and her own drafts."""
    ours = load_entries([service.pk for service in services], at=at)
    others = load_entries(list(_at_the_same_places(services, reader)), at=at)
    found = {}
    for one, other in product(ours, others):
        pair = frozenset([one.service.pk, other.service.pk])
        if pair not in found and must_be_apart(one.service, other.service):
            met = _met(one, other, at)
            if met:
                found[pair] = met
    return list(found.values())


def must_be_apart(one: Service, other: Service) -> bool:
    return one.pk != other.pk and one.serves != other.serves


def _at_the_same_places(services, reader):
    """The same place, or another of the same street: two structures may each have written it down."""
    places = Location.objects.filter(ways_in__service__in=services)
    same = Q(pk__in=places.values("pk"))
    for commune, street in places.exclude(street="").exclude(commune=None).values_list("commune", "street"):
        same |= Q(commune=commune, street=street)
    ways_in = ServiceAtLocation.objects.filter(location__in=Location.objects.filter(same).values("pk"))
    seen = Service.objects.exclude(status=EditorialStatus.ARCHIVED)
    hers = allowed(Service.objects.all(), reader, "view")
    seen = seen.filter(Q(status=EditorialStatus.PUBLISHED) | Q(pk__in=hers.values("pk")))
    return seen.filter(pk__in=ways_in.values("service")).values_list("pk", flat=True)


def _met(one: Entry, other: Entry, at: datetime) -> Encounter | None:
    unknown = None
    for way, other_way in product(one.ways, other.ways):
        if not _one_place(way, other_way):
            continue
        if not (way.timetable.known and other_way.timetable.known):
            unknown = Encounter(one.service, other.service, None)
            continue
        shared = _shared(way, other_way, at)
        if shared:
            return Encounter(one.service, other.service, shared)
    return unknown


def _one_place(way: WayIn, other: WayIn) -> bool:
    here, there = way.location, other.location
    if here is None or there is None:
        return False
    same_street = bool(here.street) and (here.street, here.commune_id) == (there.street, there.commune_id)
    return here.pk == there.pk or (same_street and here.commune_id is not None)


def _shared(way: WayIn, other: WayIn, at: datetime) -> hours.Interval | None:
    stretches, others = _received(way, at), _received(other, at)
    begin = first_shared_moment(stretches, others)
    if begin is None:
        return None
    ends = [one.end for one in [*stretches, *others] if one.end and one.start <= begin < one.end]
    return hours.Interval(begin, min(ends), hours.State.OPEN)


def _received(way: WayIn, at: datetime) -> list[hours.Interval]:
    coming = hours.intervals(way.timetable, at, at + AHEAD)
    return [stretch for stretch in coming if stretch.state in hours.RECEIVING and stretch.end]


class WarnsOfEncounters(admin.ModelAdmin):
    """For a screen where a place or its hours change. `services_met(obj)`: the entries it is about."""

    def services_met(self, obj):
        raise NotImplementedError

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and obj and request.method == "GET":
            self._warn(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        return self._after_saving(request, obj, response)

    def response_change(self, request, obj):
        return self._after_saving(request, obj, super().response_change(request, obj))

    def _after_saving(self, request, obj, response):
        # The page that follows "save and continue" tells it itself.
        if "_continue" not in request.POST:
            self._warn(request, obj)
        return response

    def _warn(self, request, obj):
        services = list(self.services_met(obj))
        for met in encounters(services, reader=request.user, at=timezone.localtime()) if services else []:
            messages.warning(request, str(met))
