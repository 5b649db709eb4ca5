"""Opening hours as an agent types them: boxes for days, « 9 h 30 » for a time."""

import re
from datetime import time

from django import forms
from django.core.exceptions import ValidationError

from resources import hours
from resources.admin.base import OneMessageAField, StackedInline
from resources.enums import Weekday
from resources.models import OpeningRule, ScheduleException
from resources.models.timetable import days_of, ranks_of

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


class ScheduleExceptionForm(OneMessageAField, forms.ModelForm):
    start = TimeField(label="De", required=False, help_text="Par exemple 14 h. Vide, avec la fin : toute la journée.")
    end = TimeField(label="À", required=False)


RULE_FIELDSETS = [
    (None, {"fields": ["weekdays", ("start", "end", "access")]}),
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
EXCEPTION_FIELDSETS = [(None, {"fields": [("first_day", "last_day"), ("state", "start", "end"), "reason"]})]


class OpeningRuleInline(StackedInline):
    model = OpeningRule
    form = OpeningRuleForm
    fieldsets = RULE_FIELDSETS


class ScheduleExceptionInline(StackedInline):
    model = ScheduleException
    form = ScheduleExceptionForm
    fieldsets = EXCEPTION_FIELDSETS
