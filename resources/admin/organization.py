"""Organisations: who holds the services."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from resources.admin.base import DirectoryAdmin
from resources.admin.contact import ContactInline
from resources.models import Organization, Service
from resources.roles import Scope


class OrganizationForm(forms.ModelForm):
    def clean_parent(self):
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk in lineage(parent):
            raise ValidationError("Une structure ne peut pas faire partie d’elle-même.")
        return parent


def lineage(organization) -> list:
    """Ids of an organisation and of all it is part of; stops where it would turn in a circle."""
    ids = []
    while organization and organization.pk not in ids:
        ids.append(organization.pk)
        organization = organization.parent
    return ids


@admin.register(Organization)
class OrganizationAdmin(DirectoryAdmin):
    form = OrganizationForm
    fieldsets = [
        (None, {"fields": [("name", "short_name"), "kind", "parent", "description"]}),
        ("Pour la retrouver", {"fields": ["website", "siret"]}),
    ]
    autocomplete_fields = ["parent"]
    inlines = [ContactInline]
    list_display = ["name", "short_name", "kind", "parent", "siret"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name", "short_name", "siret"]
    search_help_text = "Un nom, un sigle ou un SIRET."

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        everywhere = request.user.scope("change", "organization") == Scope.ALL
        # What it is part of is not hers to name.
        return readonly if everywhere else [*readonly, "parent"]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        Service.objects.filter(organization=form.instance).refresh_search()
