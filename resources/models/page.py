"""Pages that staff write: guides, figures, and the blanks of the legal pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from resources.enums import EditorialStatus
from resources.freshness import add_months
from resources.languages import named, told
from resources.models.base import Exchanged, SaidInOtherLanguages, Tracked, Translated, among
from resources.models.history import TrackedQuerySet
from resources.models.vocabulary import Need
from resources.prose import LONGEST, citations_at_fault, read_sources, sources_at_fault
from resources.validators import validate_neutral_title

GUIDE_TRANSLATED = ("title", "neutral_title", "summary", "body")


class GuideQuerySet(SaidInOtherLanguages, TrackedQuerySet):
    translated = GUIDE_TRANSLATED

    def published(self):
        return self.filter(status=EditorialStatus.PUBLISHED)


class Guide(Translated, Exchanged):
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
    body = models.TextField(
        "texte",
        max_length=LONGEST,
        help_text="## pour un intertitre, - pour une liste, [17](tel:17) pour un numéro à toucher, [^repère] pour "
        "citer une source de la liste ci-dessous. Chaque partie en cite au moins une.",
    )
    sources = models.TextField(
        "sources",
        blank=True,
        max_length=LONGEST,
        help_text="Une par ligne : « [^repère]: [Nom, date](https://adresse) », ou « [^repère]: Nom, date » sans "
        "adresse. Pas de date ? Écrivez « sans date ».",
    )
    reviewed_on = models.DateField("relu le", null=True, blank=True)
    review_months = models.PositiveSmallIntegerField(
        "à relire tous les (mois)",
        default=6,
        help_text="Passé ce délai, la page dit au public qu’elle est à confirmer.",
    )
    review_note = models.CharField(
        "à faire relire",
        max_length=250,
        blank=True,
        help_text="Ce qu’une personne dont c’est le métier doit encore lire. Videz ce champ quand c’est fait.",
    )
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
            models.CheckConstraint(
                condition=Q(review_months__gte=1, review_months__lte=24),
                name="guide_review_months",
                violation_error_message="Entre 1 et 24 mois.",
            ),
            among("status", EditorialStatus, "guide_status"),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.status == EditorialStatus.PUBLISHED:
            missing = {"sources": not self.sources, "reviewed_on": self.reviewed_on is None}
            errors = {name: ["Pour publier, remplissez ce champ."] for name, empty in missing.items() if empty}
            if not errors:
                faults = {
                    "sources": list(sources_at_fault(self.source_list)),
                    "body": list(citations_at_fault(self.body, self.source_list)),
                }
                errors = {name: messages for name, messages in faults.items() if messages}
            if errors:
                raise ValidationError(errors)

    @property
    def is_published(self):
        return self.status == EditorialStatus.PUBLISHED

    @property
    def source_list(self):
        return read_sources(self.sources)

    def review_is_due(self, today):
        """Nobody has read it again in time, or somebody must read a part of it."""
        return bool(self.review_note) or self.is_stale(today)

    def is_stale(self, today):
        """What the page tells the public: read too long ago."""
        return self.reviewed_on is None or today > add_months(self.reviewed_on, self.review_months)

    def get_absolute_url(self):
        return f"/guides/{self.slug}/"

    # In the language it was loaded in (`said_in`).

    @property
    def shown_title(self):
        return named(self.title, self.said("title"))

    @property
    def shown_neutral_title(self):
        """For a title, where nothing can say in which language it is."""
        return self.said("neutral_title") or self.neutral_title

    @property
    def shown_summary(self):
        return told(self.summary, self.said("summary"))

    @property
    def shown_body(self):
        return self.said("body") or self.body


class KeyFigure(Exchanged):
    """A figure with its exact scope. Figures of different scopes are never compared."""

    label = models.CharField("ce que compte ce chiffre", max_length=200)
    value = models.CharField("chiffre affiché", max_length=30)
    number = models.FloatField("nombre", null=True, blank=True)
    whole = models.FloatField(
        "sur un total de",
        null=True,
        blank=True,
        help_text="100 pour un pourcentage. La barre du graphique montre alors la part du tout.",
    )
    chart = models.CharField(
        "titre du graphique",
        max_length=80,
        blank=True,
        help_text="Vide : pas de graphique. Deux chiffres ne partagent un graphique que s’ils ont même titre, unité, "
        "total, période, territoire, périmètre et source.",
    )
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
        constraints = [
            models.CheckConstraint(
                condition=Q(number__isnull=True) | Q(number__gte=0),
                name="key_figure_is_not_negative",
                violation_error_message="Un nombre ne peut pas être négatif.",
            ),
            models.CheckConstraint(
                condition=Q(whole__isnull=True) | Q(number__isnull=False, whole__gt=0, whole__gte=F("number")),
                name="key_figure_is_part_of_its_whole",
                violation_error_message="Le total ne peut pas être plus petit que le nombre.",
            ),
            models.CheckConstraint(
                condition=Q(chart="") | Q(number__isnull=False),
                name="key_figure_drawn_has_a_number",
                violation_error_message="Pour un graphique, écrivez le nombre.",
            ),
        ]

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
