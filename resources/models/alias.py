"""What is known of entries that look alike: those that were made one, and those that are not the same."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from resources.models.service import Service


class PublicIdAlias(models.Model):
    """An entry that was merged into another: its old address leads there.

    The archived entry cannot be removed, here nor in the database: its number is never given again.
    """

    alias = models.OneToOneField(
        Service,
        to_field="public_id",
        primary_key=True,
        verbose_name="ancienne fiche",
        on_delete=models.PROTECT,
        related_name="led_to",
    )
    service = models.ForeignKey(
        Service, to_field="public_id", verbose_name="fiche gardée", on_delete=models.PROTECT, related_name="aliases"
    )
    created_at = models.DateTimeField("réunies le", auto_now_add=True)

    class Meta:
        verbose_name = "ancienne adresse"
        verbose_name_plural = "anciennes adresses"
        ordering = ["-created_at", "alias"]
        constraints = [
            models.CheckConstraint(condition=~Q(alias=F("service")), name="alias_leads_elsewhere"),
        ]

    def __str__(self):
        return f"{self.alias_id} → {self.service_id}"


class NotDuplicates(models.Model):
    """Somebody looked at two entries and said: these are two services. They are not offered again."""

    first = models.ForeignKey(Service, verbose_name="une fiche", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Service, verbose_name="l’autre", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="par", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField("le", auto_now_add=True)

    class Meta:
        verbose_name = "fiches bien distinctes"
        verbose_name_plural = "fiches bien distinctes"
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_duplicates_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_duplicates_in_order"),
        ]

    def __str__(self):
        return f"{self.first} ≠ {self.second}"
