"""What the coordinator looks for in the list of entries: those nobody can call, those with unknown hours."""

from django.contrib import admin
from django.db.models import Exists, OuterRef

from resources.enums import DIALLED_KINDS, HoursSource
from resources.models import ContactPoint, ServiceAtLocation


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
