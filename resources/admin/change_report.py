"""What readers report: a queue, with its states."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.text import Truncator

from resources.admin.base import DirectoryAdmin
from resources.enums import ReportState
from resources.models import ChangeReport

TOLD = ["service", "kind", "text", "answer_to", "created_at"]


class ToHandle(admin.SimpleListFilter):
    title = "suite à donner"
    parameter_name = "suite"

    def lookups(self, request, model_admin):
        return [("a-traiter", "À traiter")]

    def queryset(self, request, queryset):
        return queryset.unhandled() if self.value() == "a-traiter" else queryset


@admin.register(ChangeReport)
class ChangeReportAdmin(DirectoryAdmin):
    """What the reader wrote is read, never rewritten. It may be deleted at once: she may have told too much."""

    fieldsets = [
        ("Ce qui est signalé", {"fields": TOLD}),
        (
            "Ce que vous en faites",
            {
                "fields": ["state", "note", "handled_by", "handled_at"],
                "description": "S’il faut répondre, répondez d’abord : en passant à « traité » ou « mis de côté », "
                "l’adresse ou le numéro de la personne s’efface.",
            },
        ),
    ]
    readonly_fields = [*TOLD, "handled_by", "handled_at"]
    list_display = ["service", "kind", "extract", "created_at", "state", "handled_by"]
    list_filter = [ToHandle, "state", "kind", "created_at"]
    list_select_related = ["service", "handled_by"]
    search_fields = ["service__name", "text", "note"]
    search_help_text = "Une fiche, un mot du message."
    actions = ["take", "mark_done", "set_aside"]

    def has_add_permission(self, request):
        return False

    @admin.display(description="message")
    def extract(self, obj):
        return Truncator(obj.text).chars(80)

    def save_model(self, request, obj, form, change):
        if "state" in form.changed_data:
            obj.become(obj.state, by=request.user, at=timezone.now())
        super().save_model(request, obj, form, change)

    @admin.action(description="Je m’en occupe", permissions=["change"])
    def take(self, request, queryset):
        self._all_become(request, queryset, ReportState.IN_PROGRESS)

    @admin.action(description="C’est traité", permissions=["change"])
    def mark_done(self, request, queryset):
        self._all_become(request, queryset, ReportState.DONE)

    @admin.action(description="Mettre de côté", permissions=["change"])
    def set_aside(self, request, queryset):
        self._all_become(request, queryset, ReportState.SET_ASIDE)

    def _all_become(self, request, queryset, state):
        for report in queryset:
            report.become(state, by=request.user, at=timezone.now())
            report.save()
            self.log_change(request, report, f"État : {state.label}.")
        self.message_user(request, f"Signalements « {state.label} » : {len(queryset)}.", messages.SUCCESS)
