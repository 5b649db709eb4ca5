from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from resources import hours
from resources.enums import Access, Channel, HoursSource
from resources.models.base import Exchanged, OwnedQuerySet, among
from resources.models.location import Location, forget_what_was_said
from resources.models.service import Service

PLACE_FIELDS = (
    "name", "commune_id", "street", "complement", "postal_code", "latitude", "longitude", "step_free", "transport",
    "confidential",
)  # fmt: skip


def local_calendar() -> hours.Calendar:
    """The clock and the holidays of the département this directory is for."""
    return hours.Calendar(
        timezone=ZoneInfo(settings.TIME_ZONE),
        country=settings.PUBLIC_HOLIDAY_COUNTRY,
        school_zone=settings.SCHOOL_HOLIDAY_ZONE,
    )


class ServiceAtLocationQuerySet(OwnedQuerySet):
    owner_fields = ("service",)

    def without_hours(self):
        """Nobody knows when: it is said so, or the rows that would tell are not there yet."""
        return self.filter(
            Q(hours_source=HoursSource.UNKNOWN)
            | Q(hours_source=HoursSource.OWN, opening_rules__isnull=True)
            | Q(hours_source=HoursSource.LOCATION, location__opening_rules__isnull=True)
        )

    def for_list(self):
        """With what a page says of the place; stamps stay in the database."""
        return self.select_related("location__commune").only(
            "service_id", "channel", "location_id", "label", "access", "hours_source", "note", "position",
            *(f"location__{name}" for name in PLACE_FIELDS),
            "location__commune__name", "location__commune__latitude", "location__commune__longitude",
        )  # fmt: skip


class ServiceAtLocation(Exchanged):
    """One way in: a desk, a number, a chat. The 3919's voice and its sign-language video are two."""

    service = models.ForeignKey(Service, verbose_name="fiche", on_delete=models.CASCADE, related_name="ways_in")
    channel = models.CharField("par où", max_length=10, choices=Channel.choices, default=Channel.ON_SITE)
    location = models.ForeignKey(
        Location,
        verbose_name="lieu",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ways_in",
        help_text="Seulement pour un accueil sur place.",
    )
    label = models.CharField("précision", max_length=80, blank=True, help_text="Par exemple « En langue des signes ».")
    access = models.CharField("rendez-vous", max_length=12, choices=Access.choices, default=Access.UNKNOWN)
    hours_source = models.CharField("horaires", max_length=10, choices=HoursSource.choices, default=HoursSource.UNKNOWN)
    note = models.CharField("remarque", max_length=250, blank=True)
    position = models.PositiveSmallIntegerField("ordre", default=0)

    objects = ServiceAtLocationQuerySet.as_manager()

    class Meta:
        verbose_name = "point d’accueil ou permanence"
        verbose_name_plural = "points d’accueil et permanences"
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel=Channel.ON_SITE, location__isnull=False)
                | (~Q(channel=Channel.ON_SITE) & Q(location__isnull=True)),
                name="way_in_location_iff_on_site",
                violation_error_message="Un accueil sur place a un lieu ; les autres n’en ont pas.",
            ),
            models.CheckConstraint(
                condition=~Q(hours_source=HoursSource.LOCATION) | Q(location__isnull=False),
                name="way_in_follows_a_location",
                violation_error_message="Pour suivre les horaires du lieu, il faut un lieu.",
            ),
            among("channel", Channel, "way_in_channel"),
            among("access", Access, "way_in_access"),
            among("hours_source", HoursSource, "way_in_hours_source"),
        ]

    def __str__(self):
        place = self.location.name if self.location_id else self.get_channel_display()
        return f"{place} – {self.label}" if self.label else place

    def clean(self):
        super().clean()
        on_site = self.channel == Channel.ON_SITE
        if on_site and not self.location_id:
            raise ValidationError({"location": "Choisissez le lieu de cet accueil."})
        if not on_site and self.location_id:
            raise ValidationError({"location": "Laissez le lieu vide : cet accueil n’est pas sur place."})
        if self.hours_source == HoursSource.LOCATION and not self.location_id:
            raise ValidationError({"hours_source": "Pour suivre les horaires du lieu, choisissez un lieu."})

    @classmethod
    def becoming(cls, objects, last):
        """An entry that begins to receive in a secret place keeps nothing of what was said of it before."""
        joins = {pk: (one.location_id, one.service_id) for pk, one in objects.items() if one.location_id}
        joined = {pk: (row.location_id, row.service_id) for pk, row in last.items()}
        moved = [pk for pk, pair in joins.items() if joined.get(pk) != pair]
        if moved:
            there = cls.objects.filter(pk__in=moved, location__confidential=True)
            entries = list(there.order_by().values_list("service", flat=True))
            if entries:
                forget_what_was_said(Service.objects.filter(pk__in=entries))

    @property
    def timetable(self) -> hours.Timetable:
        """Rules and overrides to evaluate. Queries what is not loaded: lists use `timetable_from`."""
        place = self.location
        return self.timetable_from(
            rules=self.opening_rules.all(),
            exceptions=self.exceptions.all(),
            place_rules=place.opening_rules.all() if place else (),
            place_exceptions=place.exceptions.all() if place else (),
        )

    def timetable_from(self, *, rules, exceptions, place_rules, place_exceptions) -> hours.Timetable:
        """The timetable, from its own rows and those of its location."""
        follows = self.hours_source == HoursSource.LOCATION
        if self.hours_source == HoursSource.UNKNOWN:
            held, changed = (), list(exceptions)
        else:
            held = place_rules if follows else rules
            changed = [*(place_exceptions if follows else ()), *exceptions]
        # A closure of the place closes everything inside, whatever hours it keeps: it comes last.
        closures = [one for one in place_exceptions if one.closes]
        return hours.Timetable(
            rules=tuple(rule.as_rule() for rule in held),
            overrides=tuple(one.as_override() for one in [*changed, *closures]),
            calendar=local_calendar(),
        )
