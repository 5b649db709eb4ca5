"""Sheets behind a short code: how many wait, and until when. Nobody wrote a word in them."""

from django.contrib import admin

from resources.admin.base import DirectoryAdmin
from resources.models import ReferralSheet


@admin.register(ReferralSheet)
class ReferralSheetAdmin(DirectoryAdmin):
    """Read, or withdrawn before their seven days. The code is not shown: it opens the sheet."""

    fields = ["public_ids", "dates", "asking", "discreet", "language", "expires_at"]
    readonly_fields = fields
    list_display = ["expires_at", "public_ids", "discreet", "language"]
    list_filter = ["discreet", "language"]
    search_fields = ["public_ids"]

    def has_add_permission(self, request):
        return False
