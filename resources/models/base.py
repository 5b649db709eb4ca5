"""What exchanged objects share."""

import uuid

from django.db import models
from django.db.models import F, FilteredRelation, Q

from resources.enums import Tristate
from resources.languages import NAMES, OTHERS
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


class SaidInOtherLanguages:
    """Rows that staff may translate: `translated` names the fields, `translations` the rows that say them."""

    translated: tuple[str, ...] = ()

    def said_in(self, language):
        """With what is translated: columns of the same query, and none in French."""
        if language not in OTHERS:
            return self
        translation = FilteredRelation("translations", condition=Q(translations__language=language))
        columns = {f"said_{field}": F(f"translation__{field}") for field in self.translated}
        return self.annotate(translation=translation, **columns)


class Translated:
    """A row of such a queryset."""

    def said(self, field: str) -> str:
        """In the language it was loaded in; empty when nobody translated it, and in French."""
        return getattr(self, f"said_{field}", None) or ""


class Translation(Exchanged):
    """What one row says in another language. What nobody translated is shown in French, and the page says so."""

    language = models.CharField(
        "langue", max_length=8, choices=[(code, NAMES[code]) for code in OTHERS], default=OTHERS[0]
    )

    class Meta:
        abstract = True


NOTHING_SAID = "Écrivez au moins une de ces phrases dans l’autre langue, ou retirez la traduction."
SAID_TWICE = "Une traduction dans cette langue existe déjà : corrigez-la."


def translation_constraints(name: str, owner: str, fields: tuple[str, ...]) -> list[models.BaseConstraint]:
    """One translation a language, in a language of the site, which says something."""
    return [
        models.UniqueConstraint(fields=[owner, "language"], name=f"{name}_once", violation_error_message=SAID_TWICE),
        models.CheckConstraint(condition=Q(language__in=OTHERS), name=f"{name}_language"),
        models.CheckConstraint(
            condition=~Q(**dict.fromkeys(fields, "")),
            name=f"{name}_says_something",
            violation_error_message=NOTHING_SAID,
        ),
    ]


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
