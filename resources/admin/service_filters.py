"""What the coordinator looks for in the list of entries: those nobody can call, those with unknown hours."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils import timezone

from resources.enums import DIALLED_KINDS, HoursSource
from resources.freshness import Trust
from resources.models import ContactPoint, ServiceAtLocation
from resources.verification.due import is_due, trust_in_published, without_address

LATE = (Trust.OVERDUE, Trust.DOUBTFUL)


def has_number() -> Exists:
    """A number of its own, of one of its ways in, or of its organisation."""
    numbers = ContactPoint.objects.filter(kind__in=DIALLED_KINDS)
    return (
        Exists(numbers.filter(service=OuterRef("pk")))
        | Exists(numbers.filter(way_in__service=OuterRef("pk")))
        | Exists(numbers.filter(organization=OuterRef("organization")))
    )


def has_unknown_hours() -> Exists:
    return Exists(ServiceAtLocation.objects.filter(service=OuterRef("pk"), hours_source=HoursSource.UNKNOWN))


class ToVerify(admin.SimpleListFilter):
    """Freshness is told in Python, one rule for all: for a directory of some thousands of entries."""

    title = "relecture"
    parameter_name = "relecture"

    def lookups(self, request, model_admin):
        return [
            ("a-faire", "À relire"),
            ("en-retard", "En retard"),
            ("sans-adresse", "À relire, sans adresse où écrire"),
        ]

    def queryset(self, request, queryset):
        at = timezone.localtime()
        match self.value():
            case "a-faire":
                found = [one for one, trust in trust_in_published(at=at) if is_due(trust)]
            case "en-retard":
                found = [one for one, trust in trust_in_published(at=at) if trust.trust in LATE]
            case "sans-adresse":
                found = without_address(at=at)
            case _:
                return queryset
        return queryset.filter(pk__in=[one.pk for one in found])


class WithoutNumber(admin.SimpleListFilter):
    title = "numéro de téléphone"
    parameter_name = "numero"

    def lookups(self, request, model_admin):
        return [("sans", "Sans numéro"), ("avec", "Avec un numéro")]

    def queryset(self, request, queryset):
        if self.value() == "sans":
            return queryset.exclude(has_number())
        if self.value() == "avec":
            return queryset.filter(has_number())
        return queryset


class UnknownHours(admin.SimpleListFilter):
    title = "horaires"
    parameter_name = "horaires"

    def lookups(self, request, model_admin):
        return [("inconnus", "Horaires inconnus")]

    def queryset(self, request, queryset):
        return queryset.filter(has_unknown_hours()) if self.value() == "inconnus" else queryset
