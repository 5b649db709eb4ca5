"""Moving entries from one state to another: the actions of their list, and the state in their form."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst

from resources.enums import EditorialStatus
from resources.models import Service
from resources.models.service import validate_publishable
from resources.workflow import may_move, refusal


def reasons_not_to_publish(service) -> list[str]:
    """What the entry lacks, in French; empty when it can be published."""
    service.status = EditorialStatus.PUBLISHED
    reasons = []
    try:
        service.full_clean()
    except ValidationError as error:
        reasons += error.messages
    try:
        validate_publishable(service, areas=service.areas.all())
    except ValidationError as error:
        reasons += error.messages
    return list(dict.fromkeys(reasons))


def is_publisher(user) -> bool:
    """May decide what the public sees."""
    return user.has_perm("resources.publish_service")


@dataclass(frozen=True)
class Move:
    """To which state, and how it is told of one entry and of many; `refused` is of one."""

    status: EditorialStatus
    done: str
    done_to_many: str
    refused: str


TO_REVIEW = Move(EditorialStatus.REVIEW, "envoyée en relecture", "envoyées en relecture", "n’est pas envoyée")
TO_PUBLISHED = Move(EditorialStatus.PUBLISHED, "publiée", "publiées", "n’est pas publiée")
TO_DRAFT = Move(EditorialStatus.DRAFT, "remise en brouillon", "remises en brouillon", "n’est pas remise en brouillon")
TO_ARCHIVED = Move(EditorialStatus.ARCHIVED, "archivée", "archivées", "n’est pas archivée")


class StatusForm(forms.ModelForm):
    """Offers the states the entry may take, and refuses the others. `publisher` is told by the screen."""

    publisher = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.status_was = EditorialStatus.DRAFT if self.instance._state.adding else self.instance.status
        if "status" in self.fields:  # absent from a page that is only read
            self.fields["status"].choices = [
                (status, label)
                for status, label in EditorialStatus.choices
                if may_move(self.status_was, status, self.publisher)
            ]
            self.fields["status"].error_messages["invalid_choice"] = "Cette fiche ne peut pas passer à cet état."

    def clean_status(self):
        status = self.cleaned_data["status"]
        reason = refusal(self.status_was, status, self.publisher)
        if reason:
            raise ValidationError(reason)
        return status


class PublicationActions:
    actions = ["send_to_review", "publish", "archive", "back_to_draft"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.publisher = is_publisher(request.user)
        return form

    @admin.action(description="Envoyer en relecture", permissions=["change"])
    def send_to_review(self, request, queryset):
        self._move(request, queryset, TO_REVIEW)

    @admin.action(description="Publier", permissions=["publish"])
    def publish(self, request, queryset):
        self._move(request, queryset, TO_PUBLISHED)

    @admin.action(description="Archiver", permissions=["archive"])
    def archive(self, request, queryset):
        self._move(request, queryset, TO_ARCHIVED)

    @admin.action(description="Remettre en brouillon", permissions=["publish"])
    def back_to_draft(self, request, queryset):
        self._move(request, queryset, TO_DRAFT)

    @transaction.atomic
    def _move(self, request, queryset, move):
        """Move those that may, tell why of the others. Each is held while it is read: nobody moves it meanwhile."""
        chosen = queryset.order_by().values_list("pk", flat=True)
        held = Service.objects.select_for_update(no_key=True).filter(pk__in=list(chosen)).order_by("sort_key", "id")
        moved = 0
        for service in held:
            reasons = self._reasons_against(request, service, move)
            if reasons:
                told = f"« {capfirst(service.name)} » {move.refused}. {' '.join(reasons)}"
                self.message_user(request, told, messages.ERROR)
            else:
                self._become(request, service, move.status)
                moved += 1
        if moved:
            told = f"{moved} fiches {move.done_to_many}." if moved > 1 else f"1 fiche {move.done}."
            self.message_user(request, told, messages.SUCCESS)

    def _reasons_against(self, request, service, move) -> list[str]:
        if not self.has_change_permission(request, service):
            return ["Elle n’est pas à vous."]
        reason = refusal(service.status, move.status, is_publisher(request.user))
        if reason:
            return [reason]
        return reasons_not_to_publish(service) if move is TO_PUBLISHED else []

    def _become(self, request, service, status):
        service.status = status
        service.save(update_fields=["status", "updated_at"])
        self.log_change(request, service, f"État : {status.label}.")


class DeletedOnlyAsADraft:
    """What was ever published is archived: its address may be in somebody's notes."""

    def has_delete_permission(self, request, obj=None):
        # Without an object it is the list that asks: one deletes from the page of an entry.
        return obj is not None and super().has_delete_permission(request, obj) and not obj.was_published

    def get_deleted_objects(self, objs, request):
        """What an entry owns goes with it, even what cannot be deleted by itself."""
        deleted, counts, _, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, set(), protected
