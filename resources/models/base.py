"""What exchanged objects share."""

import uuid

from django.db import models
from django.db.models import Q

from resources.enums import Tristate
from resources.models.history import History, TrackedQuerySet
from resources.roles import Scope


class Tracked(models.Model):
    """An object whose every change is kept, whoever made it and however."""

    history = History(inherit=True)
    objects = TrackedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def becoming(cls, objects, last):
        """Called as the history of these objects is written, in the same transaction, however they are written.

        `objects` by key, as they are now; `last`, by key, the row of history before, for those that have one.
        """


class Stamped(models.Model):
    """One identifier for ever, and when it was written."""

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        abstract = True


class Exchanged(Tracked, Stamped):
    """An object that leaves the directory, with its history. What is to be purged is only `Stamped`."""

    class Meta:
        abstract = True


def allowed(queryset, user, action: str):
    """Rows of the queryset on which the user's roles allow the action."""
    scope = user.scope(action, queryset.model._meta.model_name)
    if scope == Scope.OWN:
        return queryset.own(user)
    return queryset if scope == Scope.ALL else queryset.none()


class Owned:
    """Rows that belong to an organisation, through exactly one of `owner_fields`."""

    owner_fields: tuple[str, ...] = ()

    def own(self, user):
        """Those of the user's organisations."""
        mine = Q(pk__in=[])
        for name in self.owner_fields:
            owners = self.model._meta.get_field(name).related_model._default_manager.all()
            mine |= Q(**{f"{name}__in": owners.own(user).values("pk")})
        return self.filter(mine)

    def editable_by(self, user):
        return allowed(self, user, "change")

    def offered_to(self, user):
        """What the user may name in the form of something else."""
        return allowed(self, user, "choose")


class OwnedQuerySet(Owned, TrackedQuerySet):
    """The same, with a history."""


class TristateField(models.CharField):
    """Yes, no or unknown; unknown unless somebody knows."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 7)
        kwargs.setdefault("choices", Tristate.choices)
        kwargs.setdefault("default", Tristate.UNKNOWN)
        super().__init__(*args, **kwargs)


def among(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The value is one of the list, in the database too."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def tristates(prefix: str, *fields: str) -> list[models.CheckConstraint]:
    return [among(field, Tristate, f"{prefix}_{field}") for field in fields]


def exactly_one(*fields: str, name: str, message: str) -> models.CheckConstraint:
    """One owner, neither none nor two."""
    condition = Q()
    for owner in fields:
        condition |= Q(**{f"{field}__isnull": field != owner for field in fields})
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=message)
