from django.db import models
from django.db.models import F, Q

from resources.enums import OrganizationKind
from resources.models.base import Exchanged, OwnedQuerySet, among
from resources.validators import validate_siret


class OrganizationQuerySet(OwnedQuerySet):
    def own(self, user):
        return self.filter(pk__in=user.organization_ids)


class Organization(Exchanged):
    name = models.CharField("nom", max_length=150)
    short_name = models.CharField("sigle", max_length=40, blank=True, help_text="Par exemple CIDFF.")
    kind = models.CharField("sorte de structure", max_length=20, choices=OrganizationKind.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name="fait partie de",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    # Null rather than empty: it is unique when set, and an empty text could be taken only once.
    siret = models.CharField("SIRET", max_length=14, blank=True, null=True, unique=True, validators=[validate_siret])
    description = models.TextField("présentation", blank=True, help_text="Une ou deux phrases simples.")
    website = models.URLField("site", blank=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "structure"
        ordering = ["name", "id"]
        constraints = [
            among("kind", OrganizationKind, "organization_kind"),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="organization_not_its_own_parent",
                violation_error_message="Une structure ne peut pas faire partie d’elle-même.",
            ),
            models.CheckConstraint(condition=~Q(siret=""), name="organization_siret_null_or_set"),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        self.siret = self.siret or None
