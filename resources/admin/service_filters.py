"""What the coordinator looks for in the list of entries: those nobody can call, those with unknown hours."""

from django.contrib import admin
from django.utils import timezone

from resources.to_do.attention import has_number, late_among, to_verify, with_unknown_hours, without_number
from resources.verification.due import without_address


class ToVerify(admin.SimpleListFilter):
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
                return queryset.filter(pk__in=to_verify(queryset, at=at))
            case "en-retard":
                return queryset.filter(pk__in=late_among(to_verify(queryset, at=at)))
            case "sans-adresse":
                return queryset.filter(pk__in=[one.pk for one in without_address(at=at)])
        return queryset


class WithoutNumber(admin.SimpleListFilter):
    title = "numéro de téléphone"
    parameter_name = "numero"

    def lookups(self, request, model_admin):
        return [("sans", "Sans numéro"), ("avec", "Avec un numéro")]

    def queryset(self, request, queryset):
        if self.value() == "sans":
            return without_number(queryset)
        if self.value() == "avec":
            return queryset.filter(has_number())
        return queryset


class UnknownHours(admin.SimpleListFilter):
    title = "horaires"
    parameter_name = "horaires"

    def lookups(self, request, model_admin):
        return [("inconnus", "Horaires inconnus")]

    def queryset(self, request, queryset):
        return with_unknown_hours(queryset) if self.value() == "inconnus" else queryset
