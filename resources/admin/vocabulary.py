"""Needs, audiences, the words that lead to them, languages."""

from django.contrib import admin

from resources.admin.base import DirectoryAdmin, KeyForEver, TabularInline
from resources.admin.folded_form import FoldedFormSet, SearchTermForm
from resources.models import Audience, Language, Need, SearchTerm, Service


class SearchTermInline(TabularInline):
    model = SearchTerm
    form = SearchTermForm
    formset = FoldedFormSet
    fields = ["text"]
    verbose_name_plural = "mots qui y mènent, comme on les dit"


class RefreshesItsServices:
    """Its name is part of what search reads of an entry."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        Service.objects.filter(pk__in=form.instance.services.values("pk")).refresh_search()


@admin.register(Need)
class NeedAdmin(RefreshesItsServices, DirectoryAdmin):
    fieldsets = [
        (None, {"fields": ["name", "sentence", "description", "serves"]}),
        (
            "Qui appeler",
            {"fields": ["line"], "description": "Ce numéro dépanne chaque fiche de ce besoin qui n’en a pas."},
        ),
        (
            "Dans les pages",
            {
                "fields": ["slug", "icon", "position"],
                "description": "L’adresse reste dans l’historique : des mots neutres. La changer casse les liens.",
            },
        ),
    ]
    autocomplete_fields = ["line"]
    inlines = [SearchTermInline]
    list_display = ["name", "sentence", "serves", "line", "position"]
    list_filter = ["serves"]
    list_select_related = ["line"]
    search_fields = ["name", "sentence", "slug"]


@admin.register(Audience)
class AudienceAdmin(RefreshesItsServices, DirectoryAdmin):
    fields = ["name", "serves", "slug", "position"]
    inlines = [SearchTermInline]
    list_display = ["name", "serves", "slug", "position"]
    list_filter = ["serves"]
    search_fields = ["name", "slug"]


@admin.register(SearchTerm)
class SearchTermAdmin(DirectoryAdmin):
    form = SearchTermForm
    fields = ["text", "need", "audience", "kind", "alert"]
    autocomplete_fields = ["need", "audience"]
    list_display = ["text", "need", "audience", "kind", "alert"]
    list_filter = ["need", "audience", "kind", "alert"]
    list_select_related = ["need", "audience"]
    search_fields = ["text", "need__name", "audience__name"]
    search_help_text = "Des mots, un besoin ou un public."


@admin.register(Language)
class LanguageAdmin(KeyForEver, DirectoryAdmin):
    fields = ["code", "name", "autonym"]
    list_display = ["name", "autonym", "code"]
    search_fields = ["name", "autonym", "code"]
