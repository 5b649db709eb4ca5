"""Opening rules and exceptional days, each of exactly one owner: a location or a way in."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from resources import hours
from resources.enums import ExceptionState, OnHoliday, Recurrence, RuleAccess, Weekday
from resources.models.base import Exchanged, OwnedQuerySet, among, exactly_one
from resources.models.location import Location
from resources.models.way_in import ServiceAtLocation
from resources.validators import validate_date_range

EVERY_DAY_MASK = 0b111_1111
LAST_BIT = 5  # bits 0 to 4 are the 1st to the 5th weekday of the month
ONE_OWNER = "Ces horaires appartiennent à un lieu ou à un point d’accueil, pas aux deux."


def mask_of_days(days) -> int:
    """Weekdays, Monday 0, as bits: {0, 2} → 0b101."""
    return sum(1 << day for day in days)


def mask_of_ranks(ranks) -> int:
    """Ranks in the month, 1 to 5 and -1 for the last, as bits 0 to 5."""
    return sum(1 << (LAST_BIT if rank == hours.LAST else rank - 1) for rank in ranks)


def days_of(mask: int) -> frozenset[int]:
    return frozenset(day for day in range(7) if mask >> day & 1)


def ranks_of(mask: int) -> frozenset[int]:
    """Ranks in the month: 1 to 5, and -1 for the last."""
    ranks = {bit + 1 for bit in range(LAST_BIT) if mask >> bit & 1}
    return frozenset(ranks | ({hours.LAST} if mask >> LAST_BIT & 1 else set()))


class TimetableQuerySet(OwnedQuerySet):
    owner_fields = ("location", "way_in")


class OpeningRule(Exchanged):
    location = models.ForeignKey(
        Location, verbose_name="lieu", null=True, blank=True, on_delete=models.CASCADE, related_name="opening_rules"
    )
    way_in = models.ForeignKey(
        ServiceAtLocation,
        verbose_name="point d’accueil",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="opening_rules",
    )
    weekdays = models.PositiveSmallIntegerField(
        "jours", validators=[MinValueValidator(1), MaxValueValidator(EVERY_DAY_MASK)]
    )
    start = models.TimeField("de", null=True, blank=True, help_text="Vide, avec la fin : jour et nuit.")
    end = models.TimeField("à", null=True, blank=True, help_text="Plus tôt que le début : jusqu’au lendemain.")
    recurrence = models.CharField("rythme", max_length=8, choices=Recurrence.choices, default=Recurrence.WEEKLY)
    interval = models.PositiveSmallIntegerField(
        "toutes les … semaines", null=True, blank=True, validators=[MinValueValidator(2), MaxValueValidator(26)]
    )
    anchor = models.DateField("à partir de la semaine du", null=True, blank=True)
    nth_weekdays = models.PositiveSmallIntegerField("rangs dans le mois", default=0, validators=[MaxValueValidator(63)])
    valid_from = models.DateField("valable du", null=True, blank=True)
    valid_to = models.DateField("valable jusqu’au", null=True, blank=True)
    access = models.CharField("accueil", max_length=12, choices=RuleAccess.choices, default=RuleAccess.WALK_IN)
    on_public_holidays = models.CharField(
        "les jours fériés", max_length=8, choices=OnHoliday.choices, default=OnHoliday.UNKNOWN
    )
    in_school_holidays = models.CharField(
        "pendant les vacances scolaires", max_length=8, choices=OnHoliday.choices, default=OnHoliday.HELD
    )

    objects = TimetableQuerySet.as_manager()

    class Meta:
        verbose_name = "plage d’ouverture"
        verbose_name_plural = "plages d’ouverture"
        ordering = ["weekdays", "start", "id"]
        constraints = [
            exactly_one("location", "way_in", name="opening_rule_one_owner", message=ONE_OWNER),
            models.CheckConstraint(
                condition=Q(weekdays__range=(1, EVERY_DAY_MASK)),
                name="opening_rule_has_days",
                violation_error_message="Choisissez au moins un jour.",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__isnull=False, end__isnull=False),
                name="opening_rule_start_and_end",
                violation_error_message="Donnez l’heure de début et l’heure de fin, ou aucune des deux.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="opening_rule_dates_in_order",
                violation_error_message="La fin est avant le début : échangez les deux dates.",
            ),
            models.CheckConstraint(
                condition=(~Q(recurrence=Recurrence.NTH) & Q(nth_weekdays=0))
                | Q(recurrence=Recurrence.NTH, nth_weekdays__range=(1, 63)),
                name="opening_rule_nth_weekdays",
                violation_error_message="Dites quels jours du mois (1ᵉʳ, 2ᵉ… dernier), et seulement pour ce rythme.",
            ),
            models.CheckConstraint(
                condition=(~Q(recurrence=Recurrence.EVERY_N) & Q(interval__isnull=True, anchor__isnull=True))
                | Q(
                    recurrence=Recurrence.EVERY_N,
                    interval__isnull=False,
                    interval__range=(2, 26),
                    anchor__isnull=False,
                ),
                name="opening_rule_every_n_weeks",
                violation_error_message="Dites toutes les combien de semaines et à partir de quelle date, "
                "et seulement pour ce rythme.",
            ),
            among("recurrence", Recurrence, "opening_rule_recurrence"),
            among("access", RuleAccess, "opening_rule_access"),
            among("on_public_holidays", OnHoliday, "opening_rule_public_holidays"),
            among("in_school_holidays", OnHoliday, "opening_rule_school_holidays"),
        ]

    def __str__(self):
        days = ", ".join(Weekday(day).label for day in sorted(days_of(self.weekdays or 0)))
        slot = f"{self.start:%H:%M}–{self.end:%H:%M}" if self.start and self.end else "jour et nuit"
        return f"{days} {slot}"

    def clean(self):
        super().clean()
        if (self.start is None) != (self.end is None):
            missing = "start" if self.start is None else "end"
            raise ValidationError({missing: "Donnez l’heure de début et l’heure de fin, ou aucune des deux."})
        try:
            validate_date_range(start=self.valid_from, end=self.valid_to)
        except ValidationError as error:
            raise ValidationError({"valid_to": error}) from error
        self._clean_recurrence()

    def _clean_recurrence(self):
        errors = {}
        if self.recurrence == Recurrence.NTH and not self.nth_weekdays:
            errors["nth_weekdays"] = "Cochez au moins un rang : 1ᵉʳ, 2ᵉ… ou dernier."
        if self.recurrence != Recurrence.NTH and self.nth_weekdays:
            errors["nth_weekdays"] = "Ces rangs ne servent qu’au rythme « certains jours du mois »."
        every_n = self.recurrence == Recurrence.EVERY_N
        for name, message in (
            ("interval", "Dites toutes les combien de semaines."),
            ("anchor", "Dites à partir de quand."),
        ):
            if every_n and getattr(self, name) is None:
                errors[name] = message
            if not every_n and getattr(self, name) is not None:
                errors[name] = "Videz ce champ : il ne sert qu’au rythme « toutes les n semaines »."
        if errors:
            raise ValidationError(errors)

    def as_rule(self) -> hours.Rule:
        return hours.Rule(
            weekdays=days_of(self.weekdays),
            start=self.start,
            end=self.end,
            recurrence=self.recurrence,
            interval=self.interval or 1,
            anchor=self.anchor,
            nth=ranks_of(self.nth_weekdays),
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            access=self.access,
            on_public_holidays=self.on_public_holidays,
            in_school_holidays=self.in_school_holidays,
        )


def rule_row(rule: hours.Rule) -> OpeningRule:
    """A row that says the rule, of nobody yet."""
    every_n = rule.recurrence == Recurrence.EVERY_N
    return OpeningRule(
        weekdays=mask_of_days(rule.weekdays),
        start=rule.start,
        end=rule.end,
        recurrence=rule.recurrence,
        interval=rule.interval if every_n else None,
        anchor=rule.anchor if every_n else None,
        nth_weekdays=mask_of_ranks(rule.nth),
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        access=rule.access,
        on_public_holidays=rule.on_public_holidays,
        in_school_holidays=rule.in_school_holidays,
    )


class ScheduleException(Exchanged):
    location = models.ForeignKey(
        Location, verbose_name="lieu", null=True, blank=True, on_delete=models.CASCADE, related_name="exceptions"
    )
    way_in = models.ForeignKey(
        ServiceAtLocation,
        verbose_name="point d’accueil",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="exceptions",
    )
    first_day = models.DateField("du")
    last_day = models.DateField("au", help_text="Le même jour, pour un seul jour.")
    start = models.TimeField("de", null=True, blank=True, help_text="Vide, avec la fin : toute la journée.")
    end = models.TimeField("à", null=True, blank=True)
    state = models.CharField("état", max_length=12, choices=ExceptionState.choices, default=ExceptionState.CLOSED)
    reason = models.CharField(
        "raison", max_length=120, blank=True, help_text="Montrée au public : « travaux », « congés »."
    )

    objects = TimetableQuerySet.as_manager()

    class Meta:
        verbose_name = "fermeture ou ouverture exceptionnelle"
        verbose_name_plural = "fermetures et ouvertures exceptionnelles"
        # The later of two wins: both engines must put a whole day before its hours, and the last written last.
        ordering = ["first_day", F("start").asc(nulls_first=True), "created_at", "id"]
        constraints = [
            exactly_one("location", "way_in", name="exception_one_owner", message=ONE_OWNER),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="exception_days_in_order",
                violation_error_message="La fin est avant le début : échangez les deux dates.",
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__isnull=False, end__isnull=False),
                name="exception_start_and_end",
                violation_error_message="Donnez l’heure de début et l’heure de fin, ou aucune des deux.",
            ),
            models.CheckConstraint(
                condition=Q(state=ExceptionState.CLOSED) | Q(start__isnull=False),
                name="exception_opening_has_hours",
                violation_error_message="Pour une ouverture exceptionnelle, donnez les heures.",
            ),
            among("state", ExceptionState, "exception_state"),
        ]

    def __str__(self):
        return f"{self.get_state_display()} du {self.first_day:%d/%m/%Y} au {self.last_day:%d/%m/%Y}"

    def clean(self):
        super().clean()
        try:
            validate_date_range(start=self.first_day, end=self.last_day)
        except ValidationError as error:
            raise ValidationError({"last_day": error}) from error
        if (self.start is None) != (self.end is None):
            missing = "start" if self.start is None else "end"
            raise ValidationError({missing: "Donnez l’heure de début et l’heure de fin, ou aucune des deux."})
        if self.state != ExceptionState.CLOSED and self.start is None:
            raise ValidationError({"start": "Pour une ouverture exceptionnelle, donnez les heures."})

    @property
    def closes(self) -> bool:
        return self.state == ExceptionState.CLOSED

    def as_override(self) -> hours.Override:
        return hours.Override(
            first=self.first_day,
            last=self.last_day,
            state=self.state,
            start=self.start,
            end=self.end,
            reason=self.reason,
        )
