"""Numbers and addresses, beside their owner and all together."""

from django import forms
from django.contrib import admin

from resources.admin.base import DirectoryAdmin, OneMessageAField, StackedInline
from resources.models import ContactPoint
from resources.validators import digits

WHAT = (None, {"fields": [("kind", "value", "label")]})
FACTS = (
    "Ce qu’on en sait",
    {
        "classes": ["collapse"],
        "description": "« À confirmer » quand vous ne savez pas : jamais « non » par défaut.",
        "fields": [("free", "on_bill"), ("anonymous", "deaf_access"), "languages", "note", "position"],
    },
)
# Fewer digits would find half of the directory.
DIGITS_THAT_TELL = 4


class ContactForm(OneMessageAField, forms.ModelForm):
    pass


class ContactInline(StackedInline):
    """The owner is the page's own object: the two other owners are not even in the form."""

    model = ContactPoint
    form = ContactForm
    fieldsets = [WHAT, FACTS]
    autocomplete_fields = ["languages"]


@admin.register(ContactPoint)
class ContactPointAdmin(DirectoryAdmin):
    form = ContactForm
    fieldsets = [
        WHAT,
        (
            "À qui est-il ?",
            {
                "fields": ["organization", "service", "way_in"],
                "description": "À une structure, à une fiche ou à un point d’accueil : un seul des trois.",
            },
        ),
        FACTS,
    ]
    autocomplete_fields = ["organization", "service", "way_in", "languages"]
    list_display = ["value", "kind", "owner", "label", "free", "on_bill"]
    list_filter = ["kind", "free", "on_bill", "deaf_access", "anonymous"]
    list_select_related = ["organization", "service", "way_in__service", "way_in__location"]
    search_fields = ["value", "label", "organization__name", "service__name", "way_in__service__name"]
    search_help_text = "Un numéro, une adresse, une structure ou une fiche."

    @admin.display(description="de qui")
    def owner(self, obj):
        return obj.organization or obj.service or f"{obj.way_in.service} ({obj.way_in})"

    def get_search_results(self, request, queryset, search_term):
        number = digits(search_term)
        if len(number) < DIGITS_THAT_TELL or search_term.strip(" +.-0123456789"):
            return super().get_search_results(request, queryset, search_term)
        values = queryset.order_by().values_list("pk", "value")
        return queryset.filter(pk__in=[pk for pk, value in values if number in digits(value)]), False
