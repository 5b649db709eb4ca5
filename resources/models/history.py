"""Every write leaves a row: what an object became, by whom, when, in which act.

An act is one press of a button, or one load of a file: what it wrote is read together. The rows are kept by
django-simple-history; here is when they are written: one an object an act, and none where nothing changed.
"""

from collections import defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from simple_history.models import HistoricalRecords

CREATED, CHANGED, DELETED = "+", "~", "-"
# Stamps, and what is computed again from the rest.
NOT_KEPT = ["updated_at", "sort_key", "search_document", "checked_on"]
REASON_LENGTH = 100
BATCH = 500


@dataclass
class Act:
    """`user` is asked only when something is written: a page that is only read costs nothing."""

    user: Any = None
    reason: str = ""
    at: datetime | None = None
    id: UUID = field(default_factory=uuid4)

    @property
    def signed(self) -> dict[str, Any]:
        """What each of its rows says of it."""
        known = self.user is not None and self.user.is_authenticated
        # Like any stamp of a row, the instant is that of the writing.
        self.at = self.at or timezone.now()
        return {
            "act": self.id,
            "history_user_id": self.user.pk if known else None,
            "history_change_reason": self.reason[:REASON_LENGTH] or None,
            "history_date": self.at,
        }


_current: ContextVar[Act | None] = ContextVar("act", default=None)


@contextmanager
def act(*, user=None, reason: str = "", at: datetime | None = None):
    """All that is written inside is one act. Inside another, it is still signed by the same person."""
    around = _current.get()
    if user is None and around is not None:
        user = around.user
    token = _current.set(Act(user, reason, at))
    try:
        yield
    finally:
        _current.reset(token)


def current_act() -> Act:
    """The act under way; a write outside any is an act by itself."""
    return _current.get() or Act()


class HistoryRow(models.Model):
    act = models.UUIDField(editable=False)

    class Meta:
        abstract = True


class History(HistoricalRecords):
    """`history = History()` on a model, or on an abstract one for all its children."""

    def __init__(self, **options):
        options.setdefault("bases", [HistoryRow])
        options.setdefault("excluded_fields", NOT_KEPT)
        super().__init__(**options)

    def copy_fields(self, model):
        """Rows are found by their object or by its owner: other indexes would only slow writing down."""
        fields = super().copy_fields(model)
        for name, copy in fields.items():
            original = model._meta.get_field(name)
            owner = original.is_relation and original.remote_field.on_delete is models.CASCADE
            copy.db_index = bool(owner or original.primary_key) and not model._meta.auto_created
        return fields

    def get_extra_fields(self, model, fields):
        extra = super().get_extra_fields(model, fields)
        extra["history_user"].db_index = False
        extra["history_date"].db_index = False
        return extra

    def get_meta_options(self, model):
        return super().get_meta_options(model) | {"constraints": getattr(model, "HISTORY_CONSTRAINTS", [])}

    def m2m_changed(self, instance, action, attr, pk_set, reverse, **options):
        if not reverse:
            super().m2m_changed(instance, action, attr, pk_set, reverse, **options)
        elif action in ("post_add", "post_remove"):
            record(options["model"], pk_set)

    def create_historical_record(self, instance, history_type, using=None):
        if history_type == CHANGED:
            # Read again: an object saved in part, or given expressions, does not know what it became.
            record(type(instance), [instance.pk])
        else:
            if history_type == CREATED:
                type(instance).becoming({instance.pk: instance}, {})
            _written(type(instance)).create(**_values(instance), history_type=history_type, **current_act().signed)


class TrackedQuerySet(models.QuerySet):
    """Writing many at once leaves the same rows as writing them one by one."""

    def bulk_create(self, objs, *args, **options):
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **options)
            record(self.model, [obj.pk for obj in created])
        return created

    def update(self, **values):
        kept = {name for column in _tracked(self.model) for name in (column.name, column.attname)}
        if not kept & set(values):
            return super().update(**values)
        with transaction.atomic(using=self.db):
            keys = list(self.order_by().values_list("pk", flat=True))
            number = super().update(**values)
            record(self.model, keys)
        return number

    update.alters_data = True


def create_together(model: type[models.Model], objects, links: dict[Any, dict[str, list]]) -> None:
    """Write new objects and the keys they are linked to, by key and field: one row of history each.

    They hold what they are: nothing of them is read again, as it is for what others may have written (`record`).
    """
    objects = list(objects)
    for start in range(0, len(objects), BATCH):
        with transaction.atomic():
            _create(model, objects[start : start + BATCH], links)


