"""A referral sheet behind a short code. The directory never learns whom it is for: nothing here can be written."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from resources.emergency.languages import FRENCH, OTHERS
from resources.validators import CROCKFORD

CODE_LENGTH = 8
MOST_ENTRIES = 12
LANGUAGES = [(language.code, language.name) for language in (FRENCH, *OTHERS)]

validate_public_ids = RegexValidator(
    rf"^[{CROCKFORD}]{{6}}(,[{CROCKFORD}]{{6}}){{0,{MOST_ENTRIES - 1}}}\Z",
    "Des numéros publics, séparés par des virgules.",
)


class ReferralSheetQuerySet(models.QuerySet):
    def live(self, at):
        return self.filter(expires_at__gt=at)

    def over(self, at):
        return self.filter(expires_at__lte=at)


class ReferralSheet(models.Model):
    """Which entries, in which order, shown how, until when. No author, no name, no free text."""

    code = models.CharField("code", max_length=CODE_LENGTH, primary_key=True)
    public_ids = models.CharField(
        "fiches", max_length=7 * MOST_ENTRIES, validators=[validate_public_ids], help_text="Leurs numéros publics."
    )
    dates = models.BooleanField("prochaines dates", default=True)
    asking = models.BooleanField("comment demander", default=True)
    discreet = models.BooleanField("version discrète", default=False)
    language = models.CharField("langue des urgences", max_length=8, choices=LANGUAGES, default=FRENCH.code)
    expires_at = models.DateTimeField("valable jusqu’au", db_index=True)

    objects = ReferralSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "feuille par code"
        verbose_name_plural = "feuilles par code"
        ordering = ["-expires_at", "code"]
        constraints = [
            models.CheckConstraint(condition=~Q(public_ids=""), name="referral_sheet_has_entries"),
            models.CheckConstraint(condition=~Q(code=""), name="referral_sheet_has_code"),
            models.CheckConstraint(
                condition=Q(language__in=[code for code, _ in LANGUAGES]), name="referral_sheet_language"
            ),
        ]

    def __str__(self):
        return f"Feuille jusqu’au {self.expires_at:%d/%m/%Y}"
