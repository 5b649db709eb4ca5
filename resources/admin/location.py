"""Places, their address and the hours shared by what they hold."""

from django.contrib import admin
from django.utils.text import capfirst

from resources.admin.base import DirectoryAdmin
from resources.admin.closure import ClosureAction
from resources.admin.encounters import WarnsOfEncounters
from resources.admin.hours_form import OpeningRuleInline, ScheduleExceptionInline
from resources.admin.hours_screen import HoursScreen
from resources.enums import EditorialStatus, HoursSource
from resources.hours import Timetable
from resources.models import Location, Service
from resources.models.way_in import local_calendar


@admin.register(Location)
class LocationAdmin(WarnsOfEncounters, HoursScreen, ClosureAction, DirectoryAdmin):
    fieldsets = [
        (None, {"fields": ["name", "organization"]}),
        (
            "Adresse secrète",
            {
                "fields": ["confidential"],
                "description": "Pour un hébergement : rien de ce qui mènerait au lieu ne doit être écrit, "
                "même dans le nom.",
            },
        ),
        (
            "Où c’est",
            {
                "fields": ["street", "complement", ("postal_code", "commune"), ("latitude", "longitude")],
                "description": "Laissez vide ce que vous ne savez pas. Sans point, la carte prend celui de la commune.",
            },
        ),
        ("Venir", {"fields": ["transport", "step_free"]}),
    ]
    autocomplete_fields = ["organization", "commune"]
    inlines = [OpeningRuleInline, ScheduleExceptionInline]
    list_display = ["name", "organization", "commune", "street", "step_free", "confidential"]
    list_filter = ["confidential", "step_free", "organization__kind"]
    list_select_related = ["organization", "commune"]
    search_fields = ["name", "street", "postal_code", "commune__name", "organization__name", "organization__short_name"]
    search_help_text = "Un nom, une rue, une commune ou une structure."

    closes_more = "Fermer un lieu ferme tout ce qui s’y tient."

    def timetable_of(self, owner, rules, exceptions):
        return Timetable(
            tuple(rule.as_rule() for rule in rules), tuple(one.as_override() for one in exceptions), local_calendar()
        )

    def doubts(self, owner, rules):
        if not rules or owner._state.adding:
            return []
        ignoring = owner.ways_in.filter(hours_source=HoursSource.UNKNOWN).select_related("service")
        return [
            f"{capfirst(way_in.service.name)} est ici, mais ses horaires sont notés « pas encore connus ». "
            "S’ils sont ceux du lieu, dites-le dans son point d’accueil."
            for way_in in ignoring
        ]

    def services_met(self, obj):
        return Service.objects.filter(ways_in__location=obj).exclude(status=EditorialStatus.ARCHIVED).distinct()

    def owners_to_close(self, request, queryset, form):
        return list(queryset)
