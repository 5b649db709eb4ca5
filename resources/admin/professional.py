"""What only signed-in professionals read."""

from django.contrib import admin
from django.forms import BaseInlineFormSet

from resources.admin.base import DirectoryAdmin, EditedInItsOwner, TabularInline
from resources.models import ProfessionalContact, ProfessionalDetails

CONTACT_FIELDS = ["role", "phone", "email"]


class ProfessionalContactFormSet(BaseInlineFormSet):
    """Named here: with no reverse accessor, Django would name it "-1", which the page's script cannot select."""

    @classmethod
    def get_default_prefix(cls):
        return "professional_contacts"


class ProfessionalContactInline(TabularInline):
    """The owner is the page's own object: the other is not even in the form."""

    model = ProfessionalContact
    formset = ProfessionalContactFormSet
    fields = CONTACT_FIELDS


@admin.register(ProfessionalDetails)
class ProfessionalDetailsAdmin(DirectoryAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": ["service", "how_to_refer", "conditions", "delay"],
                "description": "Réservé aux professionnels connectés. Jamais le nom d’une personne accompagnée.",
            },
        ),
        ("Qui peut demander", {"fields": [("person_may_ask", "professional_may_ask")]}),
        ("Notes", {"fields": ["notes"]}),
    ]
    autocomplete_fields = ["service"]
    inlines = [ProfessionalContactInline]
    list_display = ["service", "delay", "person_may_ask", "professional_may_ask", "updated_at"]
    list_filter = ["person_may_ask", "professional_may_ask"]
    list_select_related = ["service"]
    search_fields = ["service__name", "service__organization__name"]
    search_help_text = "Le nom d’une fiche ou d’une structure."


@admin.register(ProfessionalContact)
class ProfessionalContactAdmin(EditedInItsOwner, DirectoryAdmin):
    fields = ["details", "network", *CONTACT_FIELDS]
    autocomplete_fields = ["details", "network"]
    list_display = ["role", "phone", "email", "details", "network"]
    list_select_related = ["details__service", "network"]
    search_fields = ["role", "phone", "email", "details__service__name", "network__name"]
