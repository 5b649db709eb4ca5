from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from resources.enums import DIALLED_KINDS, LINK_KINDS, ContactKind
from resources.models.base import Exchanged, OwnedQuerySet, TristateField, among, exactly_one, tristates
from resources.models.organization import Organization
from resources.models.service import Service
from resources.models.vocabulary import Language
from resources.models.way_in import ServiceAtLocation
from resources.validators import digits, easy_to_read, validate_contact


class ContactPointQuerySet(OwnedQuerySet):
    owner_fields = ("organization", "service", "way_in")


class ContactPoint(Exchanged):
    """A number to dial or an address to open, of exactly one owner."""

    _history_m2m_fields = ["languages"]

    organization = models.ForeignKey(
        Organization, verbose_name="structure", null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    service = models.ForeignKey(
        Service, verbose_name="fiche", null=True, blank=True, on_delete=models.CASCADE, related_name="contacts"
    )
    way_in = models.ForeignKey(
        ServiceAtLocation,
        verbose_name="point d’accueil",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="contacts",
    )
    kind = models.CharField("sorte", max_length=8, choices=ContactKind.choices, default=ContactKind.PHONE)
    value = models.CharField(
        "numéro ou adresse", max_length=250, help_text="Comme on le compose : 05 49 00 00 00, 3919, https://…"
    )
    label = models.CharField("précision", max_length=80, blank=True)
    free = TristateField("gratuit")
    on_bill = TristateField("paraît sur la facture")
    deaf_access = TristateField("accessible aux personnes sourdes")
    anonymous = TristateField("anonyme")
    languages = models.ManyToManyField(Language, verbose_name="langues", blank=True, related_name="+")
    note = models.CharField("remarque", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        verbose_name = "moyen de contact"
        verbose_name_plural = "moyens de contact"
        ordering = ["position", "id"]
        constraints = [
            exactly_one(
                "organization",
                "service",
                "way_in",
                name="contact_one_owner",
                message="Un moyen de contact appartient à une structure, à une fiche ou à un point d’accueil.",
            ),
            models.CheckConstraint(condition=~Q(value=""), name="contact_has_value"),
            among("kind", ContactKind, "contact_kind"),
            *tristates("contact", "free", "on_bill", "deaf_access", "anonymous"),
        ]

    def __str__(self):
        return self.value

    def clean(self):
        super().clean()
        try:
            validate_contact(kind=self.kind, value=self.value)
        except ValidationError as error:
            raise ValidationError({"value": error}) from error
        if self.kind in DIALLED_KINDS:
            self.value = easy_to_read(self.value)

    @property
    def href(self) -> str:
        """What a telephone or a browser opens; empty for an e-mail address: what is sent stays in a mailbox."""
        if self.kind in DIALLED_KINDS:
            scheme = "sms" if self.kind == ContactKind.SMS else "tel"
            return f"{scheme}:{digits(self.value)}"
        return self.value if self.kind in LINK_KINDS else ""

    @property
    def shown(self) -> str:
        """A web address without what nobody reads aloud."""
        return self.value.removeprefix("https://").removeprefix("www.").split("/")[0]
