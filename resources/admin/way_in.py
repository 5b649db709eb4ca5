"""Ways in: where, by which channel, and when."""

from django.contrib import admin
from django.urls import path

from resources.admin.base import DirectoryAdmin, StackedInline
from resources.admin.closure import ClosureAction
from resources.admin.contact import ContactInline
from resources.admin.encounters import WarnsOfEncounters
from resources.admin.hours_form import OpeningRuleInline, ScheduleExceptionInline
from resources.admin.hours_screen import HoursScreen
from resources.admin.way_in_search import URL_NAME, WayInSearchView
from resources.enums import Channel, HoursSource
from resources.models import ServiceAtLocation

FIELDS = [("channel", "location"), ("access", "hours_source"), ("label", "position"), "note"]


class WayInInline(StackedInline):
    model = ServiceAtLocation
    fieldsets = [
        (
            None,
            {
                "fields": FIELDS,
                "description": "Pour donner ses horaires, enregistrez puis cliquez sur « Modifier ».",
            },
        )
    ]
    autocomplete_fields = ["location"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("location")


@admin.register(ServiceAtLocation)
class WayInAdmin(WarnsOfEncounters, HoursScreen, ClosureAction, DirectoryAdmin):
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

    def get_urls(self):
        search = self.admin_site.admin_view(WayInSearchView.as_view(admin_site=self.admin_site))
        return [path("chercher/", search, name=URL_NAME), *super().get_urls()]

    def timetable_of(self, owner, rules, exceptions):
        place = owner.location
        return owner.timetable_from(
            rules=rules,
            exceptions=exceptions,
            place_rules=place.opening_rules.all() if place else (),
            place_exceptions=place.exceptions.all() if place else (),
        )

    def services_met(self, obj):
        return [obj.service]

    def answers_remotely(self, owner):
        return owner.channel != Channel.ON_SITE

    def doubts(self, owner, rules):
        follows_its_own = owner.hours_source == HoursSource.OWN
        if rules and not follows_its_own:
            return [
                "Les plages de ce point d’accueil ne sont pas montrées : dans « horaires », choisissez "
                "« ses propres horaires »."
            ]
        if follows_its_own and not rules:
            return ["Aucune plage n’est encore saisie : la fiche dira « horaires à confirmer »."]
        return []

    def owners_to_close(self, request, queryset, form):
        return list(queryset)
