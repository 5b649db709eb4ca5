"""Writes rules and exceptions into the rows of a place or of a way in: all of them, or none."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from resources import hours
from resources.admin.hours_overlap import contradicts, repeats
from resources.admin.hours_reading import override_sentence
from resources.enums import HoursSource
from resources.models import Location, ScheduleException, ServiceAtLocation
from resources.models.timetable import rule_row


@dataclass(frozen=True)
class Written:
    """How many rows came and went; `now_its_own`: a way in that had no hours of its own has them now."""

    rules: int
    exceptions: int
    removed: int
    now_its_own: bool

    @property
    def sentence(self) -> str:
        parts = [
            counted(self.rules, "plage ajoutée", "plages ajoutées"),
            counted(self.exceptions, "exception ajoutée", "exceptions ajoutées"),
            counted(self.removed, "plage enlevée", "plages enlevées"),
        ]
        return ", ".join(filter(None, parts))


def counted(number: int, one: str, many: str) -> str:
    """1 plage ajoutée, 2 plages ajoutées; nothing for none."""
    return f"{number} {many if number > 1 else one}" if number else ""


def named(owner: Location | ServiceAtLocation) -> str:
    """A way in by its entry and its place; a place by its name."""
    return f"{owner.service} ({owner})" if isinstance(owner, ServiceAtLocation) else str(owner)


def rules_of(owner: Location | ServiceAtLocation) -> list[hours.Rule]:
    """Rules that apply: those of the place for a way in that follows it."""
    return [row.as_rule() for row in _followed(owner).opening_rules.all()]


def overrides_of(owner: Location | ServiceAtLocation) -> list[hours.Override]:
    return [row.as_override() for row in owner.exceptions.all()]


def _followed(owner):
    follows = isinstance(owner, ServiceAtLocation) and owner.hours_source == HoursSource.LOCATION
    return owner.location if follows else owner


def exception_row(override: hours.Override) -> ScheduleException:
    return ScheduleException(
        first_day=override.first,
        last_day=override.last,
        start=override.start,
        end=override.end,
        state=override.state,
        reason=override.reason,
    )


@transaction.atomic
def write(owner, rules, overrides=(), *, replace=False) -> Written:
    """Add to the owner what it has not yet; `replace` takes its other rules away. Raises ValidationError."""
    removed = 0
    if replace:
        unwanted = [row.pk for row in owner.opening_rules.all() if row.as_rule() not in rules]
        removed = owner.opening_rules.filter(pk__in=unwanted).delete()[0]
    there = [row.as_rule() for row in owner.opening_rules.all()]
    new_rules = [rule for rule in dict.fromkeys(rules) if rule not in there]
    new_overrides = new_to(owner, overrides)
    for row in [*map(rule_row, new_rules), *map(exception_row, new_overrides)]:
        setattr(row, owner.opening_rules.field.name, owner)
        row.full_clean()
        row.save()
    now_its_own = bool(rules) and _has_its_own_hours(owner)
    return Written(len(new_rules), len(new_overrides), removed, now_its_own)


def new_to(owner, overrides) -> list[hours.Override]:
    """Those the owner has not yet. Raises ValidationError when one says the contrary of what is there."""
    there = overrides_of(owner)
    for override in overrides:
        against = next((one for one in there if contradicts(one, override)), None)
        if against:
            raise ValidationError(
                f"« {named(owner)} » dit déjà le contraire pour ces jours : {override_sentence(against)}. "
                "Enlevez d’abord cette exception de sa page."
            )
    return [override for override in overrides if not any(repeats(one, override) for one in there)]


def _has_its_own_hours(owner) -> bool:
    """Rules given to a way in are those it shows. Tells whether that is new."""
    if not isinstance(owner, ServiceAtLocation) or owner.hours_source == HoursSource.OWN:
        return False
    owner.hours_source = HoursSource.OWN
    owner.save(update_fields=["hours_source", "updated_at"])
    return True
