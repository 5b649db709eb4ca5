from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from resources.enums import Tristate
from resources.models.base import Exchanged, OwnedQuerySet, TristateField, among
from resources.models.change_report import ChangeReport
from resources.models.organization import Organization
from resources.models.proposed_change import ProposedChange
from resources.models.provenance import SourceRecord
from resources.models.service import Service
from resources.models.territory import Commune
from resources.roles import Scope
from resources.validators import validate_postal_code

# What a confidential place must not hold, and what it holds instead.
BETRAYING = {
    "commune": None,
    "street": "",
    "complement": "",
    "postal_code": "",
    "latitude": None,
    "longitude": None,
    "transport": "",
}
# Stands for a loaded address: it still differs from what the place holds, so no load brings the address back.
KEPT_SECRET = "(secret)"

HOLDS_NO_ADDRESS = Q(
    commune__isnull=True,
    street="",
    complement="",
    postal_code="",
    latitude__isnull=True,
    longitude__isnull=True,
    transport="",
)


def holds_no_address_if_secret(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(confidential=False) | HOLDS_NO_ADDRESS,
        name=name,
        violation_error_message="Un lieu secret ne garde ni commune, ni rue, ni code postal, ni point.",
    )


class LocationQuerySet(OwnedQuerySet):
    """A place belongs to the organisation that holds it, whoever else receives people there."""

    owner_fields = ("organization",)

    def offered_to(self, user):
        """Secret places are named only by those who hold them, or already receive people there."""
        offered = super().offered_to(user)
        if user.scope("view", "location") == Scope.ALL:
            return offered
        used = self.model.objects.filter(ways_in__service__organization__in=user.organization_ids)
        return offered.filter(
            Q(confidential=False) | Q(organization__in=user.organization_ids) | Q(pk__in=used.values("pk"))
        )


class Location(Exchanged):
    """A place. A confidential one holds nothing that could lead there: not even its commune."""

    BETRAYING = BETRAYING
    HISTORY_CONSTRAINTS = [holds_no_address_if_secret("location_history_confidential_holds_no_address")]

    organization = models.ForeignKey(
        Organization,
        verbose_name="structure qui tient le lieu",
        on_delete=models.PROTECT,
        related_name="locations",
    )
    name = models.CharField("nom", max_length=150, help_text="Celui qui est écrit sur la porte.")
    commune = models.ForeignKey(
        Commune, verbose_name="commune", null=True, blank=True, on_delete=models.PROTECT, related_name="locations"
    )
    street = models.CharField("rue", max_length=150, blank=True, help_text="Numéro et rue. Vide si vous ne savez pas.")
    complement = models.CharField(
        "comment trouver", max_length=200, blank=True, help_text="Bâtiment, étage, entrée, repère."
    )
    postal_code = models.CharField("code postal", max_length=5, blank=True, validators=[validate_postal_code])
    latitude = models.FloatField(
        "latitude", null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        "longitude", null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    step_free = TristateField("accès en fauteuil roulant", help_text="Sans marche, de la rue au bureau.")
    transport = models.TextField(
        "venir sans voiture", blank=True, help_text="Bus, gare, parking : ce qui aide à venir."
    )
    confidential = models.BooleanField(
        "adresse secrète",
        default=False,
        help_text="Cochez pour un lieu d’hébergement. La commune, la rue, le code postal, le point et les "
        "transports doivent alors rester vides : ils ne sont enregistrés nulle part.",
    )

    objects = LocationQuerySet.as_manager()

    class Meta:
        verbose_name = "lieu"
        verbose_name_plural = "lieux"
        ordering = ["name", "id"]
        constraints = [
            holds_no_address_if_secret("location_confidential_holds_no_address"),
            among("step_free", Tristate, "location_step_free"),
            models.CheckConstraint(
                # A range over null is null, and a CHECK lets null pass: both are said to be set.
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(
                    latitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__isnull=False,
                    longitude__range=(-180, 180),
                ),
                name="location_point_whole",
                violation_error_message="Donnez la latitude et la longitude, ou aucune des deux.",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.confidential:
            kept = [name for name, empty in self.BETRAYING.items() if getattr(self, name) != empty]
            if kept:
                raise ValidationError(dict.fromkeys(kept, "Videz ce champ : l’adresse de ce lieu est secrète."))
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            raise ValidationError({missing: "Donnez la latitude et la longitude, ou aucune des deux."})

    @classmethod
    def becoming(cls, objects, last):
        """A place that becomes secret leaves its address nowhere: in no history, in nothing that was loaded or said."""
        secret = [pk for pk, place in objects.items() if place.confidential]
        cls.forget(secret)
        new = [pk for pk in secret if pk not in last or not last[pk].confidential]
        if new:
            entries = Service.objects.filter(ways_in__location__in=new)
            forget_what_was_said(entries)
            # Whoever copied them must read them again: nothing else dates what a secret place no longer says.
            Service._base_manager.filter(pk__in=entries.values("pk")).update(updated_at=timezone.now())

    @classmethod
    def forget(cls, keys):
        """Take the address of places now secret out of all that was written of them."""
        secret = list(keys)
        if secret:
            cls.history.filter(id__in=secret).exclude(confidential=True).update(**BETRAYING)
            _forget_loaded_addresses(secret)

    @classmethod
    def betrayed(cls):
        """Rows of history that still hold the address of a place now secret. There must be none."""
        secret = cls.objects.filter(confidential=True)
        return cls.history.filter(id__in=secret.values("pk")).exclude(HOLDS_NO_ADDRESS)

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude, longitude of the place, else of its commune; None when neither is known."""
        if self.latitude is not None:
            return self.latitude, self.longitude
        return self.commune.point if self.commune_id else None


def forget_what_was_said(services):
    """What readers and structures said of these entries goes: it may tell where a place now secret is."""
    ProposedChange.objects.forget_place(services)
    ChangeReport.objects.forget_place(services)


def _forget_loaded_addresses(keys) -> None:
    loaded = SourceRecord.objects.filter(model=Location._meta.label_lower, object_id__in=map(str, keys))
    columns = {Location._meta.get_field(name).attname for name in BETRAYING}
    for record in loaded:
        record.values = {name: KEPT_SECRET if name in columns else value for name, value in record.values.items()}
        record.save(update_fields=["values"])
