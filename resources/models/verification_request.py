from django.db import models
from django.db.models import Q

from resources.enums import OPEN_REQUESTS, RequestState
from resources.models.base import among
from resources.models.organization import Organization
from resources.models.service import Service


class VerificationRequestQuerySet(models.QuerySet):
    def open(self):
        """Still waiting for an answer, of the structure or of the staff."""
        return self.filter(state__in=OPEN_REQUESTS)


class VerificationRequest(models.Model):
    """A letter that asks a structure to read its entries again, its reminders, and what became of it."""

    organization = models.ForeignKey(
        Organization, verbose_name="structure", on_delete=models.CASCADE, related_name="verification_requests"
    )
    services = models.ManyToManyField(
        Service, verbose_name="fiches", related_name="verification_requests", help_text="Ce qu’elle doit relire."
    )
    # Entries that wait for an answer, by id: a mark of what they said when the letter left. A link answers for that.
    fingerprints = models.JSONField("fiches telles qu’elles étaient", default=dict, editable=False)
    to = models.EmailField("écrit à", help_text="Une adresse professionnelle.")
    sent_at = models.DateTimeField("écrit le")
    last_sent_at = models.DateTimeField("dernier message")
    reminders = models.PositiveSmallIntegerField("relances", default=0)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    state = models.CharField("état", max_length=10, choices=RequestState.choices, default=RequestState.WAITING)

    objects = VerificationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande de relecture"
        verbose_name_plural = "demandes de relecture"
        ordering = ["-last_sent_at", "-id"]
        constraints = [
            among("state", RequestState, "verification_request_state"),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(state__in=OPEN_REQUESTS),
                name="verification_request_one_open",
                violation_error_message="Une demande attend déjà la réponse de cette structure.",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.ANSWERED) | Q(answered_at__isnull=False),
                name="verification_request_answered_is_dated",
            ),
        ]

    def __str__(self):
        return f"{self.organization} ({self.sent_at:%d/%m/%Y})"
