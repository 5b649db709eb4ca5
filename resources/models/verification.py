from django.conf import settings
from django.db import models

from resources.enums import DatePrecision, Fact, Outcome, VerificationMethod
from resources.freshness import Check
from resources.models.base import Exchanged, OwnedQuerySet, among
from resources.models.service import Service


class VerificationQuerySet(OwnedQuerySet):
    owner_fields = ("service",)


class Verification(Exchanged):
    """Somebody checked a fact of an entry. Rows are added, never changed: freshness reads the last of each fact."""

    service = models.ForeignKey(Service, verbose_name="fiche", on_delete=models.CASCADE, related_name="verifications")
    fact = models.CharField("ce qui a été vérifié", max_length=10, choices=Fact.choices, default=Fact.ALL)
    outcome = models.CharField("résultat", max_length=10, choices=Outcome.choices, default=Outcome.CONFIRMED)
    on = models.DateField("le")
    precision = models.CharField(
        "précision de la date", max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    method = models.CharField("comment", max_length=10, choices=VerificationMethod.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="par",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.CharField("note", max_length=250, blank=True, help_text="Pour les agents.")

    objects = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = "vérification"
        ordering = ["-on", "-created_at", "id"]
        indexes = [models.Index(fields=["service", "fact", "-on"], name="verification_last")]
        constraints = [
            among("fact", Fact, "verification_fact"),
            among("outcome", Outcome, "verification_outcome"),
            among("precision", DatePrecision, "verification_precision"),
            among("method", VerificationMethod, "verification_method"),
        ]

    def as_check(self) -> Check:
        return Check(self.fact, self.outcome, self.on, self.precision, self.created_at)

    def __str__(self):
        return f"{self.get_fact_display()} : {self.get_outcome_display()} ({self.on:%d/%m/%Y})"
