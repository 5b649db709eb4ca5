from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from resources.enums import HANDLED_REPORTS, ReportKind, ReportState
from resources.models.base import among
from resources.models.proposed_change import FORGOTTEN
from resources.models.service import Service

TEXT_LENGTH = 1_000


class ChangeReportQuerySet(models.QuerySet):
    def since(self, at, **age):
        """Received in the hours or days before `at`."""
        return self.filter(created_at__gt=at - timedelta(**age))

    def unhandled(self):
        return self.exclude(state__in=HANDLED_REPORTS)

    def forget_place(self, services):
        """A place of these entries is now secret: what readers wrote of them goes, it may tell where it is."""
        self.filter(service__in=services.order_by().values("pk")).exclude(text="").update(text=FORGOTTEN)


class ChangeReport(models.Model):
    """A reader says that something is wrong in an entry. Never public, never exported.

    Nothing is kept of the reader but what she chose to write: no account, no network address, no browser.
    """

    service = models.ForeignKey(Service, verbose_name="fiche", on_delete=models.CASCADE, related_name="change_reports")
    kind = models.CharField("ce qui ne va pas", max_length=10, choices=ReportKind.choices)
    text = models.TextField("message", max_length=TEXT_LENGTH, blank=True)
    answer_to = models.CharField("pour répondre", max_length=120, blank=True)
    created_at = models.DateTimeField("reçu le", db_index=True)
    state = models.CharField("état", max_length=12, choices=ReportState.choices, default=ReportState.NEW)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="suivi par",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    handled_at = models.DateTimeField("traité le", null=True, blank=True)
    note = models.TextField("note entre agents", blank=True, help_text="Jamais le nom d’une personne.")

    objects = ChangeReportQuerySet.as_manager()

    class Meta:
        verbose_name = "signalement"
        ordering = ["-created_at", "-id"]
        constraints = [
            among("kind", ReportKind, "change_report_kind"),
            among("state", ReportState, "change_report_state"),
            models.CheckConstraint(
                condition=~Q(state__in=HANDLED_REPORTS) | Q(answer_to="", handled_at__isnull=False),
                name="change_report_handled_forgets_whom_to_answer",
                violation_error_message="Un signalement traité ne garde pas comment répondre à la personne.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.service}"

    def become(self, state, *, by, at):
        """Take this state. A handled report keeps no way to answer. Saves nothing."""
        handled = state in HANDLED_REPORTS
        self.state, self.handled_by, self.handled_at = state, by, at if handled else None
        if handled:
            self.answer_to = ""
