"""Covered areas as an agent types them: a code, or simply the name of the place."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Case, OuterRef, Subquery, Value, When

from resources.admin.base import NOTHING_WRITTEN, TabularInline, holds_every_word
from resources.enums import AreaKind
from resources.models import AREA_OF_COUNTRY, Commune, Departement, Epci
from resources.text import fold, fold_place

UNKNOWN_PLACE = {
    AreaKind.REGION: "Aucun département chargé n’est dans cette région : écrivez son code, par exemple 75.",
    AreaKind.DEPARTEMENT: "Ce département n’est pas chargé : écrivez son nom ou son code.",
    AreaKind.EPCI: "Cette intercommunalité n’est pas chargée : écrivez son nom entier ou son code.",
    AreaKind.COMMUNE: "Cette commune n’est pas chargée : écrivez son nom ou son code INSEE, de cinq signes.",
}


def place_name() -> Case:
    """The name of the place an area's code stands for, in the same query."""
    return Case(
        When(kind=AreaKind.COMMUNE, then=Subquery(_named(Commune, OuterRef("code")))),
        When(kind=AreaKind.EPCI, then=Subquery(_named(Epci, OuterRef("code")))),
        When(kind=AreaKind.DEPARTEMENT, then=Subquery(_named(Departement, OuterRef("code")))),
        When(kind=AreaKind.COUNTRY, then=Value("France entière")),
        default=Value(""),
    )


def _named(model, code):
    return model.objects.filter(pk=code).order_by().values("name")[:1]


def codes_of(kind: str, typed: str) -> list[str]:
    """Codes of the loaded places that go by this code or this name."""
    if kind == AreaKind.COUNTRY:
        return [AREA_OF_COUNTRY[1]]
    if kind == AreaKind.REGION:
        return list(Departement.objects.filter(region_code=typed).values_list("region_code", flat=True)[:1])
    model = {AreaKind.DEPARTEMENT: Departement, AreaKind.EPCI: Epci, AreaKind.COMMUNE: Commune}[AreaKind(kind)]
    if model.objects.filter(pk=typed.upper()).exists():
        return [typed.upper()]
    if kind == AreaKind.COMMUNE:
        named = Commune.objects.filter(names__folded=fold_place(typed)).distinct()
        return list(named.values_list("insee", flat=True))
    named = model.objects.values_list("pk", "name")
    exact = [code for code, name in named if fold(name) == fold(typed)]
    # « Grand Poitiers » is enough for « Communauté urbaine du Grand Poitiers ».
    return exact or [code for code, name in named if holds_every_word([name], fold(typed).split())]


class AreaForm(forms.ModelForm):
    code = forms.CharField(
        label="Nom ou code",
        max_length=150,
        required=False,
        help_text="Le nom d’une commune, d’une intercommunalité…, ou son code. Vide pour la France entière.",
    )

    @property
    def stored(self) -> bool:
        return not self.instance._state.adding

    def has_data(self) -> bool:
        return self.stored or self.has_changed()

    def clean_code(self):
        kind, typed = self.cleaned_data.get("kind"), self.cleaned_data["code"].strip()
        unchanged = self.stored and not {"kind", "code"} & set(self.changed_data)
        if not kind or unchanged:
            return typed
        if not fold(typed) and kind != AreaKind.COUNTRY:
            raise ValidationError("Écrivez le nom ou le code de la zone.")
        codes = codes_of(kind, typed)
        if not codes:
            raise ValidationError(UNKNOWN_PLACE[AreaKind(kind)])
        if len(codes) > 1:
            raise ValidationError(f"Plusieurs zones portent ce nom : écrivez le code ({', '.join(codes[:8])}).")
        return codes[0]


class AreaFormSet(forms.BaseInlineFormSet):
    def get_unique_error_message(self, unique_check):
        return "La même zone est deux fois dans la liste : gardez-en une."

    def get_form_error(self):
        return "Cette zone est déjà plus haut."

    def kept(self) -> list:
        """Forms of the areas that will be there once the page is saved."""
        return [form for form in self.forms if form.has_data() and not form.cleaned_data.get("DELETE")]


class AreaInline(TabularInline):
    form = AreaForm
    formset = AreaFormSet
    fields = ["kind", "code", "place"]
    readonly_fields = ["place"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(place=place_name())

    @admin.display(description="zone")
    def place(self, obj):
        return getattr(obj, "place", "") or NOTHING_WRITTEN
