"""Pages that staff write: guides, figures, and the blanks of the legal pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from resources.enums import EditorialStatus
from resources.models.base import Exchanged, Tracked, among
from resources.models.history import TrackedQuerySet
from resources.models.vocabulary import Need
from resources.validators import validate_neutral_title


class GuideQuerySet(TrackedQuerySet):
    def published(self):
        return self.filter(status=EditorialStatus.PUBLISHED)


class Guide(Exchanged):
    _history_m2m_fields = ["needs"]

    slug = models.SlugField(
        "adresse",
        max_length=60,
        unique=True,
        validators=[validate_neutral_title],
        help_text="Des mots neutres : ils restent dans l’historique.",
    )
    title = models.CharField("titre", max_length=120)
    neutral_title = models.CharField("titre neutre", max_length=100, validators=[validate_neutral_title])
    summary = models.CharField("en une phrase", max_length=250)
    body = models.TextField("texte", help_text="En Markdown : ## pour un intertitre, - pour une liste.")
    sources = models.TextField("sources", blank=True, help_text="Une par ligne, avec leur date.")
    reviewed_on = models.DateField("relu le", null=True, blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=100)
    status = models.CharField("état", max_length=10, choices=EditorialStatus.choices, default=EditorialStatus.DRAFT)
    needs = models.ManyToManyField(Need, verbose_name="besoins", blank=True, related_name="guides")

    objects = GuideQuerySet.as_manager()

    class Meta:
        verbose_name = "guide"
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=EditorialStatus.PUBLISHED) | (~Q(sources="") & Q(reviewed_on__isnull=False)),
                name="guide_published_has_sources",
                violation_error_message="Pour publier un guide, citez ses sources et la date de relecture.",
            ),
            among("status", EditorialStatus, "guide_status"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.status == EditorialStatus.PUBLISHED:
            missing = {"sources": not self.sources, "reviewed_on": self.reviewed_on is None}
            errors = {name: "Pour publier, remplissez ce champ." for name, empty in missing.items() if empty}
            if errors:
                raise ValidationError(errors)

    def get_absolute_url(self):
        return f"/guides/{self.slug}/"


class KeyFigure(Exchanged):
    """A figure with its exact scope. Figures of different scopes are never compared."""

    label = models.CharField("ce que compte ce chiffre", max_length=200)
    value = models.CharField("chiffre affiché", max_length=30)
    number = models.FloatField("nombre", null=True, blank=True)
    unit = models.CharField("unité", max_length=40, blank=True)
    period = models.CharField("période", max_length=60)
    territory = models.CharField("territoire", max_length=60)
    scope = models.CharField("périmètre exact", max_length=250)
    change = models.CharField("évolution", max_length=120, blank=True)
    source_name = models.CharField("source", max_length=150)
    source_url = models.URLField("adresse de la source", max_length=400, blank=True)
    note = models.CharField("précaution de lecture", max_length=250, blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=100)

    class Meta:
        verbose_name = "chiffre clé"
        verbose_name_plural = "chiffres clés"
        ordering = ["position", "id"]

    def __str__(self):
        return f"{self.value} {self.unit} – {self.label}"


class SiteTextQuerySet(TrackedQuerySet):
    def bodies(self) -> dict[str, str]:
        return dict(self.values_list("key", "body"))


class SiteText(Tracked):
    key = models.SlugField("clé", max_length=60, primary_key=True)
    label = models.CharField("ce que c’est", max_length=120)
    help_text = models.CharField("aide", max_length=250, blank=True)
    body = models.TextField("texte", blank=True, help_text="Vide : la page affiche « à compléter ».")
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    objects = SiteTextQuerySet.as_manager()

    class Meta:
        verbose_name = "texte du site"
        verbose_name_plural = "textes du site"
        ordering = ["key"]

    def __str__(self):
        return self.label
