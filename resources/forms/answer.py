"""What a structure answers about one of its entries: still right, to be corrected, gone."""

from copy import deepcopy

from django import forms
from django.core.exceptions import ValidationError

from resources.enums import AnswerChoice, Correction
from resources.verification.answer import Answer
from resources.verification.sheet import Sheet

CORRECTIONS = {
    Correction.PHONE: forms.CharField(label="Nouveau numéro", max_length=120, required=False),
    Correction.HOURS: forms.CharField(
        label="Nouveaux horaires",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Avec vos mots, par exemple « du lundi au vendredi, 9 h–12 h, sauf vacances scolaires ».",
    ),
    Correction.PLACE: forms.CharField(
        label="Nouvelle adresse",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Seulement si le public doit la connaître.",
    ),
    Correction.SUMMARY: forms.CharField(
        label="La phrase qui présente le service", max_length=250, required=False, help_text="Des mots simples."
    ),
    Correction.NOTE: forms.CharField(
        label="Autre chose à nous dire",
        max_length=1_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Jamais le nom d’une personne que vous accompagnez.",
    ),
}


class AnswerForm(forms.Form):
    """Left without a choice, an entry is left for later."""

    choice = forms.ChoiceField(
        label="Votre réponse pour cette fiche",
        choices=AnswerChoice.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, data=None, *, sheet: Sheet):
        super().__init__(data, prefix=sheet.service.public_id)
        self.sheet = sheet
        for correction, field in CORRECTIONS.items():
            # Of a secret place no address is asked: none could be kept.
            if correction != Correction.PLACE or (sheet.has_place and not sheet.secret):
                self.fields[correction.value] = deepcopy(field)
                self.fields[correction.value].widget.attrs["autocomplete"] = "off"

    @property
    def correction_fields(self):
        return [self[name] for name in self.fields if name != "choice"]

    @property
    def typed(self) -> dict[Correction, str]:
        kept = {name: self.cleaned_data.get(name, "") for name in self.fields if name != "choice"}
        return {Correction(name): text for name, text in kept.items() if text}

    def clean(self):
        cleaned = super().clean()
        choice, typed = self.cleaned_data.get("choice"), self.typed
        if choice == AnswerChoice.FIX and not typed:
            self._refuse("Écrivez ce qui a changé, ou choisissez « Toujours exact ».")
        elif typed and not choice:
            self._refuse("Vous avez écrit une correction : choisissez « À corriger ».")
        elif typed and choice == AnswerChoice.RIGHT:
            self._refuse("Vous avez écrit une correction : choisissez « À corriger », ou effacez-la.")
        elif choice == AnswerChoice.GONE and set(typed) - {Correction.NOTE}:
            self._refuse("Le service n’existe plus, ou il a changé ? Gardez l’un des deux.")
        return cleaned

    def _refuse(self, message: str) -> None:
        if "choice" not in self.errors:
            self.add_error("choice", ValidationError(message))

    @property
    def answer(self) -> Answer | None:
        """None when nothing was said of this entry."""
        choice = self.cleaned_data["choice"]
        return Answer(self.sheet, AnswerChoice(choice), self.typed) if choice else None
