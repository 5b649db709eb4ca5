"""Going back: undo the last act, or put an object and what it owns back as they were."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.utils.text import capfirst

from resources.enums import EditorialStatus
from resources.history.family import APPEND_ONLY, family_rows, lock, own_rows, owned_at, place_touched, rank
from resources.history.reading import Change, Names, change_of
from resources.history.timeline import previous, timeline
from resources.models import Location, Organization, Service, act
from resources.models.history import CHANGED, CREATED, DELETED
from resources.models.service import validate_publishable
from resources.workflow import is_seen

SECRET = "L’adresse de ce lieu est devenue secrète : rien de ce qu’elle était n’est gardé. Il faut la saisir à nouveau."
NO_ACT = "Ce changement n’est pas dans l’historique de cette page."
ONLY_PUBLISHERS = "Revenir en arrière changerait ce que le public voit : demandez à une coordinatrice."
NOT_YOURS = "Vous n’avez pas le droit de modifier tout ce que ce changement a touché : demandez à une coordinatrice."
NOTHING_TO_DO = "Rien à changer : la page est déjà ainsi."
NO_LONGER_FITS = "Ce retour en arrière ne va plus avec le reste de l’annuaire : corrigez à la main."
SINCE = (
    "{who} a changé cette page depuis ({when}). Relisez : vous pouvez d’abord annuler ce changement-là, ou revenir à "
    "une version plus ancienne."
)
LINKED = "D’autres pages s’y rattachent maintenant : « {} » ne peut plus être enlevé."


class RefusedError(Exception):
    """Nothing was changed; the text says why."""


@dataclass(frozen=True)
class Agent:
    """Who goes back: what the public sees is for publishers, and a place is for those who keep it."""

    may_change_place: Callable[[Location], bool]
    publisher: bool


@dataclass(frozen=True)
class Target:
    """What one object becomes: as `row` tells it, or no more when `row` is None. `now` is its last row."""

    row: Model | None
    now: Model | None

    @property
    def told(self) -> Model:
        return self.row or self.now


@transaction.atomic
def undo(obj: Model, act_id: UUID, agent: Agent) -> None:
    """Take back the last act of an object's history. Raises RefusedError when it is no longer the last."""
    lock(obj)
    rows = family_rows(type(obj), obj.pk)
    acts = [one for one in timeline(type(obj), obj.pk, rows) if not one.only_added]
    wanted = next((one for one in acts if one.id == act_id), None)
    if wanted is None:
        raise RefusedError(NO_ACT)
    if wanted is not acts[0]:
        last = acts[0]
        raise RefusedError(SINCE.format(who=last.who, when=last.when))
    if wanted.creates:
        raise RefusedError("C’est le début de cette page : il n’y a rien avant.")
    before = previous(rows)
    mine = [row for row in rows if row.act == act_id and not _stays(row)]
    # An act may have written one object twice, when it went and came back: what was before the first counts.
    first, last = {}, {}
    for row in sorted(mine, key=lambda row: row.history_id):
        first.setdefault((row.instance_type, row.instance_key), row)
        last[row.instance_type, row.instance_key] = row
    targets = [Target(_living(before[first[key]]), _living(last[key])) for key in first]
    with act(reason=f"annulation : {wanted.signature}"):
        _reach(obj, targets, agent)


@transaction.atomic
def restore(obj: Model, act_id: UUID, agent: Agent, *, latest: UUID) -> None:
    """Put an object and what it owns back as that act left them. Raises RefusedError, and then nothing changes.

    `latest` is the last act the agent has seen.
    """
    lock(obj)
    acts = timeline(type(obj), obj.pk)
    targets = targets_of_version(obj, act_id)
    at = next(one for one in acts if one.id == act_id)
    if acts[0].id != latest:
        raise RefusedError(SINCE.format(who=acts[0].who, when=acts[0].when))
    with act(reason=f"retour à la version du {at.when}"):
        _reach(obj, targets, agent)


def targets_of_version(obj: Model, act_id: UUID) -> list[Target]:
    rows = own_rows(type(obj), obj.pk)
    dates = [row.history_date for row in family_rows(type(obj), obj.pk) if row.act == act_id]
    if not dates:
        raise RefusedError(NO_ACT)
    then = _owned_living(obj, [row for row in rows if row.history_date <= max(dates)])
    if (type(obj), obj.pk) not in then:
        raise RefusedError(NO_ACT)
    now = _owned_living(obj, rows)
    return [
        Target(then.get(key), now.get(key)) for key in {**then, **now} if key[0] not in APPEND_ONLY or key not in now
    ]


