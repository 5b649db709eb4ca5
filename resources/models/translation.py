"""What an entry says in another language. What nobody translated is shown in French, and the page says so."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from resources.languages import NAMES, OTHERS
from resources.models.base import Exchanged, OwnedQuerySet
from resources.models.service import TRANSLATED, Service
from resources.validators import validate_neutral_title

LANGUAGES = [(code, NAMES[code]) for code in OTHERS]
NOTHING_SAID = "Écrivez au moins une de ces phrases dans l’autre langue, ou retirez la traduction."


class ServiceTranslationQuerySet(OwnedQuerySet):
    owner_fields = ("service",)


class ServiceTranslation(Exchanged):
    service = models.ForeignKey(Service, verbose_name="fiche", on_delete=models.CASCADE, related_name="translations")
    language = models.CharField("langue", max_length=8, choices=LANGUAGES, default=OTHERS[0])
    name = models.CharField("nom", max_length=150, blank=True, help_text="Laissez vide un nom propre.")
    neutral_title = models.CharField(
        "titre neutre",
        max_length=100,
        blank=True,
        validators=[validate_neutral_title],
        help_text="Reste dans l’historique du navigateur : là non plus, aucun mot qui parle de violence.",
    )
    summary = models.CharField("en une phrase", max_length=250, blank=True)
    what_happens = models.TextField("ce qui va se passer", blank=True)
    eligibility = models.CharField("pour qui, à quelles conditions", max_length=250, blank=True)

    objects = ServiceTranslationQuerySet.as_manager()

    class Meta:
        verbose_name = "traduction"
        verbose_name_plural = "traductions"
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "language"],
                name="service_translation_once",
                violation_error_message="Cette fiche est déjà traduite dans cette langue : corrigez sa traduction.",
            ),
            models.CheckConstraint(condition=Q(language__in=OTHERS), name="service_translation_language"),
            models.CheckConstraint(
                condition=~Q(**dict.fromkeys(TRANSLATED, "")),
                name="service_translation_says_something",
                violation_error_message=NOTHING_SAID,
            ),
        ]

    def __str__(self):
        return f"{self.get_language_display()} : {self.name or self.service}"

    def clean(self):
        super().clean()
        if not any(getattr(self, field).strip() for field in TRANSLATED):
            raise ValidationError(NOTHING_SAID)
