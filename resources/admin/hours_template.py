"""Timetables one meets everywhere, ready to be added and then corrected."""

from datetime import time

from django import forms

from resources import hours
from resources.admin.hours_change import HoursChange
from resources.admin.hours_tool import HoursTool
from resources.enums import OnHoliday, Recurrence
from resources.hours import Rule

MORNING = {"start": time(9), "end": time(12)}
READY = {
    "semaine": (
        "Du lundi au vendredi, 9 h–12 h 30 et 13 h 30–17 h",
        (
            Rule(frozenset(range(5)), time(9), time(12, 30)),
            Rule(frozenset(range(5)), time(13, 30), time(17)),
        ),
    ),
    "trois-matins": (
        "Le lundi, le mercredi et le vendredi matin, 9 h–12 h",
        (Rule(frozenset({0, 2, 4}), **MORNING),),
    ),
    "jour-et-nuit": (
        "Jour et nuit, tous les jours",
        (Rule(hours.EVERY_DAY, on_public_holidays=OnHoliday.HELD),),
    ),
    "deux-mardis": (
        "Les 2ᵉ et 4ᵉ mardis du mois, 9 h–12 h, sauf vacances scolaires",
        (
            Rule(
                frozenset({1}),
                **MORNING,
                recurrence=Recurrence.NTH,
                nth=frozenset({2, 4}),
                in_school_holidays=OnHoliday.NOT_HELD,
            ),
        ),
    ),
}


class ReadyForm(forms.Form):
    ready = forms.ChoiceField(
        label="Ajouter ces plages",
        choices=[(key, label) for key, (label, _) in READY.items()],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez un modèle."},
    )


class HoursTemplates(HoursTool):
    hours_pages = (("modeles", "hours_templates"),)

    def hours_templates(self, request, pk):
        owner = self.hours_owner(request, pk)
        form = ReadyForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            label, rules = READY[form.cleaned_data["ready"]]
            return self.write_hours(request, HoursChange(owner, rules, (), keep=True), how=f"Modèle « {label} » :")
        return self.hours_page(request, "templates", owner, "Partir d’un modèle d’horaires", form=form)
