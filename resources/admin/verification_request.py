"""Letters that ask structures to read their entries again: what was sent, what came back."""

from django.contrib import admin, messages
from django.db.models import Count

from resources.admin.base import DirectoryAdmin, ReadOnly
from resources.enums import RequestState
from resources.models import VerificationRequest


@admin.register(VerificationRequest)
class VerificationRequestAdmin(ReadOnly, DirectoryAdmin):
    """Written by the sending alone. Closing one lets the next sending write again, some weeks later."""

    fields = ["organization", "services", "to", "sent_at", "last_sent_at", "reminders", "answered_at", "state"]
    list_display = ["organization", "entries", "state", "to", "sent_at", "last_sent_at", "reminders", "answered_at"]
    list_filter = ["state", "sent_at"]
    list_select_related = ["organization"]
    search_fields = ["organization__name", "organization__short_name", "to"]
    search_help_text = "Une structure ou une adresse."
    actions = ["close"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(entries=Count("services"))

    @admin.display(description="fiches", ordering="entries")
    def entries(self, obj):
        return obj.entries

    def has_close_permission(self, request):
        return request.user.has_perm("resources.change_verificationrequest")

    @admin.action(description="Clore : ne plus attendre de réponse", permissions=["close"])
    def close(self, request, queryset):
        closed = queryset.order_by().filter(pk__in=VerificationRequest.objects.open().values("pk"))
        number = VerificationRequest.objects.filter(pk__in=[one.pk for one in closed]).update(state=RequestState.CLOSED)
        self.message_user(request, f"Demandes closes : {number}.", messages.SUCCESS)
