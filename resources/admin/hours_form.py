"""Opening hours as an agent types them: boxes for days, « 9 h 30 » for a time."""

import re
from datetime import time

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from resources import hours
from resources.admin.base import NOTHING_WRITTEN, OneMessageAField, StackedInline
from resources.admin.hours_overlap import contradicts, repeats
from resources.admin.hours_warning import passes_midnight
from resources.enums import Weekday
from resources.models import OpeningRule, ScheduleException
from resources.models.timetable import days_of, ranks_of
from resources.wording import rule_sentence, slot

RANKS = [(1, "1ᵉʳ"), (2, "2ᵉ"), (3, "3ᵉ"), (4, "4ᵉ"), (5, "5ᵉ"), (hours.LAST, "dernier")]
TYPED_TIME = re.compile(r"^(\d{1,2})\s*(?:h|heures?|:)\s*(?:(\d{2})(?::\d{2})?)?\s*(?:min)?$", re.IGNORECASE)
NO_SUCH_TIME = "Cette heure n’existe pas : écrivez par exemple 9 h 30."
BITS = 7
# A shop says "until 24:00"; the day ends where the next one begins.
END_OF_DAY = (24, 0)


class MaskField(forms.MultipleChoiceField):
    """Boxes, stored as the bits of one number. `numbers_of` reads the boxes back from the number."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, numbers_of, **kwargs):
        super().__init__(**kwargs)
        self.numbers_of = numbers_of

    def prepare_value(self, value):
        return [str(number) for number in sorted(self.numbers_of(value))] if isinstance(value, int) else value

    def clean(self, value):
        ticked = {int(number) for number in super().clean(value)}
        return sum(1 << bit for bit in range(BITS) if self.numbers_of(1 << bit) & ticked)

    def has_changed(self, initial, data):
        return set(self.prepare_value(initial) or []) != set(data or [])


class TimeField(forms.TimeField):
    """Accepts 9h, 9 h 30, 09:00 and 9:30."""

    widget = forms.TimeInput(format="%-H h %M", attrs={"size": 9})

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, time):
            return value or None
        typed = TYPED_TIME.match(str(value).strip())
        if not typed:
            raise ValidationError(NO_SUCH_TIME, code="invalid")
        hour, minute = int(typed[1]), int(typed[2] or 0)
        if (hour, minute) == END_OF_DAY:
            return time()
        try:
            return time(hour, minute)
        except ValueError as error:
            raise ValidationError(NO_SUCH_TIME, code="invalid") from error


class OpeningRuleForm(OneMessageAField, forms.ModelForm):
    weekdays = MaskField(
        label="Jours",
        choices=Weekday.choices,
        numbers_of=days_of,
        error_messages={"required": "Choisissez au moins un jour."},
    )
    nth_weekdays = MaskField(
        label="Rangs dans le mois",
        choices=RANKS,
        numbers_of=ranks_of,
        required=False,
        help_text="Seulement pour « certains jours du mois » : le 1ᵉʳ et le 3ᵉ mardi, le dernier vendredi…",
    )
    start = TimeField(label="De", required=False, help_text="Par exemple 9 h 30. Vide, avec la fin : jour et nuit.")
    end = TimeField(label="À", required=False, help_text="Plus tôt que le début : jusqu’au lendemain.")
    # Hidden by the style sheet until it is asked for.
    past_midnight = forms.BooleanField(label="Oui, jusqu’au lendemain", required=False)

    def clean(self):
        cleaned = super().clean()
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if self._times_are_new and passes_midnight(start, end) and not self.cleaned_data.get("past_midnight"):
            self.add_error(
                "past_midnight", f"{slot(start, end)} passe minuit : c’est voulu ? Cochez, ou corrigez l’heure."
            )
        return cleaned

    @property
    def _times_are_new(self) -> bool:
        return self.instance._state.adding or bool({"start", "end"} & set(self.changed_data))


class OneDayUnlessTwo:
    """For a form of days: the first alone is one day."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Who may only read has no such field.
        if last_day := self.fields.get("last_day"):
            last_day.required, last_day.help_text = False, "Vide : ce seul jour."

    def clean_last_day(self):
        # Without a first day either, that one is refused: the last stays what it was.
        return self.cleaned_data["last_day"] or self.cleaned_data.get("first_day") or self.instance.last_day


class ScheduleExceptionForm(OneDayUnlessTwo, OneMessageAField, forms.ModelForm):
    start = TimeField(label="De", required=False, help_text="Par exemple 14 h. Vide, avec la fin : toute la journée.")
    end = TimeField(label="À", required=False)


class ScheduleExceptionFormSet(forms.BaseInlineFormSet):
    """Two exceptions may overlap when one is more precise; they may not say two things of the same hours."""

    def clean(self):
        super().clean()
        kept = []
        for form in self.forms:
            if not form.is_valid() or not form.cleaned_data or form.cleaned_data.get("DELETE"):
                continue
            override = form.instance.as_override()
            if any(repeats(one, override) for one in kept):
                form.add_error("first_day", "La même exception est déjà plus haut : enlevez-en une.")
            elif any(contradicts(one, override) for one in kept):
                form.add_error(
                    "first_day",
                    "Une autre ligne dit le contraire pour ces mêmes heures : gardez-en une. Une ouverture "
                    "exceptionnelle remplace déjà les heures habituelles du jour.",
                )
            kept.append(override)


class SaysItsRule:
    """For a screen of rules: the rule as the public will read it."""

    readonly_fields = ["sentence"]

    @admin.display(description="La fiche dira")
    def sentence(self, obj):
        return NOTHING_WRITTEN if obj is None or obj._state.adding else rule_sentence(obj.as_rule())


RULE_FIELDSETS = [
    (None, {"fields": ["sentence", "weekdays", ("start", "end"), "past_midnight", "access"]}),
    (
        "Vacances, jours fériés",
        {
            "fields": [("on_public_holidays", "in_school_holidays")],
            "description": "Laissez « à confirmer » si vous ne savez pas : la fiche le dira aussi.",
        },
    ),
    (
        "Pas toutes les semaines, ou pour un temps seulement",
        {
            "classes": ["collapse"],
            "fields": ["recurrence", "nth_weekdays", ("interval", "anchor"), ("valid_from", "valid_to")],
        },
    ),
]
EXCEPTION_FIELDSETS = [(None, {"fields": [("first_day", "last_day"), "state", ("start", "end"), "reason"]})]


class OpeningRuleInline(SaysItsRule, StackedInline):
    model = OpeningRule
    form = OpeningRuleForm
    fieldsets = RULE_FIELDSETS


class ScheduleExceptionInline(StackedInline):
    model = ScheduleException
    form = ScheduleExceptionForm
    formset = ScheduleExceptionFormSet
    fieldsets = EXCEPTION_FIELDSETS
