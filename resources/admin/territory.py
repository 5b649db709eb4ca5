"""Territory: communes and the names they go by."""

from django.contrib import admin

from resources.admin.base import DirectoryAdmin, EditedInItsOwner, KeyForEver, TabularInline
from resources.admin.folded_form import CommuneNameForm, FoldedFormSet
from resources.enums import NameKind
from resources.models import Commune, CommuneName, Departement, Epci, PostalCode
from resources.text import fold_place, sort_key


@admin.register(Departement)
class DepartementAdmin(KeyForEver, DirectoryAdmin):
    fields = ["code", "name", "region_code"]
    list_display = ["code", "name", "region_code"]
    list_display_links = ["code", "name"]
    search_fields = ["code", "name"]


@admin.register(Epci)
class EpciAdmin(KeyForEver, DirectoryAdmin):
    fields = ["code", "name"]
    list_display = ["name", "code"]
    search_fields = ["name", "code"]


class CommuneNameInline(TabularInline):
    model = CommuneName
    form = CommuneNameForm
    formset = FoldedFormSet
    fields = ["name", "kind"]


class PostalCodeInline(TabularInline):
    model = PostalCode
    fields = ["code"]


@admin.register(Commune)
class CommuneAdmin(KeyForEver, DirectoryAdmin):
    fieldsets = [
        (None, {"fields": [("name", "insee"), "departement", "epci", "population"]}),
        (
            "Où elle est",
            {"fields": [("latitude", "longitude")], "description": "Le centre de la commune, en degrés décimaux."},
        ),
    ]
    autocomplete_fields = ["departement", "epci"]
    inlines = [CommuneNameInline, PostalCodeInline]
    list_display = ["name", "insee", "departement", "epci", "population"]
    list_filter = ["departement", "epci"]
    list_select_related = ["departement", "epci"]
    search_fields = ["names__folded", "sort_key", "insee", "postal_codes__code"]
    search_help_text = "Un nom (ancien ou non), un code INSEE ou un code postal."

    def get_search_results(self, request, queryset, search_term):
        # Its names are stored folded: no need to fold tens of thousands of them again.
        return admin.ModelAdmin.get_search_results(self, request, queryset, fold_place(search_term))

    def save_model(self, request, obj, form, change):
        obj.sort_key = sort_key(obj.name)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        make_findable_by_its_name(form.instance)


def make_findable_by_its_name(commune):
    commune.names.get_or_create(
        folded=fold_place(commune.name), defaults={"name": commune.name, "kind": NameKind.OFFICIAL}
    )


@admin.register(CommuneName)
class CommuneNameAdmin(EditedInItsOwner, DirectoryAdmin):
    form = CommuneNameForm
    fields = ["commune", "name", "kind"]
    autocomplete_fields = ["commune"]
    list_display = ["name", "commune", "kind"]
    list_filter = ["kind"]
    list_select_related = ["commune"]
    search_fields = ["name", "commune__name"]


@admin.register(PostalCode)
class PostalCodeAdmin(EditedInItsOwner, DirectoryAdmin):
    fields = ["code", "commune"]
    autocomplete_fields = ["commune"]
    list_display = ["code", "commune"]
    list_select_related = ["commune"]
    search_fields = ["code", "commune__name"]
