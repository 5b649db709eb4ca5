"""What an entry or a guide says in other languages, on its own screen."""

from django import forms
from django.contrib import admin

from resources.admin.base import DirectoryAdmin, EditedInItsOwner, StackedInline
from resources.languages import OTHERS
from resources.models import GuideTranslation, ServiceTranslation
from resources.models.page import GUIDE_TRANSLATED
from resources.models.service import TRANSLATED

WIDE = {"class": "vLargeTextField", "lang": OTHERS[0]}


class ServiceTranslationForm(forms.ModelForm):
    class Meta:
        model = ServiceTranslation
        fields = ["language", *TRANSLATED]
        widgets = {name: forms.TextInput(attrs=WIDE) for name in ("name", "neutral_title", "summary", "eligibility")}


class GuideTranslationForm(forms.ModelForm):
    class Meta:
        model = GuideTranslation
        fields = ["language", *GUIDE_TRANSLATED]
        widgets = {name: forms.TextInput(attrs=WIDE) for name in ("title", "neutral_title", "summary")}


class TranslationInline(StackedInline):
    """Closed until it is needed: most agents write French alone."""

    extra = 0
    max_num = len(OTHERS)
    classes = ["collapse"]
    verbose_name = "traduction"
    verbose_name_plural = "Traductions : ce qui manque se lit en français, et la page le dit"


class ServiceTranslationInline(TranslationInline):
    model = ServiceTranslation
    form = ServiceTranslationForm


class GuideTranslationInline(TranslationInline):
    model = GuideTranslation
    form = GuideTranslationForm


@admin.register(ServiceTranslation)
class ServiceTranslationAdmin(EditedInItsOwner, DirectoryAdmin):
    form = ServiceTranslationForm
    fields = ["service", "language", *TRANSLATED]
    autocomplete_fields = ["service"]
    list_display = ["service", "language", "name"]
    list_filter = ["language"]
    list_select_related = ["service"]
    search_fields = ["service__name", "name"]


@admin.register(GuideTranslation)
class GuideTranslationAdmin(EditedInItsOwner, DirectoryAdmin):
    form = GuideTranslationForm
    fields = ["guide", "language", *GUIDE_TRANSLATED]
    list_display = ["guide", "language", "title"]
    list_filter = ["language"]
    list_select_related = ["guide"]
    search_fields = ["guide__title", "title"]
