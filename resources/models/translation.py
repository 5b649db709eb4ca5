"""What entries and guides say in other languages."""

from django.core.exceptions import ValidationError
from django.db import models

from resources.models.base import NOTHING_SAID, OwnedQuerySet, Translation, translation_constraints
from resources.models.page import GUIDE_TRANSLATED, Guide
from resources.models.service import TRANSLATED, Service
from resources.prose import LONGEST, citations_at_fault
from resources.validators import validate_neutral_title

STAYS_IN_HISTORY = "Reste dans l’historique du navigateur : là non plus, aucun mot qui parle de violence."


def refuse_silence(translation, fields):
    """Raises ValidationError when nothing is said."""
    if not any(getattr(translation, field).strip() for field in fields):
        raise ValidationError(NOTHING_SAID)


class ServiceTranslationQuerySet(OwnedQuerySet):
    owner_fields = ("service",)


class ServiceTranslation(Translation):
    service = models.ForeignKey(Service, verbose_name="fiche", on_delete=models.CASCADE, related_name="translations")
    name = models.CharField("nom", max_length=150, blank=True, help_text="Laissez vide un nom propre.")
    neutral_title = models.CharField(
        "titre neutre", max_length=100, blank=True, validators=[validate_neutral_title], help_text=STAYS_IN_HISTORY
    )
    summary = models.CharField("en une phrase", max_length=250, blank=True)
    what_happens = models.TextField("ce qui va se passer", blank=True)
    eligibility = models.CharField("pour qui, à quelles conditions", max_length=250, blank=True)

    objects = ServiceTranslationQuerySet.as_manager()

    class Meta:
        verbose_name = "traduction d’une fiche"
        verbose_name_plural = "traductions des fiches"
        ordering = ["language", "id"]
        constraints = translation_constraints("service_translation", "service", TRANSLATED)

    def __str__(self):
        return f"{self.get_language_display()} : {self.name or self.service}"

    def clean(self):
        super().clean()
        refuse_silence(self, TRANSLATED)


class GuideTranslation(Translation):
    guide = models.ForeignKey(Guide, verbose_name="guide", on_delete=models.CASCADE, related_name="translations")
    title = models.CharField("titre", max_length=120, blank=True)
    neutral_title = models.CharField(
        "titre neutre", max_length=100, blank=True, validators=[validate_neutral_title], help_text=STAYS_IN_HISTORY
    )
    summary = models.CharField("en une phrase", max_length=250, blank=True)
    body = models.TextField(
        "texte",
        blank=True,
        max_length=LONGEST,
        help_text="Les mêmes repères [^…] que le texte français : les sources sont les mêmes.",
    )

    class Meta:
        verbose_name = "traduction d’un guide"
        verbose_name_plural = "traductions des guides"
        ordering = ["language", "id"]
        constraints = translation_constraints("guide_translation", "guide", GUIDE_TRANSLATED)

    def __str__(self):
        return f"{self.get_language_display()} : {self.title or self.guide}"

    def clean(self):
        super().clean()
        refuse_silence(self, GUIDE_TRANSLATED)
        faults = list(citations_at_fault(self.body, self.guide.source_list)) if self.body else []
        if faults:
            raise ValidationError({"body": faults})
