"""Networks of professionals. A network is not a service somebody calls: it has its own page."""

from django.db import models
from django.db.models import Q

from resources.enums import AreaKind
from resources.models.base import Exchanged, among
from resources.models.organization import Organization
from resources.models.territory import Commune
from resources.validators import validate_partial_date


class Network(Exchanged):
    slug = models.SlugField("adresse", max_length=60, unique=True)
    name = models.CharField("nom", max_length=120)
    seat = models.ForeignKey(
        Commune, verbose_name="siège", null=True, blank=True, on_delete=models.PROTECT, related_name="networks"
    )
    description = models.TextField("présentation", blank=True)
    source_name = models.CharField("source", max_length=150, blank=True)
    source_url = models.URLField("adresse de la source", max_length=400, blank=True)
    source_date = models.CharField("date de la source", max_length=10, blank=True, validators=[validate_partial_date])

    class Meta:
        verbose_name = "réseau"
        verbose_name_plural = "réseaux"
        ordering = ["name", "id"]

    def __str__(self):
        return self.name


class NetworkArea(Exchanged):
    network = models.ForeignKey(Network, verbose_name="réseau", on_delete=models.CASCADE, related_name="areas")
    kind = models.CharField("sorte de zone", max_length=12, choices=AreaKind.choices)
    code = models.CharField("code", max_length=9)

    class Meta:
        verbose_name = "zone d’un réseau"
        verbose_name_plural = "zones des réseaux"
        ordering = ["kind", "code"]
        constraints = [
            models.UniqueConstraint(fields=["network", "kind", "code"], name="network_area_once"),
            models.CheckConstraint(condition=~Q(code=""), name="network_area_has_code"),
            among("kind", AreaKind, "network_area_kind"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.code}"


class NetworkMember(Exchanged):
    """A member known by its organisation, or only by a profession."""

    network = models.ForeignKey(Network, verbose_name="réseau", on_delete=models.CASCADE, related_name="members")
    organization = models.ForeignKey(
        Organization,
        verbose_name="structure",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="network_memberships",
    )
    profession = models.CharField("profession", max_length=80, blank=True)
    to_confirm = models.BooleanField(
        "à confirmer pour ce réseau",
        default=False,
        db_default=False,
        help_text="La source le dit des réseaux ensemble, et non de celui-ci.",
    )

    class Meta:
        verbose_name = "membre d’un réseau"
        verbose_name_plural = "membres des réseaux"
        ordering = ["profession", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | ~Q(profession=""),
                name="network_member_known",
                violation_error_message="Choisissez une structure ou écrivez une profession.",
            )
        ]

    def __str__(self):
        return self.profession or str(self.organization)
