"""Opening hours and exceptional days, seen all together."""

from django.contrib import admin
from django.utils import timezone

from resources.admin.base import DirectoryAdmin, EditedInItsOwner
from resources.admin.hours_form import (
    EXCEPTION_FIELDSETS,
    RULE_FIELDSETS,
    OpeningRuleForm,
    SaysItsRule,
    ScheduleExceptionForm,
)
from resources.models import OpeningRule, ScheduleException
from resources.to_do.attention import closing_soon

OWNER = (
    "À qui sont ces horaires ?",
    {"fields": ["location", "way_in"], "description": "Un lieu ou un point d’accueil, pas les deux."},
)


class TimetableAdmin(DirectoryAdmin):
    autocomplete_fields = ["location", "way_in"]
    list_select_related = ["location", "way_in__service", "way_in__location"]
    search_fields = ["location__name", "way_in__service__name", "way_in__location__name"]

    @admin.display(description="lieu ou point d’accueil")
    def owner(self, obj):
        return obj.location or f"{obj.way_in.service} ({obj.way_in})"


@admin.register(OpeningRule)
class OpeningRuleAdmin(SaysItsRule, EditedInItsOwner, TimetableAdmin):
    form = OpeningRuleForm
    fieldsets = [OWNER, *RULE_FIELDSETS]
    list_display = ["__str__", "owner", "recurrence", "access", "on_public_holidays", "in_school_holidays"]
    list_filter = ["recurrence", "access", "on_public_holidays", "in_school_holidays"]


class ClosingSoon(admin.SimpleListFilter):
    title = "quand"
    parameter_name = "quand"

    def lookups(self, request, model_admin):
        return [("bientot", "Fermetures en cours ou dans le mois")]

    def queryset(self, request, queryset):
        return closing_soon(queryset, today=timezone.localdate()) if self.value() == "bientot" else queryset


@admin.register(ScheduleException)
class ScheduleExceptionAdmin(TimetableAdmin):
    form = ScheduleExceptionForm
    fieldsets = [OWNER, *EXCEPTION_FIELDSETS]
    list_display = ["owner", "first_day", "last_day", "state", "start", "end", "reason"]
    list_filter = [ClosingSoon, "state"]
    date_hierarchy = "first_day"
    ordering = ["-first_day", "id"]
