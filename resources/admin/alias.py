"""Old addresses and entries told apart. Read only: both are written by the screen of duplicates."""

from django.contrib import admin

from resources.admin.base import DirectoryAdmin, EditedInItsOwner, ReadOnly
from resources.models import NotDuplicates, PublicIdAlias


@admin.register(PublicIdAlias)
class PublicIdAliasAdmin(ReadOnly, DirectoryAdmin):
    fields = ["alias", "service", "created_at"]
    list_display = ["__str__", "alias", "service", "created_at"]
    list_select_related = ["alias", "service"]
    search_fields = ["alias__public_id", "alias__name", "service__public_id", "service__name"]


@admin.register(NotDuplicates)
class NotDuplicatesAdmin(EditedInItsOwner, ReadOnly, DirectoryAdmin):
    """An agent who was wrong takes it back here: the pair is offered again."""

    fields = ["first", "second", "by", "created_at"]
    list_display = ["first", "second", "by", "created_at"]
    list_select_related = ["first", "second", "by"]
    search_fields = ["first__name", "second__name"]

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("resources.merge_service")
