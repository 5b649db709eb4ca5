"""What people need, who they are, the words they type, the languages they speak."""

from django.db import models
from django.db.models import Q

from resources.enums import Alert, Serves, ServiceKind
from resources.languages import named
from resources.models.base import Exchanged, Tracked, among
from resources.models.prepared import Prepared

ENGLISH_HELP = "Pour les pages en anglais. Vide : elles montrent le français, et le disent."


class Named:
    """Said in the language of the page, French where nobody wrote the other name."""

    @property
    def shown_name(self) -> str:
        return named(self.name, self.english_name)


class Need(Named, Exchanged):
    slug = models.SlugField(
        "adresse", max_length=40, unique=True, help_text="Un mot neutre : il se lit dans l’adresse."
    )
    name = models.CharField("nom", max_length=60)
    sentence = models.CharField(
        "phrase", max_length=150, help_text="À la première personne : « J’ai besoin de parler »."
    )
    description = models.CharField("explication", max_length=250, blank=True)
    english_name = models.CharField("nom en anglais", max_length=60, blank=True, help_text=ENGLISH_HELP)
    english_sentence = models.CharField("phrase en anglais", max_length=150, blank=True, help_text=ENGLISH_HELP)
    icon = models.SlugField("dessin", max_length=20, blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=100)
    serves = models.CharField(
        "s’adresse à",
        max_length=12,
        choices=Serves.choices,
        default=Serves.VICTIMS,
        help_text="Ce qui est choisi ici décide quelles fiches peuvent répondre : les deux ne se mélangent jamais.",
    )
    line = models.ForeignKey(
        "resources.Service",
        verbose_name="ligne qui répond à ce besoin",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Proposée quand une fiche n’a pas de numéro, ou quand personne ne répond.",
    )

    class Meta:
        verbose_name = "besoin"
        ordering = ["position", "slug"]
        constraints = [among("serves", Serves, "need_serves")]

    def __str__(self):
        return self.name


class Audience(Named, Exchanged):
    slug = models.SlugField(
        "adresse", max_length=40, unique=True, help_text="Un mot neutre : il se lit dans l’adresse."
    )
    name = models.CharField("nom", max_length=80)
    english_name = models.CharField("nom en anglais", max_length=80, blank=True, help_text=ENGLISH_HELP)
    position = models.PositiveSmallIntegerField("ordre", default=100)
    serves = models.CharField(
        "s’adresse à",
        max_length=12,
        choices=Serves.choices,
        default=Serves.VICTIMS,
        help_text="Ce qui est choisi ici décide quelles fiches peuvent répondre : les deux ne se mélangent jamais.",
    )

    class Meta:
        verbose_name = "public"
        verbose_name_plural = "publics"
        ordering = ["position", "slug"]
        constraints = [among("serves", Serves, "audience_serves")]

    def __str__(self):
        return self.name


class SearchTerm(Exchanged):
    """Everyday words that lead to a need or to an audience."""

    text = models.CharField("mots", max_length=120, help_text="Comme on les dit : « il me frappe ».")
    folded = models.CharField("forme cherchée", max_length=120, unique=True, editable=False)
    need = models.ForeignKey(
        Need, verbose_name="besoin", null=True, blank=True, on_delete=models.CASCADE, related_name="terms"
    )
    audience = models.ForeignKey(
        Audience, verbose_name="public", null=True, blank=True, on_delete=models.CASCADE, related_name="terms"
    )

    kind = models.CharField(
        "sorte de service",
        max_length=20,
        choices=ServiceKind.choices,
        blank=True,
        help_text="Pour les mots qui désignent un lieu : « commissariat », « assistante sociale ».",
    )
    alert = models.CharField(
        "numéro à mettre tout en haut",
        max_length=5,
        choices=Alert.choices,
        blank=True,
        help_text="Pour les mots d’un danger immédiat. Vide en général.",
    )

    class Meta:
        verbose_name = "mot de recherche"
        verbose_name_plural = "mots de recherche"
        ordering = ["folded"]
        constraints = [
            models.CheckConstraint(
                condition=Q(need__isnull=False) | Q(audience__isnull=False) | ~Q(kind="") | ~Q(alert=""),
                name="search_term_leads_somewhere",
                violation_error_message="Choisissez un besoin, un public, une sorte de service ou un numéro : "
                "sinon ces mots ne mènent nulle part.",
            ),
            models.CheckConstraint(condition=Q(kind__in=["", *ServiceKind.values]), name="search_term_kind"),
            models.CheckConstraint(condition=Q(alert__in=["", *Alert.values]), name="search_term_alert"),
        ]

    def __str__(self):
        return self.text


class Language(Named, Tracked):
    code = models.CharField("code", max_length=8, primary_key=True, help_text="Code ISO 639, par exemple « ar ».")
    name = models.CharField("nom", max_length=60)
    autonym = models.CharField("nom dans la langue", max_length=60, blank=True)
    english_name = models.CharField("nom en anglais", max_length=60, blank=True, help_text=ENGLISH_HELP)

    class Meta:
        verbose_name = "langue"
        ordering = ["name", "code"]

    def __str__(self):
        return self.name


# What every search offers to choose from.
every_need: Prepared[Need] = Prepared(Need.objects.all)
every_audience: Prepared[Audience] = Prepared(Audience.objects.all)
every_language: Prepared[Language] = Prepared(Language.objects.all)
