"""Places, their address and the hours shared by what they hold."""

from django.contrib import admin, messages
from django.utils.text import capfirst

from resources.admin.base import DirectoryAdmin
from resources.admin.hours_form import OpeningRuleInline, ScheduleExceptionInline
from resources.enums import HoursSource
from resources.models import Location


@admin.register(Location)
class LocationAdmin(DirectoryAdmin):
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

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._tell_who_ignores_its_hours(request, form.instance)

    def _tell_who_ignores_its_hours(self, request, location):
        if not location.opening_rules.exists():
            return
        ignoring = location.ways_in.filter(hours_source=HoursSource.UNKNOWN).select_related("service")
        for way_in in ignoring:
            messages.warning(
                request,
                f"{capfirst(way_in.service.name)} est ici, mais ses horaires sont notés « pas encore connus ». "
                "S’ils sont ceux du lieu, dites-le dans son point d’accueil.",
            )
