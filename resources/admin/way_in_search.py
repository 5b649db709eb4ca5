"""Choosing a way in by typing: the list names its entry, since a place holds several."""

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AutocompleteSelect

from resources.admin.choices import Autocomplete
from resources.admin.hours_rows import named
from resources.models import OpeningRule, ServiceAtLocation

URL_NAME = "resources_serviceatlocation_search"


class WayInSearchView(Autocomplete):
    def get_queryset(self):
        return super().get_queryset().select_related("service", "location")

    def serialize_result(self, obj, to_field_name):
        return super().serialize_result(obj, to_field_name) | {"text": named(obj)}


class WayInSelect(AutocompleteSelect):
    url_name = f"%s:{URL_NAME}"

    def __init__(self):
        super().__init__(OpeningRule._meta.get_field("way_in"), site)


class WayInField(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        ways_in = ServiceAtLocation.objects.select_related("service", "location")
        super().__init__(ways_in, widget=WayInSelect, **kwargs)

    def label_from_instance(self, obj):
        return named(obj)
