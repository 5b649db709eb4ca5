"""What the staff fill in to accept or refuse a proposed correction, and where the rest is typed."""

from django import forms
from django.db.models import Q
from django.urls import reverse

from resources.enums import DIALLED_KINDS, Correction, HoursSource
from resources.models import ContactPoint, ProposedChange
from resources.models.way_in import local_calendar
from resources.osm import read_osm
from resources.validators import validate_dialled
from resources.wording import rule_sentence

ADD = "Aucun : ajouter ce numéro"


class AcceptForm(forms.Form):
    """A number or a sentence, as it will be written. Empty for what is typed elsewhere."""

    def __init__(self, data=None, *, proposal: ProposedChange):
        super().__init__(data)
        if proposal.correction == Correction.PHONE:
            numbers = numbers_of(proposal.service)
            self.fields["value"] = forms.CharField(
                label="Numéro à écrire", max_length=30, initial=proposal.proposed, validators=[validate_dialled]
            )
            self.fields["replaces"] = forms.ModelChoiceField(
                numbers,
                label="À la place de",
                required=False,
                empty_label=ADD,
                initial=numbers.first() if numbers.count() == 1 else None,
            )
        elif proposal.correction == Correction.SUMMARY:
            self.fields["value"] = forms.CharField(
                label="Phrase à écrire",
                max_length=250,
                initial=proposal.proposed,
                widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
            )

    @property
    def kept(self) -> dict:
        return self.cleaned_data


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label="Pourquoi",
        max_length=250,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        error_messages={"required": "Dites pourquoi : la prochaine personne le lira."},
    )
    still_right = forms.BooleanField(label="J’ai vérifié : ce que dit la fiche est exact", required=False)


def numbers_of(service):
    own = Q(service=service) | Q(way_in__service=service)
    return ContactPoint.objects.filter(own, kind__in=DIALLED_KINDS)


def pages_to_open(proposal: ProposedChange) -> list[tuple[str, str]]:
    """Where what is proposed is typed by hand: (address, what it is)."""
    if proposal.correction not in (Correction.HOURS, Correction.PLACE):
        return []
    pages = []
    for way_in in proposal.service.ways_in.select_related("location"):
        of_place = proposal.correction == Correction.PLACE or way_in.hours_source == HoursSource.LOCATION
        if of_place and way_in.location:
            pages.append((reverse("admin:resources_location_change", args=[way_in.location_id]), str(way_in.location)))
        elif proposal.correction == Correction.HOURS:
            pages.append((reverse("admin:resources_serviceatlocation_change", args=[way_in.pk]), str(way_in)))
    return list(dict.fromkeys(pages))


def read_as_hours(proposal: ProposedChange) -> list[str]:
    """Hours written as OpenStreetMap does, read aloud; nothing for words."""
    if proposal.correction != Correction.HOURS:
        return []
    return [rule_sentence(rule) for rule in read_osm(proposal.proposed, calendar=local_calendar()).rules]
