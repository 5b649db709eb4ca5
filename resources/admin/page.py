"""Pages that staff write: guides, figures, texts of the site."""

from django.contrib import admin

from resources.admin.base import DirectoryAdmin, NeverDeleted
from resources.admin.by_role import DeletedUnpublished
from resources.enums import EditorialStatus
from resources.models import Guide, KeyFigure, SiteText


@admin.register(Guide)
class GuideAdmin(DeletedUnpublished, DirectoryAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": ["title", "summary", "body"],
                "description": "Une idée par phrase. Pas de mot de métier sans l’expliquer.",
            },
        ),
        (
            "Ce qui reste dans l’historique",
            {"fields": ["neutral_title", "slug"], "description": "Aucun mot qui parle de violence."},
        ),
        ("Sources et relecture", {"fields": ["sources", "reviewed_on"]}),
        ("Publication", {"fields": ["status", "position", "needs"]}),
    ]
    checkbox_fields = ["needs"]
    list_display = ["title", "status", "reviewed_on", "position"]
    list_filter = ["status", "needs"]
    search_fields = ["title", "summary", "slug"]

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.status == EditorialStatus.PUBLISHED else None


@admin.register(KeyFigure)
class KeyFigureAdmin(DirectoryAdmin):
    fieldsets = [
        (None, {"fields": ["label", ("value", "unit"), "number", "change"]}),
        (
            "De quoi parle-t-il exactement ?",
            {
                "fields": [("period", "territory"), "scope", "note"],
                "description": "Deux chiffres de périmètres différents ne se comparent pas.",
            },
        ),
        ("Source", {"fields": ["source_name", "source_url"]}),
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
