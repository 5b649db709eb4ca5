"""What is done each night, and whether it was. Read only."""

from django.contrib import admin

from resources.admin.base import DirectoryAdmin, ReadOnly
from resources.models import NightlyTask


@admin.register(NightlyTask)
class NightlyTaskAdmin(ReadOnly, DirectoryAdmin):
    list_display = ["name", "succeeded", "finished_at"]
    search_fields = ["name", "said"]
