"""An OpenStreetMap expression, read back in words before its hours are written."""

from django import forms
from django.core.exceptions import ValidationError

from resources.admin.hours_change import HoursChange
from resources.admin.hours_rows import new_to
from resources.admin.hours_tool import HoursTool
from resources.models.way_in import local_calendar
from resources.osm import read_osm


class PasteForm(forms.Form):
    text = forms.CharField(
        label="Expression",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField", "spellcheck": "false"}),
        max_length=20_000,
        help_text="Par exemple « Mo-Fr 09:00-12:30,13:30-17:00; PH off ».",
        error_messages={"required": "Collez l’expression à lire."},
    )
    keep = forms.BooleanField(label="Garder aussi les plages déjà là", required=False)

    def __init__(self, *args, owner, **kwargs):
        super().__init__(*args, **kwargs)
        self.owner = owner

    def clean_text(self):
        text = self.cleaned_data["text"]
        self.reading = read_osm(text, calendar=local_calendar())
        if self.reading.reason:
            raise ValidationError(f"{self.reading.reason} Rien n’est enregistré.")
        new_to(self.owner, self.reading.overrides)
        return text

    @property
    def change(self) -> HoursChange:
        return HoursChange(self.owner, self.reading.rules, self.reading.overrides, self.cleaned_data["keep"])


class HoursPaste(HoursTool):
    hours_pages = (("openstreetmap", "hours_paste"),)

    def hours_paste(self, request, pk):
        owner = self.hours_owner(request, pk)
        form = PasteForm(request.POST if request.method == "POST" else None, owner=owner)
        change = form.change if form.is_valid() else None
        if change and "confirmed" in request.POST:
            return self.write_hours(request, change, how="Depuis OpenStreetMap :")
        title = "Coller une expression OpenStreetMap"
        return self.hours_page(request, "paste", owner, title, form=form, preview=change and change.preview)
