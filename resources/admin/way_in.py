"""Ways in: where, by which channel, and when."""

from copy import copy

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
from resources.models import OpeningRule, ServiceAtLocation

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


def unsaved(rules) -> list[OpeningRule]:
    return [rule for rule in rules if rule._state.adding]


def as_read(way_in: ServiceAtLocation, written: list[OpeningRule]) -> ServiceAtLocation:
    """The way in as it is to be read once these new rules are there.

    Whoever writes hours where none were known means them to be read. Those that were kept behind "not known" stay so.
    """
    if way_in.hours_source != HoursSource.UNKNOWN or not written:
        return way_in
    read = copy(way_in)
    read.hours_source = HoursSource.OWN
    return read


class ByChannel(admin.ChoicesFieldListFilter):
    """A list is read "par moyen"; "par où", the name of the field, is a question."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = "moyen"


@admin.register(ServiceAtLocation)
class WayInAdmin(WarnsOfEncounters, HoursScreen, ClosureAction, DirectoryAdmin):
    fieldsets = [(None, {"fields": ["service", *FIELDS]})]
    autocomplete_fields = ["service", "location"]
    inlines = [OpeningRuleInline, ScheduleExceptionInline, ContactInline]
    list_display = ["service", "channel", "location", "label", "access", "hours_source"]
    list_display_links = ["service"]
    list_filter = ["hours_source", ("channel", ByChannel), "access", "service__status"]
    list_select_related = ["service", "location"]
    search_fields = ["service__name", "location__name", "label"]
    search_help_text = "Le nom d’une fiche ou d’un lieu."
    ordering = ["service__sort_key", "position", "id"]

    def get_urls(self):
        search = self.admin_site.admin_view(WayInSearchView.as_view(admin_site=self.admin_site))
        return [path("chercher/", search, name=URL_NAME), *super().get_urls()]

    def timetable_of(self, owner, rules, exceptions):
        place = owner.location
        return as_read(owner, unsaved(rules)).timetable_from(
            rules=rules,
            exceptions=exceptions,
            place_rules=place.opening_rules.all() if place else (),
            place_exceptions=place.exceptions.all() if place else (),
        )

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        if formset.model is OpeningRule:
            way_in = as_read(form.instance, formset.new_objects)
            if way_in.hours_source != form.instance.hours_source:
                form.instance.hours_source = way_in.hours_source
                form.instance.save(update_fields=["hours_source", "updated_at"])
                self.message_user(request, "Ce point d’accueil montre maintenant ses propres horaires.")

    def services_met(self, obj):
        return [obj.service]

    def answers_remotely(self, owner):
        return owner.channel != Channel.ON_SITE

    def doubts(self, owner, rules):
        follows_its_own = as_read(owner, unsaved(rules)).hours_source == HoursSource.OWN
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
