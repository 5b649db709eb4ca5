"""Hours of another place or way in, seen before they are copied."""

from functools import partial

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils import timezone

from resources.admin.hours_change import HoursChange
from resources.admin.hours_rows import named, new_to, overrides_of, rules_of
from resources.admin.hours_tool import HoursTool
from resources.admin.way_in_search import WayInField
from resources.models import Location, OpeningRule

ONE_SOURCE = "Choisissez un point d’accueil ou un lieu, pas les deux."


class CopyForm(forms.Form):
    way_in = WayInField(label="Le point d’accueil", required=False, help_text="Le nom d’une fiche ou d’un lieu.")
    location = forms.ModelChoiceField(
        Location.objects.all(),
        label="Ou le lieu",
        required=False,
        widget=AutocompleteSelect(OpeningRule._meta.get_field("location"), site),
    )
    keep = forms.BooleanField(label="Garder aussi les plages déjà là", required=False)
    exceptions = forms.BooleanField(label="Copier aussi les fermetures et ouvertures exceptionnelles", required=False)

    def __init__(self, *args, owner, readable, **kwargs):
        super().__init__(*args, **kwargs)
        self.owner = owner
        for name in ("way_in", "location"):
            self.fields[name].queryset &= readable(self.fields[name].queryset.model)

    def clean(self):
        cleaned = super().clean()
        sources = [cleaned[name] for name in ("way_in", "location") if cleaned.get(name)]
        if self.errors:
            return cleaned
        if len(sources) != 1:
            raise ValidationError({"way_in": ONE_SOURCE})
        self.source = sources[0]
        field = "location" if isinstance(self.source, Location) else "way_in"
        if self.source == self.owner:
            raise ValidationError({field: "C’est cette page même : choisissez-en une autre."})
        self.rules = rules_of(self.source)
        self.overrides = self._to_come() if cleaned["exceptions"] else []
        if not self.rules and not self.overrides:
            raise ValidationError({field: "Rien à copier : aucune plage n’y est saisie."})
        try:
            new_to(self.owner, self.overrides)
        except ValidationError as error:
            raise ValidationError({"exceptions": error}) from error
        return cleaned

    def _to_come(self):
        today = timezone.localdate()
        return [override for override in overrides_of(self.source) if override.last >= today]

    @property
    def change(self) -> HoursChange:
        return HoursChange(self.owner, tuple(self.rules), tuple(self.overrides), self.cleaned_data["keep"])


class HoursCopy(HoursTool):
    hours_pages = (("copier", "hours_copy"),)

    def hours_copy(self, request, pk):
        owner = self.hours_owner(request, pk)
        data = request.POST if request.method == "POST" else request.GET
        form = CopyForm(data or None, owner=owner, readable=partial(self._readable, request))
        change = form.change if form.is_valid() else None
        if change and request.method == "POST":
            return self.write_hours(request, change, how=f"Copie de « {named(form.source)} » :")
        return self.hours_page(
            request,
            "copy",
            owner,
            "Copier les horaires d’une autre fiche",
            form=form,
            media=self.media + form.media,
            preview=change and change.preview,
            source=change and named(form.source),
        )

    def _readable(self, request, model):
        screen = self.admin_site.get_model_admin(model)
        rows = screen.get_queryset(request)
        return rows if screen.has_view_permission(request) else rows.none()
