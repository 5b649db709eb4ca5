"""The page of what has hours: how they read, as they are saved and as they are typed."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from resources import hours
from resources.admin.hours_copy import HoursCopy
from resources.admin.hours_paste import HoursPaste
from resources.admin.hours_proposed import hours_proposed_for
from resources.admin.hours_reading import read
from resources.admin.hours_template import HoursTemplates
from resources.admin.hours_warning import warnings
from resources.models import OpeningRule, ScheduleException
from resources.models.way_in import local_calendar
from resources.wording import rule_sentence

CONFIRMATION = "past_midnight"


@dataclass(frozen=True)
class Row:
    """A typed rule: where it is on the page, how it reads, whether « jusqu’au lendemain ? » is asked."""

    prefix: str
    sentence: str
    asks: bool


class HoursScreen(HoursTemplates, HoursCopy, HoursPaste):
    change_form_template = "admin/hours/change_form.html"
    hours_pages = (*HoursTemplates.hours_pages, *HoursCopy.hours_pages, *HoursPaste.hours_pages)

    class Media:
        js = ["admin_site/hours_preview.js"]

    def timetable_of(self, owner, rules, exceptions) -> hours.Timetable:
        """What the public reads of this owner, had it these rows."""
        raise NotImplementedError

    def doubts(self, owner, rules) -> list[str]:
        """What is odd about who reads these hours."""
        return []

    def answers_remotely(self, owner) -> bool:
        return False

    def get_urls(self):
        preview = self.admin_site.admin_view(require_POST(self.hours_preview))
        name = f"{self.opts.app_label}_{self.opts.model_name}_hours_preview"
        return [
            path("add/horaires/apercu/", preview, name=name),
            path("<uuid:pk>/horaires/apercu/", preview, name=name),
            *super().get_urls(),
        ]

    def hours_preview(self, request, pk=None):
        """The unsaved page → how its hours read, as a piece of HTML. Nothing is written."""
        saved = self.get_object(request, str(pk)) if pk else None
        if pk and saved is None:
            raise Http404
        allowed = self.has_change_permission(request, saved) if saved else self.has_add_permission(request)
        if not allowed:
            raise PermissionDenied
        form = self.get_form(request, saved, change=saved is not None)(request.POST, instance=saved)
        form.is_valid()
        formsets = [
            formset(request.POST, instance=form.instance, queryset=inline.get_queryset(request))
            for formset, inline in self.get_formsets_with_inlines(request, saved)
            if formset.model in (OpeningRule, ScheduleException)
        ]
        return render(request, "admin/hours/_reading.html", self.reading_of(form.instance, formsets))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        owner = context["adminform"].form.instance
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        context |= self.reading_of(owner, [one for one in formsets if one.model in (OpeningRule, ScheduleException)])
        context |= {"preview_url": self._preview_url(obj), "tools": self._tools(request, obj)}
        context["proposed_hours"] = hours_proposed_for(obj) if obj else ()
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _preview_url(self, obj):
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_hours_preview"
        return reverse(name, args=[obj.pk] if obj else [])

    def _tools(self, request, obj):
        allowed = obj and self.has_change_permission(request, obj) and self.may_write_hours(request)
        labels = {
            "hours_templates": "Partir d’un modèle",
            "hours_copy": "Copier les horaires d’une autre fiche",
            "hours_paste": "Coller une expression OpenStreetMap",
        }
        return [
            (reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{method}", args=[obj.pk]), labels[method])
            for _, method in (self.hours_pages if allowed else ())
        ]

    def reading_of(self, owner, formsets) -> dict:
        """How the rows of a page read; those that are not right yet are told, and left out."""
        rules, exceptions, typed, unfinished = [], [], [], []
        for formset in formsets:
            for number, form in enumerate(formset.forms, start=1):
                if _is_empty(form):
                    continue
                wrong = form.errors if formset.is_bound else {}
                if set(wrong) - {CONFIRMATION}:
                    unfinished.append(_unfinished(form, number))
                elif formset.model is OpeningRule:
                    rules.append(form.instance)
                    typed.append(_row(form))
                else:
                    exceptions.append(form.instance)
        at = timezone.localtime()
        exceptions.sort(key=lambda one: (one.first_day, one.start is not None, one.start))
        timetable = self.timetable_of(owner, rules, exceptions)
        return {
            "reading": read(timetable, at, remote=self.answers_remotely(owner)),
            "warnings": [
                *(
                    f"« {row.sentence} » passe minuit : c’est voulu ? Dites-le dans sa plage."
                    for row in typed
                    if row.asks
                ),
                *self._warnings(owner, rules, exceptions, at),
            ],
            "unfinished": unfinished,
            "rows": typed,
        }

    def _warnings(self, owner, rules, exceptions, at):
        written = hours.Timetable(
            tuple(rule.as_rule() for rule in rules), tuple(one.as_override() for one in exceptions), local_calendar()
        )
        return [*self.doubts(owner, rules), *warnings(written, at)]

    def warnings_of_saved(self, owner) -> list[str]:
        return self._warnings(owner, owner.opening_rules.all(), owner.exceptions.all(), timezone.localtime())

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for warning in self.warnings_of_saved(form.instance):
            messages.warning(request, warning)


def _is_empty(form) -> bool:
    """A row nobody has filled, or that is ticked to be removed."""
    if not form.is_bound:
        return form.instance._state.adding
    if form.empty_permitted and not form.has_changed():
        return True
    return bool(form.is_valid() and form.cleaned_data.get("DELETE"))


def _row(form) -> Row:
    rule = form.instance.as_rule()
    return Row(form.prefix, rule_sentence(rule), form.is_bound and CONFIRMATION in form.errors)


def _unfinished(form, number) -> str:
    """Plage 2, « À » : Cette heure n’existe pas."""
    what = "Plage" if form._meta.model is OpeningRule else "Exception"
    for name, found in form.errors.items():
        field = form.fields.get(name)
        where = f", « {field.label} »" if field else ""
        return f"{what} {number}{where} : {' '.join(found)}"
    return ""
