"""A choice, and the services it keeps."""

from copy import copy

import django_filters
from django.db.models import Q
from django.db.models.functions import Coalesce

from resources.enums import Access, Tristate
from resources.filters.fields import KnownChoicesField
from resources.models import ContactPoint, Service, ServiceAtLocation

EVERYONE = "tous"


class ChoiceFilter(django_filters.MultipleChoiceFilter):
    """A repeatable filter. `keeps`: values → the services kept; `held`: which service has which value, to count.

    `unknown`: the services of which nobody knows whether they would be kept.
    """

    field_class = KnownChoicesField

    def __init__(self, *, keeps, held, unknown=None, **kwargs):
        super().__init__(**kwargs)
        self.keeps, self.held, self.unknown = keeps, held, unknown

    def __deepcopy__(self, memo):
        """Each request has its own filters; what they hold, querysets above all, is long to copy and never changes."""
        return copy(self)

    def filter(self, services, values):
        return services.filter(self.keeps(values)) if values else services


def of_needs(slugs):
    return Q(pk__in=Service.needs.through.objects.filter(need__slug__in=slugs).values("service"))


def of_audiences(slugs):
    """Those for these people, and those for everyone."""
    return Q(pk__in=Service.audiences.through.objects.filter(audience__slug__in=[*slugs, EVERYONE]).values("service"))


def with_access(values):
    return Q(pk__in=ServiceAtLocation.objects.filter(access__in=values).values("service"))


def step_free(values):
    return Q(pk__in=ServiceAtLocation.objects.filter(location__step_free=Tristate.YES).values("service"))


def speaking(codes):
    return Q(pk__in=SPOKEN.filter(language__in=codes).values("owner"))


def not_known(way_in):
    """Services with a way in of which this is not known."""
    return Q(pk__in=ServiceAtLocation.objects.filter(**{way_in: Tristate.UNKNOWN}).values("service"))


# Pairs of a service and a value it has, each once.
NEEDS_HELD = Service.needs.through.objects.values_list("service", "need")
FOR_EVERYONE = Service.audiences.through.objects.filter(audience__slug=EVERYONE)
AUDIENCES_HELD = Service.audiences.through.objects.filter(
    Q(audience__slug=EVERYONE) | ~Q(service__in=FOR_EVERYONE.values("service"))
).values_list("service", "audience")
ACCESS_HELD = ServiceAtLocation.objects.exclude(access=Access.UNKNOWN).values_list("service", "access").distinct()
STEP_FREE_HELD = (
    ServiceAtLocation.objects.filter(location__step_free=Tristate.YES)
    .values_list("service", "location__step_free")
    .distinct()
)
# A language is spoken at a contact of the service or of one of its ways in.
SPOKEN = ContactPoint.languages.through.objects.annotate(
    owner=Coalesce("contactpoint__service", "contactpoint__way_in__service")
).filter(owner__isnull=False)
LANGUAGES_HELD = SPOKEN.values_list("owner", "language").distinct()
