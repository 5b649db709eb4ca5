"""Where people live: départements, intercommunalities, communes and all the names they go by."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from resources.enums import AreaKind, NameKind
from resources.models.base import among
from resources.validators import validate_insee, validate_postal_code

AREA_OF_COUNTRY = (AreaKind.COUNTRY, "FR")


class Departement(models.Model):
    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=80)
    region_code = models.CharField("code de la région", max_length=3)

    class Meta:
        verbose_name = "département"
        ordering = ["code"]

    def __str__(self):
        return f"{self.name} ({self.code})"


class Epci(models.Model):
    code = models.CharField("code SIREN", max_length=9, primary_key=True)
    name = models.CharField("nom", max_length=150)

    class Meta:
        verbose_name = "intercommunalité"
        ordering = ["name", "code"]

    def __str__(self):
        return self.name


class CommuneQuerySet(models.QuerySet):
    def with_territory(self):
        return self.select_related("departement", "epci")


class Commune(models.Model):
    insee = models.CharField("code INSEE", max_length=5, primary_key=True, validators=[validate_insee])
    name = models.CharField("nom", max_length=100)
    departement = models.ForeignKey(
        Departement, verbose_name="département", on_delete=models.PROTECT, related_name="communes"
    )
    epci = models.ForeignKey(
        Epci,
        verbose_name="intercommunalité",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="communes",
    )
    population = models.PositiveIntegerField("habitants", default=0)
    latitude = models.FloatField("latitude", validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField("longitude", validators=[MinValueValidator(-180), MaxValueValidator(180)])
    sort_key = models.CharField("clé de tri", max_length=100, editable=False)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = "commune"
        ordering = ["sort_key", "insee"]
        indexes = [models.Index(fields=["latitude", "longitude"], name="commune_point")]

    def __str__(self):
        return f"{self.name} ({self.departement_id})"

    @property
    def point(self) -> tuple[float, float]:
        """Latitude, longitude in degrees (WGS 84)."""
        return self.latitude, self.longitude

    @property
    def areas(self) -> list[tuple[str, str]]:
        """The areas this commune lies in, narrowest first, as (kind, code). Needs `departement`."""
        pairs = [(AreaKind.COMMUNE, self.insee)]
        if self.epci_id:
            pairs.append((AreaKind.EPCI, self.epci_id))
        pairs.append((AreaKind.DEPARTEMENT, self.departement_id))
        pairs.append((AreaKind.REGION, self.departement.region_code))
        pairs.append(AREA_OF_COUNTRY)
        return [(str(kind), code) for kind, code in pairs]


class CommuneName(models.Model):
    """One name of a commune, folded for search. The official one is among them."""

    commune = models.ForeignKey(Commune, verbose_name="commune", on_delete=models.CASCADE, related_name="names")
    name = models.CharField("nom", max_length=100)
    kind = models.CharField("sorte de nom", max_length=10, choices=NameKind.choices)
    folded = models.CharField("forme cherchée", max_length=100, editable=False, db_index=True)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        verbose_name = "nom de commune"
        verbose_name_plural = "noms de communes"
        ordering = ["folded", "id"]
        # Whether a name changed is asked at every search.
        indexes = [models.Index(fields=["updated_at"], name="commune_name_updated")]
        constraints = [
            models.UniqueConstraint(
                fields=["commune", "folded"],
                name="commune_name_once",
                violation_error_message="Cette commune porte déjà ce nom.",
            ),
            models.CheckConstraint(condition=~Q(folded=""), name="commune_name_not_empty"),
            among("kind", NameKind, "commune_name_kind"),
        ]

    def __str__(self):
        return self.name


class PostalCode(models.Model):
    code = models.CharField("code postal", max_length=5, validators=[validate_postal_code], db_index=True)
    commune = models.ForeignKey(Commune, verbose_name="commune", on_delete=models.CASCADE, related_name="postal_codes")

    class Meta:
        verbose_name = "code postal"
        verbose_name_plural = "codes postaux"
        ordering = ["code", "id"]
        constraints = [models.UniqueConstraint(fields=["code", "commune"], name="postal_code_once")]

    def __str__(self):
        return self.code
