"""Networks of professionals: their area, their members, whom to call."""

from django.contrib import admin

from resources.admin.area_form import AreaForm, AreaInline, place_name
from resources.admin.base import DirectoryAdmin, EditedInItsOwner, TabularInline
from resources.admin.professional import ProfessionalContactInline
from resources.models import Network, NetworkArea, NetworkMember


class NetworkAreaInline(AreaInline):
    model = NetworkArea


class NetworkMemberInline(TabularInline):
    model = NetworkMember
    fields = ["organization", "profession", "to_confirm"]
    autocomplete_fields = ["organization"]


@admin.register(Network)
class NetworkAdmin(DirectoryAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "seat", "description"],
                "description": "Un réseau réunit des professionnels : une personne ne l’appelle pas, il a sa propre "
                "page.",
            },
        ),
        ("Source", {"fields": ["source_name", "source_url", "source_date"]}),
    ]
    autocomplete_fields = ["seat"]
    inlines = [NetworkAreaInline, NetworkMemberInline, ProfessionalContactInline]
    list_display = ["name", "seat", "source_date", "updated_at"]
    list_select_related = ["seat"]
    search_fields = ["name", "seat__name"]


@admin.register(NetworkArea)
class NetworkAreaAdmin(EditedInItsOwner, DirectoryAdmin):
    form = AreaForm
    fields = ["network", "kind", "code"]
    autocomplete_fields = ["network"]
    list_display = ["network", "kind", "code", "place"]
    list_filter = ["kind", "network"]
    list_select_related = ["network"]
    search_fields = ["network__name", "code"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(place=place_name())

    @admin.display(description="zone")
    def place(self, obj):
        return obj.place


@admin.register(NetworkMember)
class NetworkMemberAdmin(EditedInItsOwner, DirectoryAdmin):
    fields = ["network", "organization", "profession", "to_confirm"]
    autocomplete_fields = ["network", "organization"]
    list_display = ["__str__", "network", "organization", "profession"]
    list_filter = ["network"]
    list_select_related = ["network", "organization"]
    search_fields = ["profession", "organization__name", "network__name"]
