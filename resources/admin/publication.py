"""Publishing, taking back and archiving entries: the actions of their list."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from resources.enums import EditorialStatus
from resources.models.service import validate_publishable


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


class PublicationActions:
    actions = ["publish", "back_to_draft", "archive"]

    @admin.action(description="Publier les fiches choisies", permissions=["publish"])
    def publish(self, request, queryset):
        published = 0
        for service in queryset:
            reasons = reasons_not_to_publish(service)
            if reasons:
                message = f"« {capfirst(service.name)} » n’est pas publiée. {' '.join(reasons)}"
                self.message_user(request, message, messages.ERROR)
            else:
                self._become(request, service, EditorialStatus.PUBLISHED)
                published += 1
        self._tell(request, published, "publiée")

    @admin.action(description="Remettre en brouillon les fiches choisies", permissions=["publish"])
    def back_to_draft(self, request, queryset):
        for service in queryset:
            self._become(request, service, EditorialStatus.DRAFT)
        self._tell(request, len(queryset), "remise en brouillon", "remises en brouillon")

    @admin.action(description="Archiver les fiches choisies", permissions=["archive"])
    def archive(self, request, queryset):
        for service in queryset:
            self._become(request, service, EditorialStatus.ARCHIVED)
        self._tell(request, len(queryset), "archivée")

    def _become(self, request, service, status):
        service.status = status
        service.save(update_fields=["status", "updated_at"])
        self.log_change(request, service, f"État : {status.label}.")

    def _tell(self, request, number, done, done_to_many=""):
        if number == 1:
            self.message_user(request, f"1 fiche {done}.", messages.SUCCESS)
        elif number:
            self.message_user(request, f"{number} fiches {done_to_many or f'{done}s'}.", messages.SUCCESS)
