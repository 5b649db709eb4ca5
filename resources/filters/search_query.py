"""Where and what: the parameters of a search that are no filter."""

from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from resources.enums import Alert
from resources.filters.fields import (
    CodesField,
    KnownChoicesField,
    TypedField,
    WeekField,
    is_place_code,
    is_public_id,
)
from resources.search.facets import RADII_KM


class SearchQuery(forms.Form):
    """Where and what, as typed or as codes. Never invalid: what cannot be read is as if it were not there."""

    ou = TypedField()
    quoi = TypedField()
    rayon = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=settings.DEFAULT_RADIUS_KM, choices=[(km, km) for km in RADII_KM]
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    ouvert = KnownChoicesField(choices=[("1", _("Ouvert maintenant"))], required=False)
    semaine = WeekField(required=False)
    appel = KnownChoicesField(choices=Alert.choices, required=False)
    fiche = CodesField(is_code=is_public_id)
    aussi = CodesField(is_code=is_place_code)

    def __init__(self, data):
        super().__init__(data)
        self.full_clean()

    @property
    def where(self) -> str:
        return self.cleaned_data["ou"]

    @property
    def what(self) -> str:
        return self.cleaned_data["quoi"]

    @property
    def radius_km(self) -> int:
        return self.cleaned_data.get("rayon") or settings.DEFAULT_RADIUS_KM

    @property
    def page_number(self) -> int:
        return self.cleaned_data.get("page") or 1

    @property
    def only_open(self) -> bool:
        return bool(self.cleaned_data.get("ouvert"))

    @property
    def monday(self) -> date | None:
        """The Monday of the week asked for; None when none was, or none that exists."""
        return self.cleaned_data.get("semaine")

    @property
    def alerts(self) -> list[str]:
        """Numbers to put above everything."""
        return self.cleaned_data.get("appel", [])

    @property
    def public_ids(self) -> list[str]:
        return self.cleaned_data.get("fiche", [])

    @property
    def also(self) -> list[str]:
        return self.cleaned_data.get("aussi", [])
