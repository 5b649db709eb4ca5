"""Pages that staff write: figures, texts of the site."""

from django.contrib import admin

from resources.admin.base import DirectoryAdmin, NeverDeleted
from resources.models import KeyFigure, SiteText


@admin.register(KeyFigure)
class KeyFigureAdmin(DirectoryAdmin):
    fieldsets = [
        (None, {"fields": ["label", ("value", "unit"), "change"]}),
        (
            "De quoi parle-t-il exactement ?",
            {
                "fields": [("period", "territory"), "scope", "note"],
                "description": "Deux chiffres de périmètres différents ne se comparent pas.",
            },
        ),
        ("Source", {"fields": ["source_name", "source_url"]}),
        (
            "Graphique",
            {
                "fields": [("number", "whole"), "chart"],
                "description": "Le dessin ne réunit que des chiffres qui comptent la même chose.",
            },
        ),
        ("Dans la page", {"fields": ["position"]}),
    ]
    list_display = ["label", "value", "unit", "period", "territory", "position"]
    list_filter = ["territory", "period"]
    search_fields = ["label", "scope", "source_name"]


@admin.register(SiteText)
class SiteTextAdmin(NeverDeleted, DirectoryAdmin):
    """Pages ask for a text by its key: the list is theirs, the words are the staff's."""

    fields = ["label", "help_text", "body", "updated_at"]
    readonly_fields = ["label", "help_text", "updated_at"]
    list_display = ["label", "filled", "updated_at"]
    search_fields = ["label", "body"]

    def has_add_permission(self, request):
        return False

    @admin.display(description="rempli", boolean=True)
    def filled(self, obj):
        return bool(obj.body)