def changes_of_version(obj: Model, act_id: UUID) -> list[Change]:
    """What going back to a version would change, as it will read."""
    targets = [one for one in targets_of_version(obj, act_id) if not _same(one)]
    names = Names([row for one in targets for row in (one.row, one.now) if row])
    changes = []
    for one in sorted(targets, key=lambda one: rank(one.told.instance_type)):
        one.told.history_type = CHANGED if one.row and one.now else CREATED if one.row else DELETED
        changes.append(change_of(one.told, one.now, names, root=(type(obj), obj.pk)))
    return [change for change in changes if change]


def _stays(row) -> bool:
    """What is only ever added is not taken back; it comes back with the entry it went with."""
    return row.instance_type in APPEND_ONLY and row.history_type != DELETED


def _living(row):
    return None if row is None or row.history_type == DELETED else row


def _owned_living(obj, rows) -> dict:
    last = {(row.instance_type, row.instance_key): row for row in sorted(rows, key=lambda row: row.history_id)}
    living = [row for row in last.values() if _living(row)]
    return {(row.instance_type, row.instance_key): row for row in owned_at(type(obj), obj.pk, living)}


def _same(target: Target) -> bool:
    if target.row is None or target.now is None:
        return target.row is target.now
    columns = [column.attname for column in target.now.tracked_fields]
    same = all(getattr(target.row, name) == getattr(target.now, name) for name in columns)
    return same and target.row.linked == target.now.linked


def _reach(obj, targets: list[Target], agent: Agent) -> None:
    targets = [one for one in targets if not _same(one)]
    if not targets:
        raise RefusedError(NOTHING_TO_DO)
    for one in targets:
        _check_allowed(one, agent)
    gone = sorted((one for one in targets if one.row is None), key=lambda one: -rank(one.told.instance_type))
    back = sorted((one for one in targets if one.row), key=lambda one: rank(one.told.instance_type))
    try:
        with transaction.atomic():
            for one in gone:
                _take_away(one)
            for one in back:
                _put_back(one)
            _finish(obj)
    except ValidationError as error:
        raise RefusedError(" ".join(_sentences(obj, error))) from error
    except ProtectedError as error:
        raise RefusedError(LINKED.format(obj)) from error
    except IntegrityError as error:
        raise RefusedError(
            "Ce retour en arrière ne va plus avec le reste de l’annuaire : corrigez à la main."
        ) from error


def _check_allowed(target: Target, agent: Agent) -> None:
    place = place_touched(target.told)
    there = Location.objects.filter(pk=place).first() if place else None
    if there and not agent.may_change_place(there):
        raise RefusedError(NOT_YOURS)
    if target.told.instance_type is Service and not agent.publisher:
        was, becomes = (one.status if one else EditorialStatus.DRAFT for one in (target.now, target.row))
        if is_seen(was, becomes):
            raise RefusedError(ONLY_PUBLISHERS)


def _take_away(target: Target) -> None:
    there = target.told.instance_type._base_manager.filter(pk=target.told.instance_key).first()
    if there:
        there.delete()


def _put_back(target: Target) -> None:
    row, model = target.row, target.row.instance_type
    there = model._base_manager.filter(pk=row.instance_key).first()
    obj = there or model(pk=row.instance_key)
    for column in row.tracked_fields:
        setattr(obj, column.attname, getattr(row, column.attname))
    if there and model is Location:
        _keep_secret(obj, row)
    obj.full_clean()
    obj.save(force_insert=there is None)
    if there is None and any(column.name == "created_at" for column in row.tracked_fields):
        # What is made again is as old as it was: exceptions are read in the order they were written.
        model.objects.filter(pk=obj.pk).update(created_at=row.created_at)
    for link in row._history_m2m_fields:
        living = link.related_model._base_manager.filter(pk__in=row.linked[link.name])
        getattr(obj, link.name).set(living)


def _keep_secret(place, row) -> None:
    """No way back makes a secret place known again."""
    if Location.objects.filter(pk=place.pk, confidential=True).exists() and not row.confidential:
        raise RefusedError(SECRET)


def _finish(obj) -> None:
    """What is computed from the rest is computed again, and what is published can still be."""
    services = Service.objects.none()
    if isinstance(obj, Service):
        services = Service.objects.filter(pk=obj.pk)
    elif isinstance(obj, Organization):
        services = Service.objects.filter(organization=obj)
    services.refresh_search()
    if isinstance(obj, Service):
        service = services.first()
        if service and service.status == EditorialStatus.PUBLISHED:
            validate_publishable(service, areas=list(service.areas.all()))


def _sentences(obj, error) -> list[str]:
    if not hasattr(error, "error_dict"):
        return error.messages
    sentences = []
    for name, messages in error.message_dict.items():
        labels = {column.name: capfirst(column.verbose_name) for column in obj._meta.fields}
        label = labels.get(name, "") if name != NON_FIELD_ERRORS else ""
        sentences += [f"{label} : {message}" if label else message for message in messages]
    return sentences
