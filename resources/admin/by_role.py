"""Screens that ask the matrix of roles, object by object."""

from django.http import Http404

from resources.enums import EditorialStatus
from resources.models.base import allowed

# What an agent who does not publish may choose herself.
NOT_YET_PUBLISHED = (EditorialStatus.DRAFT, EditorialStatus.REVIEW)
# For whom an entry is, and which comes first, are decided for the whole directory.
RESERVED = ("serves", "priority")


class ByRole:
    """For every screen of ours: its list holds what one may view, its pages what one may change."""

    def may(self, request, action, obj=None) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.{action}_{self.opts.model_name}", obj)

    def get_queryset(self, request):
        return allowed(super().get_queryset(request), request.user, "view")

    def has_view_permission(self, request, obj=None):
        return self.may(request, "view", obj)

    def has_change_permission(self, request, obj=None):
        return self.may(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self.may(request, "delete", obj)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Somebody else's and nobody's answer alike."""
        raise Http404


class DeletedUnpublished:
    """What is published is archived first; its parts go with it, one object at a time."""

    def has_delete_permission(self, request, obj=None):
        published = obj is not None and obj.status == EditorialStatus.PUBLISHED
        return super().has_delete_permission(request, obj) and not published

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_deleted_objects(self, objs, request):
        deleted, counts, _, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected


class ReviewedBeforePublished:
    """An agent who does not publish sends to review; what is already published she corrects at once."""

    def has_publish_permission(self, request):
        return self.may(request, "publish")

    def has_archive_permission(self, request):
        return self.may(request, "archive")

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        if self.has_publish_permission(request):
            return readonly
        decided = obj is not None and obj.status not in NOT_YET_PUBLISHED
        return [*readonly, *RESERVED, *(["status"] if decided else [])]

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "status" and not self.has_publish_permission(request):
            kwargs["choices"] = [(status.value, status.label) for status in NOT_YET_PUBLISHED]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        return initial if self.has_publish_permission(request) else {**initial, "status": EditorialStatus.REVIEW}
