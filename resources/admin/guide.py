"""Guides: written, previewed as the public will read them, and read again in time."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import modelform_factory
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from resources.admin.base import DirectoryAdmin
from resources.admin.by_role import DeletedUnpublished
from resources.admin.translation import GuideTranslationInline
from resources.enums import EditorialStatus
from resources.models import Guide
from resources.search.guide import guide_page

# What a page shows of a guide: what its preview reads from the form.
SHOWN = ["title", "neutral_title", "slug", "summary", "body", "sources", "reviewed_on", "review_months", "needs"]


class ReviewDue(admin.SimpleListFilter):
    """Told in Python, by the one rule of the model: there are some guides, not thousands."""

    title = "relecture"
    parameter_name = "relecture"

    def lookups(self, request, model_admin):
        return [("a-faire", "À relire")]

    def queryset(self, request, queryset):
        if self.value() != "a-faire":
            return queryset
        today = timezone.localdate()
        return queryset.filter(pk__in=[guide.pk for guide in queryset if guide.review_is_due(today)])


@admin.register(Guide)
class GuideAdmin(DeletedUnpublished, DirectoryAdmin):
    change_form_template = "admin/guides/change_form.html"
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
        (
            "Sources et relecture",
            {
                "fields": ["sources", ("reviewed_on", "review_months"), "review_note"],
                "description": "Chaque fait vient d’une source que vous avez lue. Ce dont vous n’êtes pas sûre ou sûr "
                "s’écrit « à vérifier », ou ne s’écrit pas.",
            },
        ),
        ("Publication", {"fields": ["status", "position", "needs"]}),
    ]
    checkbox_fields = ["needs"]
    inlines = [GuideTranslationInline]
    list_display = ["title", "status", "reviewed_on", "review", "position"]
    list_filter = [ReviewDue, "status", "needs"]
    search_fields = ["title", "summary", "slug"]

    @admin.display(description="relecture")
    def review(self, obj):
        if obj.review_note:
            return f"À faire relire : {obj.review_note}"
        return "À relire" if obj.review_is_due(timezone.localdate()) else "À jour"

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.status == EditorialStatus.PUBLISHED else None

    def get_urls(self):
        preview = self.admin_site.admin_view(self.preview)
        return [
            path("apercu/", preview, name="resources_guide_preview_new"),
            path("<uuid:pk>/apercu/", preview, name="resources_guide_preview"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        address = reverse("admin:resources_guide_preview", args=[obj.pk]) if obj else None
        context["preview_url"] = address or reverse("admin:resources_guide_preview_new")
        context["review_is_due"] = obj is not None and obj.review_is_due(timezone.localdate())
        return super().render_change_form(request, context, add, change, form_url, obj)

    def preview(self, request, pk=None):
        """The guide as the public would read it, with what is typed in the form and not saved yet."""
        guide = self.get_object(request, str(pk)) if pk else Guide()
        if not (self.has_view_permission(request, guide) if pk else self.has_add_permission(request)):
            raise PermissionDenied
        if guide is None:
            raise Http404("Ce guide n’existe pas.")
        needs = list(guide.needs.all()) if pk else []
        if request.method == "POST":
            form = modelform_factory(Guide, fields=SHOWN)(request.POST, instance=guide)
            # What is wrong is told on saving: here it is only shown.
            form.is_valid()
            needs = list(form.cleaned_data.get("needs", needs))
        guide.title = guide.title or "Titre à écrire"
        return render(request, "pages/guide.html", guide_page(guide, needs, at=timezone.localtime(), preview=True))
