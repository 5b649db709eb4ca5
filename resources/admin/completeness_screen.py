"""How complete an entry is: on its page, and in the list with the entries still poor."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.utils import timezone

from resources.completeness import GOOD_SCORE, completeness, missing, score
from resources.models import Service
from resources.to_do.telling import told_by


def written(number: float) -> str:
    """0.75 → « 0,75 »."""
    return f"{number:.2f}".replace(".", ",")


class WithCompleteness(ChangeList):
    """What the entries of the page say is read once for all of them."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        told = told_by(Service.objects.filter(pk__in=[one.pk for one in self.result_list]))
        for one in self.result_list:
            one.told = told[one.pk]


class Poor(admin.SimpleListFilter):
    """Told in Python, one rule for all: for a directory of some thousands of entries."""

    title = "qualité"
    parameter_name = "qualite"

    def lookups(self, request, model_admin):
        return [("a-completer", f"À compléter (moins de {written(GOOD_SCORE)})")]

    def queryset(self, request, queryset):
        if self.value() != "a-completer":
            return queryset
        today = timezone.localdate()
        poor = [pk for pk, told in told_by(queryset).items() if score(told, today=today) < GOOD_SCORE]
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
        return written(score(obj.told, today=timezone.localdate()))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            told = told_by(Service.objects.filter(pk=obj.pk))[obj.pk]
            context["said"] = {
                "completeness": completeness(told),
                "missing": missing(told),
                "score": written(score(told, today=timezone.localdate())),
                "good": written(GOOD_SCORE),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
