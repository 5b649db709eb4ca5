"""Closing several places, ways in or entries for some dates, in one go."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils import timezone

from resources.admin.base import OneMessageAField
from resources.admin.hours_form import OneDayUnlessTwo, TimeField
from resources.admin.hours_overlap import crossing
from resources.admin.hours_reading import override_sentence
from resources.admin.hours_rows import counted, named, overrides_of, write
from resources.models import ScheduleException


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class ClosureForm(OneDayUnlessTwo, OneMessageAField, forms.ModelForm):
    start = TimeField(label="De", required=False, help_text="Par exemple 14 h. Vide, avec la fin : toute la journée.")
    end = TimeField(label="À", required=False)

    class Meta:
        model = ScheduleException
        fields = ["first_day", "last_day", "start", "end", "reason"]
        labels = {"first_day": "Fermé du", "last_day": "Au", "reason": "Raison"}
        widgets = {"first_day": DayInput, "last_day": DayInput}

    def clean_last_day(self):
        last_day = super().clean_last_day()
        if last_day and last_day < timezone.localdate():
            raise ValidationError("Ces jours sont déjà passés.")
        return last_day


class EntryClosureForm(ClosureForm):
    places = forms.BooleanField(
        label="Fermer aussi les lieux où elles reçoivent",
        required=False,
        help_text="Toutes les autres fiches de ces lieux fermeront aussi. Sans cocher, seules les fiches choisies "
        "ferment.",
    )


class ClosureAction:
    """For the list of what can be closed. The screen tells `owners_to_close(request, queryset, form)`."""

    actions = ["close_for_some_dates"]
    closure_form = ClosureForm
    closes_more = ""

    def has_close_permission(self, request):
        exceptions = self.admin_site.get_model_admin(ScheduleException)
        return self.has_change_permission(request) and exceptions.has_add_permission(request)

    @admin.action(description="Fermer pour quelques jours…", permissions=["close"])
    def close_for_some_dates(self, request, queryset):
        if queryset.editable_by(request.user).count() != queryset.count():
            raise PermissionDenied
        asked = "closing" in request.POST
        form = self.closure_form(request.POST if asked else None)
        if form.is_valid():
            try:
                closed, already = self._close(request, self.owners_to_close(request, queryset, form), form)
            except ValidationError as error:
                form.add_error(None, ValidationError(error.messages))
            else:
                return self._tell_closed(request, closed, already, form)
        return TemplateResponse(request, "admin/hours/closure.html", self._closure_context(request, queryset, form))

    @transaction.atomic
    def _close(self, request, owners, form):
        """Owners newly closed, and those that already were. Raises ValidationError, and then none is closed."""
        closure = form.instance.as_override()
        closed, already = [], []
        for owner in owners:
            new = write(owner, (), [closure]).exceptions
            (closed if new else already).append(owner)
            if new:
                self.log_change(request, owner, f"{override_sentence(closure)}.")
        return closed, already

    def _tell_closed(self, request, closed, already, form):
        closure = form.instance.as_override()
        if closed:
            names = ", ".join(dict.fromkeys(map(named, closed)))
            number = counted(len(closed), "fermeture ajoutée", "fermetures ajoutées")
            self.message_user(request, f"{number} : {names}. {override_sentence(closure)}.", messages.SUCCESS)
        else:
            self.message_user(request, "Aucune fermeture ajoutée.", messages.WARNING)
        if already:
            names = ", ".join(dict.fromkeys(map(named, already)))
            self.message_user(request, f"Déjà fermé à ces dates : {names}.", messages.INFO)
        for owner in closed:
            for one, other in crossing(overrides_of(owner)):
                if closure in (one, other) and not (one.closes and other.closes):
                    self.message_user(
                        request,
                        f"{named(owner)} : « {override_sentence(one)} » et « {override_sentence(other)} » se "
                        "chevauchent ; ces jours-là, c’est la seconde qui compte.",
                        messages.WARNING,
                    )

    def _closure_context(self, request, queryset, form):
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": None,
            "title": "Fermer pour quelques jours",
            "back": request.get_full_path(),
            "form": form,
            "chosen": queryset,
            "closes_more": self.closes_more,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "select_across": request.POST.get("select_across", "0"),
            "media": self.media,
        }
