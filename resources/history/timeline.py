"""The history of an object on one page: acts, the last first, each with what it changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from django.utils.text import capfirst

from resources.history.family import APPEND_ONLY, family_rows, rank
from resources.history.reading import Change, Names, change_of
from resources.models import User
from resources.wording import NBSP, clock, day_name

NOBODY = "Sans nom"


@dataclass(frozen=True)
class ReadAct:
    """Mme X, mardi 24 novembre 2026 à 14 h 32: what she changed. `only_added`: verifications are never undone."""

    id: UUID
    at: datetime
    who: str
    reason: str
    changes: list[Change]
    only_added: bool
    creates: bool

    @property
    def when(self) -> str:
        return moment(self.at)

    @property
    def signature(self) -> str:
        return f"{self.who}, {self.when}"


def moment(at: datetime) -> str:
    """mardi 24 novembre 2026 à 14 h 32."""
    local = timezone.localtime(at)
    return f"{day_name(local.date(), year=True)} à{NBSP}{clock(local)}"


def timeline(model: type[Model], key, rows: list | None = None) -> list[ReadAct]:
    """Acts that changed an object or its family, the last first. The number of queries does not grow."""
    rows = family_rows(model, key) if rows is None else rows
    names = Names(rows)
    before = previous(rows)
    acts = {}
    for row in sorted(rows, key=lambda row: (rank(row.instance_type), row.history_id)):
        change = change_of(row, before[row], names, root=(model, key))
        if change:
            acts.setdefault(row.act, []).append((row, change))
    read = [_read_act(changed, names, (model, key)) for changed in acts.values()]
    return sorted(read, key=lambda one: one.at, reverse=True)


def previous(rows) -> dict:
    """By row, the one before it of the same object."""
    last, before = {}, {}
    for row in sorted(rows, key=lambda row: row.history_id):
        obj = row.instance_type, row.instance_key
        before[row] = last.get(obj)
        last[obj] = row
    return before


def _read_act(changed, names, root) -> ReadAct:
    rows = [row for row, _ in changed]
    first = rows[0]
    reason = first.history_change_reason or ""
    user = names.obj(User, first.history_user_id)
    return ReadAct(
        id=first.act,
        at=max(row.history_date for row in rows),
        who=str(user) if user else capfirst(reason or NOBODY),
        reason=reason if user else "",
        changes=[change for _, change in changed],
        only_added=all(row.instance_type in APPEND_ONLY for row in rows),
        creates=any((row.instance_type, row.instance_key) == root and row.history_type == "+" for row in rows),
    )
