from django.conf import settings
from django.db import models
from django.db.models import Q

from resources.enums import Correction, ProposalState
from resources.models.base import Owned, among
from resources.models.organization import Organization
from resources.models.service import Service

FORGOTTEN = "(effacé : ce lieu est devenu secret)"


class ProposedChangeQuerySet(Owned, models.QuerySet):
    owner_fields = ("service",)

    def waiting(self):
        return self.filter(state=ProposalState.WAITING)

    def forget_place(self, services):
        """A place of these entries is now secret: what was said of where it is goes."""
        told = self.filter(service__in=services.order_by().values("pk"))
        told.filter(correction__in=[Correction.PLACE, Correction.NOTE]).update(old_value=FORGOTTEN, proposed=FORGOTTEN)


class ProposedChange(models.Model):
    """What a structure says should change in an entry. Nothing is public before somebody has read it.

    It holds what was said and for which structure: nothing about whoever typed it.
    """

    service = models.ForeignKey(
        Service, verbose_name="fiche", on_delete=models.CASCADE, related_name="proposed_changes"
    )
    organization = models.ForeignKey(
        Organization, verbose_name="de la part de", on_delete=models.CASCADE, related_name="+"
    )
    correction = models.CharField("sur", max_length=10, choices=Correction.choices)
    old_value = models.TextField("ce que disait la fiche", blank=True)
    proposed = models.TextField("ce qui est proposé")
    created_at = models.DateTimeField("reçu le")
    state = models.CharField("état", max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="relu par",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField("relu le", null=True, blank=True)
    reason = models.CharField("pourquoi", max_length=250, blank=True)

    objects = ProposedChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "correction proposée"
        verbose_name_plural = "corrections proposées"
        ordering = ["created_at", "id"]
        constraints = [
            among("correction", Correction, "proposed_change_correction"),
            among("state", ProposalState, "proposed_change_state"),
            models.CheckConstraint(condition=~Q(proposed=""), name="proposed_change_says_something"),
            models.CheckConstraint(
                condition=Q(state=ProposalState.WAITING, decided_at__isnull=True)
                | (~Q(state=ProposalState.WAITING) & Q(decided_at__isnull=False)),
                name="proposed_change_decision_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.REFUSED) | ~Q(reason=""),
                name="proposed_change_refusal_is_explained",
                violation_error_message="Dites pourquoi cette correction est refusée.",
            ),
        ]

    def __str__(self):
        return f"{self.service} : {self.get_correction_display()}"
