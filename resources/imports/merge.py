"""Three-way merge of what a file says with what staff changed since it was last loaded.

A value that still equals what was loaded may follow the file; a value that differs is the staff's and stays.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.encoding import force_str

from resources.imports.problems import Problem
from resources.imports.toml_rows import Row
from resources.models import SourceRecord
from resources.models.history import create_together

BATCH = 500


@dataclass
class Wanted:
    """An object a file asks for: its columns (foreign keys by attname) and its many-to-many keys."""

    model: type[Model]
    pk: Any
    external_id: str
    columns: dict[str, Any]
    row: Row
    many: dict[str, list[Any]] = field(default_factory=dict)


@dataclass
class Merge:
    """One load of one source. Nothing is written when `problems` is not empty."""

    source: str
    at: datetime
    overwrite: bool = False
    problems: list[Problem] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)

    def save(self, model: type[Model], wanted: list[Wanted]) -> list[Any]:
        """Add what is missing, follow what changed in the file, keep what staff changed. Returns changed ids."""
        label = model._meta.label_lower
        records = {
            record.external_id: record for record in SourceRecord.objects.filter(source=self.source, model=label)
        }
        prefetch = list(wanted[0].many) if wanted else []
        # Held until the load ends: what an agent saves meanwhile is not overwritten, it waits.
        there = model._default_manager.select_for_update(no_key=True).filter(pk__in=[one.pk for one in wanted])
        existing = {str(obj.pk): obj for obj in there.prefetch_related(*prefetch)}
        new, changed = [], []
        for one in wanted:
            obj, record = existing.get(str(one.pk)), records.get(one.external_id)
            if obj is None and (record is None or self.overwrite):
                new.append(one)
            elif obj is None:
                self.counts["supprimées par un agent"] += 1
            elif self._update(obj, one, record):
                changed.append(one)
            else:
                self.counts["inchangées"] += 1
        self._create(model, new)
        return [one.pk for one in [*new, *changed]]

    def _create(self, model: type[Model], new: list[Wanted]) -> None:
        objects = [model(pk=one.pk, **one.columns) for one in new]
        for one, obj in zip(new, objects, strict=True):
            self._check(obj, one, constraints=False)
        if self.problems:
            return
        try:
            with transaction.atomic():
                create_together(model, objects, {one.pk: one.many for one in new})
        except IntegrityError:
            # The database asks its constraints of all at once; each object is asked only to tell which one is wrong.
            for one, obj in zip(new, objects, strict=True):
                self._check(obj, one)
            if not self.problems:
                raise
            return
        SourceRecord.objects.bulk_create(
            [self._record(one, _as_loaded(one)) for one in new],
            update_conflicts=True,
            unique_fields=["source", "model", "external_id"],
            update_fields=["object_id", "values", "loaded_at"],
            batch_size=BATCH,
        )
        self.counts["ajoutées"] += len(new)

    def _update(self, obj: Model, one: Wanted, record: SourceRecord | None) -> bool:
        """Bring to the object what changed in the file since it was loaded. Says whether anything did."""
        # A field the file told nothing of was loaded with its default.
        loaded = _defaults(one) | record.values if record else {}
        asked = _as_loaded(one)
        current = _current(obj, one)
        followed = [
            name
            for name, value in asked.items()
            if current[name] != value and (self.overwrite or (name in loaded and current[name] == loaded[name]))
        ]
        kept = [name for name, value in asked.items() if name not in followed and current[name] != value]
        self.counts["valeurs d’agents gardées"] += len(kept)
        if not followed:
            return False
        for name in followed:
            if name in one.columns:
                setattr(obj, name, one.columns[name])
        self._check(obj, one)
        if self.problems:
            return False
        # Before the object: when it becomes secret, saving it forgets what was loaded too.
        values = {name: asked[name] if name in followed else loaded.get(name, asked[name]) for name in asked}
        SourceRecord.objects.update_or_create(
            source=self.source,
            model=obj._meta.label_lower,
            external_id=one.external_id,
            defaults={"object_id": str(one.pk), "values": values, "loaded_at": self.at},
        )
        obj.save()
        for name in set(followed) & set(one.many):
            getattr(obj, name).set(one.many[name])
        self.counts["mises à jour"] += 1
        return True

    def _check(self, obj: Model, one: Wanted, *, constraints: bool = True) -> None:
        """The model's own rules, but for the existence of what it points to, which the reader has checked."""
        relations = {field.name for field in obj._meta.concrete_fields if field.is_relation}
        try:
            obj.full_clean(exclude=relations, validate_unique=False, validate_constraints=constraints)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                self.problems.append(one.row.problem("" if name == "__all__" else name, " ".join(messages)))

    def _record(self, one: Wanted, values: dict[str, Any]) -> SourceRecord:
        return SourceRecord(
            source=self.source,
            model=one.model._meta.label_lower,
            object_id=str(one.pk),
            external_id=one.external_id,
            values=values,
            loaded_at=self.at,
        )


def _as_loaded(one: Wanted) -> dict[str, Any]:
    """What the file says, as it is kept in the record."""
    columns = {name: _plain(value) for name, value in one.columns.items()}
    return columns | {name: sorted(map(str, keys)) for name, keys in one.many.items()}


def _defaults(one: Wanted) -> dict[str, Any]:
    """What a new object holds before anything is loaded into it."""
    blank = one.model()
    return {name: _plain(getattr(blank, name)) for name in one.columns} | {name: [] for name in one.many}


def _current(obj: Model, one: Wanted) -> dict[str, Any]:
    """What the object holds now, written the same way."""
    columns = {name: _plain(getattr(obj, name)) for name in one.columns}
    many = {name: sorted(str(related.pk) for related in getattr(obj, name).all()) for name in one.many}
    return columns | many


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return force_str(value) if isinstance(value, str) else value
    if isinstance(value, UUID):
        return str(value)
    return DjangoJSONEncoder().default(value)
