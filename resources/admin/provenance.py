"""Provenance: what was loaded, from where. Read only."""

from django.contrib import admin

from resources.admin.base import DirectoryAdmin, ReadOnly
from resources.models import SourceRecord


@admin.register(SourceRecord)
class SourceRecordAdmin(ReadOnly, DirectoryAdmin):
    list_display = ["source", "model", "external_id", "object_id", "loaded_at"]
    list_display_links = ["external_id"]
    list_filter = ["source", "model"]
    search_fields = ["external_id", "object_id"]
    date_hierarchy = "loaded_at"
