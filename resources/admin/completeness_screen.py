"""How complete an entry is: on its page, and in the list with the entries still poor."""

from uuid import UUID

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils import timezone

from resources.completeness import ENOUGH, completeness, missing
from resources.exports import quality
from resources.exports.published import load_published
from resources.models import Service
from resources.to_do.telling import told_by


def written(number: float) -> str:
    """0.75 → « 0,75 »."""
    return f"{number:.2f}".replace(".", ",")


def scores(services) -> dict[UUID, float]:
    """Entry → what data·inclusion makes of it. It reads the published ones alone."""
    site = settings.SITE_URL or "http://localhost"
    entries = load_published(services, at=timezone.localtime())
    return {entry.service.pk: quality.score_of(entry, site=site) for entry in entries}


class WithCompleteness(ChangeList):
    """What the entries of the page say is read once for all of them."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        these = Service.objects.filter(pk__in=[one.pk for one in self.result_list])
        told, scored = told_by(these), scores(these)
        for one in self.result_list:
            one.told, one.score = told[one.pk], scored.get(one.pk)


class Poor(admin.SimpleListFilter):
    """Told in Python, one rule for all: for a directory of some thousands of entries."""

    title = "ce qui manque"
    parameter_name = "manque"

    def lookups(self, request, model_admin):
        return [("a-completer", f"À compléter (moins de {ENOUGH} %)")]

    def queryset(self, request, queryset):
        if self.value() != "a-completer":
            return queryset
        poor = [pk for pk, told in told_by(queryset).items() if completeness(told) < ENOUGH]
        return queryset.filter(pk__in=poor)


class SaysWhatIsMissing:
    """For the screen of the entries."""

    def get_changelist(self, request, **kwargs):
        return WithCompleteness

    @admin.display(description="complète")
    def completeness(self, obj):
        return f"{completeness(obj.told)} %"

    @admin.display(description="qualité")
    def quality(self, obj):
        return "" if obj.score is None else written(obj.score)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            this = Service.objects.filter(pk=obj.pk)
            told, scored = told_by(this)[obj.pk], scores(this)
            context["said"] = {
                "completeness": completeness(told),
                "missing": missing(told),
                "score": written(scored[obj.pk]) if scored else "",
                "good": written(quality.ENOUGH),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
