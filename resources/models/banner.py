"""A campaign told on the first page, from one day to another."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from resources.models.base import Exchanged
from resources.models.history import TrackedQuerySet
from resources.models.page import Guide
from resources.validators import validate_date_range, validate_seen_by_all


class BannerQuerySet(TrackedQuerySet):
    def on(self, day):
        """Those whose days hold this one; the first is shown. Of two, the one that began last; then the newest."""
        return self.filter(starts_on__lte=day, ends_on__gte=day).order_by("-starts_on", "-created_at", "-id")


class Banner(Exchanged):
    text = models.CharField(
        "texte",
        max_length=140,
        validators=[validate_seen_by_all],
        help_text="Une ou deux phrases courtes, sans mot qui parle de violence : il se voit de loin.",
    )
    guide = models.ForeignKey(
        Guide,
        verbose_name="mène au guide",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="banners",
        help_text="Vide : le bandeau ne mène nulle part. Un guide qui n’est plus publié n’est plus lié.",
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au", help_text="Ce jour compris.")

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = "bandeau de campagne"
        verbose_name_plural = "bandeaux de campagne"
        ordering = ["-starts_on", "-created_at", "id"]
        indexes = [models.Index(fields=["starts_on", "ends_on"], name="banner_days")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="banner_ends_after_it_starts",
                violation_error_message="La fin est avant le début : échangez les deux dates.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="banner_says_something",
                violation_error_message="Écrivez le texte du bandeau.",
            ),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        try:
            validate_date_range(start=self.starts_on, end=self.ends_on)
        except ValidationError as error:
            raise ValidationError({"ends_on": error.messages}) from error