def _create(model, objects, links) -> None:
    models.QuerySet(model).bulk_create(objects)
    rows, signed = _row_model(model), current_act().signed
    for link in rows._history_m2m_fields:
        through = link.remote_field.through
        source, target = f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"
        through._base_manager.bulk_create(
            through(**{source: obj.pk, target: key})
            for obj in objects
            for key in dict.fromkeys(links.get(obj.pk, {}).get(link.name, ()))
        )
    model.becoming({obj.pk: obj for obj in objects}, {})
    written = [rows(**_values(obj), history_type=CREATED, **signed) for obj in objects]
    _written(model).bulk_create(written)
    linked = [(row, links.get(obj.pk, {})) for row, obj in zip(written, objects, strict=True)]
    for link in rows._history_m2m_fields:
        _write_links(link, History.m2m_models[link], linked)


def record(model: type[models.Model], keys) -> None:
    """Write what these objects are now, where it is not what was last written of them."""
    keys = list(keys)
    for start in range(0, len(keys), BATCH):
        with transaction.atomic():
            _record(model, keys[start : start + BATCH])


def _record(model, keys) -> None:
    signed = current_act().signed
    objects = model._base_manager.in_bulk(keys)
    last = {row.instance_key: row for row in last_rows(model, keys)}
    # Before the rows of one act are brought up to date: what they were tells what changes.
    model.becoming(objects, last)
    rows = _row_model(model)
    links = {link: _links(link, objects) for link in rows._history_m2m_fields}
    new, same_act = [], []
    for key, obj in objects.items():
        before, values = last.get(key), _values(obj)
        gone = before is None or before.history_type == DELETED
        linked = {link.name: keys_of[key] for link, keys_of in links.items()}
        if not gone and _is(before, values, linked):
            continue
        if not gone and before.act == signed["act"]:
            for name, value in values.items():
                setattr(before, name, value)
            same_act.append((before, linked))
        else:
            row = rows(**values, history_type=CREATED if gone else CHANGED, **signed)
            new.append((row, linked))
    history = _written(model)
    history.bulk_create([row for row, _ in new])
    for row, _ in same_act:
        row.save()
    for link in links:
        rows_of_link = History.m2m_models[link]
        rows_of_link.objects.filter(history__in=[row for row, _ in same_act]).delete()
        _write_links(link, rows_of_link, [*new, *same_act])


def _is(row, values, linked) -> bool:
    same = all(getattr(row, name) == value for name, value in values.items())
    return same and all(row.linked[name] == there for name, there in linked.items())


def last_rows(model, keys) -> list:
    """The last row of each object, with the keys it was linked to: `row.linked`."""
    key = model._meta.pk.attname
    of_these = _written(model).filter(**{f"{key}__in": keys}).order_by()
    return with_links(_written(model).filter(pk__in=of_these.values(key).annotate(last=Max("pk")).values("last")))


def with_links(rows) -> list:
    """Rows of one history, each with its object's key and, by field, the keys it was linked to."""
    rows = list(rows)
    if not rows:
        return rows
    history = type(rows[0])
    key = history.instance_type._meta.pk.attname
    for row in rows:
        row.instance_key = getattr(row, key)
        row.linked = {link.name: set() for link in history._history_m2m_fields}
    by_id = {row.pk: row for row in rows}
    for link in history._history_m2m_fields:
        target = f"{link.m2m_reverse_field_name()}_id"
        linked = History.m2m_models[link].objects.filter(history__in=by_id)
        for history_id, other in linked.values_list("history_id", target):
            by_id[history_id].linked[link.name].add(other)
    return rows


def _links(link, objects) -> dict[Any, set]:
    """By object, the keys of what it is linked to now."""
    source, target = f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"
    found = defaultdict(set)
    rows = link.remote_field.through._base_manager.filter(**{f"{source}__in": objects})
    for key, other in rows.values_list(source, target):
        found[key].add(other)
    return found


def _write_links(link, rows_of_link, written) -> None:
    source, target = f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"
    rows_of_link.objects.bulk_create(
        # `id` is that of the link itself, which is of no use: what counts is what it joins.
        rows_of_link(history=row, id=0, **{source: getattr(row, _key(row)), target: other})
        for row, linked in written
        for other in dict.fromkeys(linked.get(link.name, ()))
    )


def _key(row) -> str:
    return row.instance_type._meta.pk.attname


@cache
def _row_model(model) -> type[models.Model]:
    """The model of its history. Asked of the class, it builds a manager each time."""
    return model.history.model


def _tracked(model) -> list[models.Field]:
    return _row_model(model).tracked_fields


def _values(obj) -> dict[str, Any]:
    return {column.attname: getattr(obj, column.attname) for column in _tracked(type(obj))}


def _written(model) -> models.QuerySet:
    return _row_model(model)._base_manager.all()
