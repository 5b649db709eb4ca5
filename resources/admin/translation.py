"""What an entry says in other languages, on its own screen."""

from django import forms
from django.contrib import admin

from resources.languages import OTHERS
from resources.models import ServiceTranslation
from resources.models.service import TRANSLATED

LONG = {"name": forms.TextInput, "summary": forms.TextInput, "eligibility": forms.TextInput}


class TranslationForm(forms.ModelForm):
    class Meta:
        model = ServiceTranslation
        fields = ["language", *TRANSLATED]
        widgets = {name: widget(attrs={"class": "vLargeTextField", "lang": OTHERS[0]}) for name, widget in LONG.items()}


class TranslationInline(admin.StackedInline):
    """Closed until it is needed: most agents write French alone."""

    model = ServiceTranslation
    form = TranslationForm
    extra = 0
    max_num = len(OTHERS)
    classes = ["collapse"]
    verbose_name = "traduction"
    verbose_name_plural = "Traductions : ce qui manque se lit en français, et la page le dit"
