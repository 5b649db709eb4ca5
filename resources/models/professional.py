"""What only signed-in professionals read.

Nothing leads here from the public models: no reverse relation exists, so no public query can follow one.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from resources.models.base import Exchanged, OwnedQuerySet, TristateField, exactly_one, tristates
from resources.models.network import Network
from resources.models.service import Service
from resources.validators import validate_dialled


class ProfessionalDetailsQuerySet(OwnedQuerySet):
    owner_fields = ("service",)


class ProfessionalDetails(Exchanged):
    service = models.OneToOneField(Service, verbose_name="fiche", on_delete=models.CASCADE, related_name="+")
    how_to_refer = models.TextField("comment orienter", blank=True)
    conditions = models.TextField("conditions", blank=True)
    person_may_ask = TristateField("la personne peut demander elle-même")
    professional_may_ask = TristateField("un professionnel peut demander")
    delay = models.CharField("délai", max_length=120, blank=True)
    notes = models.TextField("notes", blank=True, help_text="Jamais le nom d’une personne accompagnée.")

    objects = ProfessionalDetailsQuerySet.as_manager()

    class Meta:
        verbose_name = "détails pour les professionnels"
        verbose_name_plural = "détails pour les professionnels"
        constraints = tristates("professional", "person_may_ask", "professional_may_ask")
        ordering = ["service__sort_key", "id"]

    def __str__(self):
        return f"Détails – {self.service}"


class ProfessionalContactQuerySet(OwnedQuerySet):
    """Those of a network belong to whoever tends the networks."""

    owner_fields = ("details",)


class ProfessionalContact(Exchanged):
    details = models.ForeignKey(
        ProfessionalDetails,
        verbose_name="fiche",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="contacts",
    )
    network = models.ForeignKey(
        Network, verbose_name="réseau", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    role = models.CharField("qui demander", max_length=120, help_text="Une fonction plutôt qu’un nom.")
    phone = models.CharField("ligne directe", max_length=30, blank=True)
    email = models.EmailField("adresse électronique", blank=True)

    objects = ProfessionalContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact pour les professionnels"
        verbose_name_plural = "contacts pour les professionnels"
        ordering = ["role", "id"]
        constraints = [
            exactly_one(
                "details",
                "network",
                name="professional_contact_one_owner",
                message="Ce contact appartient à une fiche ou à un réseau.",
            ),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""),
                name="professional_contact_reachable",
                violation_error_message="Donnez une ligne directe ou une adresse électronique.",
            ),
        ]

    def __str__(self):
        return self.role

    def clean(self):
        super().clean()
        if self.phone:
            try:
                validate_dialled(self.phone)
            except ValidationError as error:
                raise ValidationError({"phone": error}) from error
