"""What an import would do, line by line, before anything is written."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Model

from resources.exports.sheet_columns import header
from resources.imports.spreadsheet import Refusal


class Outcome(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True)
class Change:
    field: str
    old: str
    new: str


@dataclass
class LinePlan:
    line: int
    title: str = ""
    number: str = ""
    is_new: bool = False
    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        if self.refusals:
            return Outcome.REFUSED
        if self.is_new:
            return Outcome.CREATED
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED

    def change(self, field_name: str, old, new) -> None:
        self.changes.append(Change(field_name, str(old or ""), str(new or "")))

    def refuse(self, key: str, reason: str) -> None:
        self.refusals.append(Refusal(self.line, header(key) if key else "", reason))


@dataclass
class EntryPlan:
    """An entry with its values set but not saved, and what goes with it. `saves` in the order to save."""

    lines: list[LinePlan]
    service: Model | None = None
    saves: list[Model] = field(default_factory=list)
    deletes: list[Model] = field(default_factory=list)
    many: dict[str, list[Model]] = field(default_factory=dict)
    hours: list[tuple[Model, tuple]] = field(default_factory=list)

    @property
    def refusals(self) -> list[Refusal]:
        return [refusal for line in self.lines for refusal in line.refusals]

    @property
    def changes_something(self) -> bool:
        return any(line.outcome in (Outcome.CREATED, Outcome.CHANGED) for line in self.lines)

    def save(self, obj: Model) -> None:
        if all(obj is not other for other in self.saves):
            self.saves.append(obj)


@dataclass
class Plan:
    """The whole import. Two plans with one `digest` would write the same."""

    lines: list[LinePlan] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        outcomes = [line.outcome for line in self.lines]
        return {outcome.value: outcomes.count(outcome) for outcome in Outcome}

    @property
    def all_refusals(self) -> list[Refusal]:
        of_lines = (refusal for line in self.lines for refusal in line.refusals)
        return sorted([*self.refusals, *of_lines], key=lambda refusal: refusal.line)

    @property
    def digest(self) -> str:
        told = [
            (line.line, line.outcome, line.number, [(one.field, one.old, one.new) for one in line.changes])
            for line in self.lines
        ]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
