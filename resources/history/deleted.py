"""What is no more, as its history knew it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Model

from resources.history.reading import Names, as_object, name_of
from resources.history.timeline import NOBODY, moment
from resources.models import User
from resources.models.history import DELETED, last_rows, with_links


@dataclass(frozen=True)
class Gone:
    """An object that was deleted: what it was, by whom and when it went."""

    obj: Model
    name: str
    signature: str


def last_known(model: type[Model], key) -> Model | None:
    """The object as it was when it was deleted; None when it never was, or still is."""
    try:
        rows = last_rows(model, [model._meta.pk.to_python(key)])
    except ValidationError:
        return None
    gone = rows and rows[0].history_type == DELETED
    return as_object(rows[0], Names(rows)) if gone else None


def deleted_of(model: type[Model]) -> list[Gone]:
    """The last gone first; what came back is not there."""
    key = model._meta.pk.attname
    living = model._base_manager.values("pk")
    last = model.history.filter(history_type=DELETED).exclude(**{f"{key}__in": living}).order_by("-history_id")
    rows = list({row.instance_key: row for row in reversed(with_links(last))}.values())[::-1]
    names = Names(rows)
    return [_gone(row, names) for row in rows]


def _gone(row, names) -> Gone:
    user = names.obj(User, row.history_user_id)
    who = user or row.history_change_reason or NOBODY
    name = name_of(row, names) or str(row.instance_key)
    return Gone(as_object(row, names), name, f"{who}, {moment(row.history_date)}")
