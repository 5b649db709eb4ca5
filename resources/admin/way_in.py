"""Ways in: where, by which channel, and when."""

from django.contrib import admin, messages

from resources.admin.base import DirectoryAdmin, StackedInline
from resources.admin.contact import ContactInline
from resources.admin.hours_form import OpeningRuleInline, ScheduleExceptionInline
from resources.enums import HoursSource
from resources.models import ServiceAtLocation

FIELDS = [("channel", "location"), ("access", "hours_source"), ("label", "position"), "note"]


class WayInInline(StackedInline):
    model = ServiceAtLocation
    fieldsets = [
        (
            None,
            {
                "fields": FIELDS,
                "description": "Pour donner ses horaires, enregistrez puis cliquez sur « Modification ».",
            },
        )
    ]
    autocomplete_fields = ["location"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("location")


@admin.register(ServiceAtLocation)
class WayInAdmin(DirectoryAdmin):
    fieldsets = [(None, {"fields": ["service", *FIELDS]})]
    autocomplete_fields = ["service", "location"]
    inlines = [OpeningRuleInline, ScheduleExceptionInline, ContactInline]
    list_display = ["service", "channel", "location", "label", "access", "hours_source"]
    list_display_links = ["service"]
    list_filter = ["hours_source", "channel", "access", "service__status"]
    list_select_related = ["service", "location"]
    search_fields = ["service__name", "location__name", "label"]
    search_help_text = "Le nom d’une fiche ou d’un lieu."
    ordering = ["service__sort_key", "position", "id"]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._tell_hours_nobody_will_read(request, form.instance)

    def _tell_hours_nobody_will_read(self, request, way_in):
        has_rules = way_in.opening_rules.exists()
        follows_its_own = way_in.hours_source == HoursSource.OWN
        if has_rules and not follows_its_own:
            messages.warning(
                request,
                "Les plages de ce point d’accueil ne sont pas montrées : dans « horaires », choisissez "
                "« ses propres horaires ».",
            )
        if follows_its_own and not has_rules:
            messages.warning(request, "Aucune plage n’est encore saisie : la fiche dira « horaires à confirmer ».")
