"""Verifications: who checked what, when. Added, never changed."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone

from resources.admin.base import NOTHING_WRITTEN, AppendOnly, DirectoryAdmin, TabularInline
from resources.freshness import Check
from resources.models import Service, Verification
from resources.wording import check_date

FIELDS = ["fact", "outcome", "on", "precision", "method", "note"]


class VerificationForm(forms.ModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "on" in self.fields:  # absent from a page that is only read
            self.fields["on"].initial = timezone.localdate

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("Cette date est dans le futur : écrivez le jour où vous avez vérifié.")
        return on


class VerificationInline(AppendOnly, TabularInline):
    model = Verification
    form = VerificationForm
    fields = [*FIELDS, "agent"]
    readonly_fields = ["agent"]
    verbose_name_plural = "vérifications (elles s’ajoutent, rien ne s’efface)"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")

    @admin.display(description="par")
    def agent(self, obj):
        return "vous" if obj._state.adding else obj.by or NOTHING_WRITTEN


@admin.register(Verification)
class VerificationAdmin(AppendOnly, DirectoryAdmin):
    form = VerificationForm
    fields = ["service", *FIELDS]
    autocomplete_fields = ["service"]
    list_display = ["service", "fact", "outcome", "day", "method", "by"]
    list_display_links = ["service"]
    list_filter = ["outcome", "fact", "method"]
    list_select_related = ["service", "by"]
    search_fields = ["service__name", "note"]
    search_help_text = "Le nom d’une fiche, un mot de la note."
    date_hierarchy = "on"

    @admin.display(description="quand", ordering="on")
    def day(self, obj):
        return check_date(Check(obj.fact, obj.outcome, obj.on, obj.precision))

    def get_fields(self, request, obj=None):
        return ["service", *FIELDS, "by"] if obj else self.fields

    def save_model(self, request, obj, form, change):
        obj.by = request.user
        super().save_model(request, obj, form, change)
        Service.objects.filter(pk=obj.service_id).refresh_search()
