"""Rows of history → French sentences: what an object is called, what a value was and became."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, time

from django.db.models import Field, Model
from django.utils.text import capfirst

from resources.enums import AreaKind
from resources.models import (
    Commune,
    ContactPoint,
    Departement,
    Epci,
    NetworkArea,
    OpeningRule,
    ProfessionalDetails,
    ScheduleException,
    ServiceArea,
    ServiceAtLocation,
    User,
)
from resources.models.history import CHANGED, CREATED, DELETED
from resources.wording import clock, day_month, override_sentence, rule_sentence

NOTHING = "vide"
GONE = "supprimé depuis"
# What an object says of itself that needs another.
AREAS = (ServiceArea, NetworkArea)
READ_WITH = {ServiceAtLocation: ["location"], ProfessionalDetails: ["service"]}
TERRITORIES = {AreaKind.COMMUNE: Commune, AreaKind.EPCI: Epci, AreaKind.DEPARTEMENT: Departement}
SENTENCES = {
    OpeningRule: lambda rule: rule_sentence(rule.as_rule()),
    ScheduleException: lambda exception: override_sentence(exception.as_override()),
}


@dataclass(frozen=True)
class Detail:
    """Téléphone : 05 49 00 00 00 → 05 49 00 00 01."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What became of one object. `name` is empty for the object whose page this is."""

    kind: str
    noun: str
    name: str
    details: list[Detail] = field(default_factory=list)

    @property
    def verb(self) -> str:
        return {CREATED: "ajout", CHANGED: "changement", DELETED: "retrait"}[self.kind]


class Names:
    """Names of all that rows point to, in one query a model."""

    def __init__(self, rows):
        wanted = defaultdict(set)
        for row in rows:
            wanted[User].add(row.history_user_id)
            for column in row.tracked_fields:
                if column.is_relation:
                    wanted[column.related_model].add(getattr(row, column.attname))
            for link in row._history_m2m_fields:
                wanted[link.related_model] |= row.linked[link.name]
            if row.instance_type in AREAS and row.kind in TERRITORIES:
                wanted[TERRITORIES[row.kind]].add(row.code)
        self.found = {
            model: model._base_manager.select_related(*READ_WITH.get(model, [])).in_bulk(list(keys - {None}))
            for model, keys in wanted.items()
            if keys - {None}
        }

    def obj(self, model, key) -> Model | None:
        return self.found.get(model, {}).get(key)

    def area(self, row) -> str:
        """« intercommunalité Grand Poitiers »; its code when no loaded place has it."""
        place = self.obj(TERRITORIES.get(row.kind), row.code)
        return f"{as_object(row).get_kind_display()} {place or row.code}"

    def text(self, model, key) -> str:
        if key is None:
            return NOTHING
        return str(self.obj(model, key) or GONE)


def as_object(row, names: Names | None = None) -> Model:
    """The object as the row tells it, with what it points to when `names` are given."""
    obj = row.instance_type(**{column.attname: getattr(row, column.attname) for column in row.tracked_fields})
    for column in row.tracked_fields:
        other = names and column.is_relation and names.obj(column.related_model, getattr(row, column.attname))
        if other:
            column.set_cached_value(obj, other)
    return obj


def name_of(row, names: Names) -> str:
    """How an object was called then. One it points to may be gone: it is then called by its noun."""
    if row.instance_type in SENTENCES:
        return SENTENCES[row.instance_type](as_object(row))
    if row.instance_type in AREAS:
        return names.area(row)
    named = [column for column in row.tracked_fields if column.is_relation]
    lost = [column for column in named if _is_lost(row, column, names)]
    return "" if lost else str(as_object(row, names))


def _is_lost(row, column, names) -> bool:
    key = getattr(row, column.attname)
    return key is not None and names.obj(column.related_model, key) is None


def change_of(row, before, names: Names, *, root) -> Change | None:
    """What a row changed; None when nothing an agent can read did."""
    model = row.instance_type
    is_root = (model, row.instance_key) == root
    noun = capfirst(model._meta.verbose_name)
    name = "" if is_root else name_of(before if row.history_type == CHANGED and before else row, names)
    if row.history_type == DELETED:
        return Change(DELETED, noun, name)
    details = _details(row, before, names)
    if row.history_type == CHANGED and not details:
        return None
    if row.history_type == CREATED and (model in SENTENCES or model in AREAS):
        # Its name says it all.
        details = []
    return Change(row.history_type, noun, name, details)


def _details(row, before, names) -> list[Detail]:
    model = row.instance_type
    base = before if row.history_type == CHANGED and before else None
    if base and model in SENTENCES:
        was, became = (SENTENCES[model](as_object(one)) for one in (base, row))
        if was != became:
            return [Detail("", was, became)]
    default = base or model()
    details = []
    for column in row.tracked_fields:
        was, became = getattr(default, column.attname), getattr(row, column.attname)
        owner = base is None and column.is_relation
        if column.editable and was != became and not owner:
            shown_before = value_text(column, was, names) if base else ""
            details.append(Detail(_label(row, column), shown_before, value_text(column, became, names)))
    for link in row._history_m2m_fields:
        was, became = base.linked[link.name] if base else set(), row.linked[link.name]
        if was != became:
            shown_before = _listed(link, was, names) if base else ""
            details.append(Detail(capfirst(link.verbose_name), shown_before, _listed(link, became, names)))
    return details


def _label(row, column) -> str:
    if row.instance_type is ContactPoint and column.name == "value":
        return capfirst(as_object(row).get_kind_display())
    return capfirst(column.verbose_name)


def _listed(link, keys, names) -> str:
    return ", ".join(sorted(names.text(link.related_model, key) for key in keys)) or NOTHING


def value_text(column: Field, value, names: Names) -> str:
    if column.is_relation:
        return names.text(column.related_model, value)
    if value is None or value == "":
        return NOTHING
    if column.flatchoices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, time):
        return clock(value)
    if isinstance(value, date):
        return f"{day_month(value)} {value.year}"
    return str(value)
