"""The directory from its TOML files: organisations, places, entries, vocabulary, networks, pages."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from resources.enums import DatePrecision, EditorialStatus, OnHoliday
from resources.hours import OSM_DAYS
from resources.imports.merge import Merge, Wanted
from resources.imports.passages import with_passages
from resources.imports.problems import BrokenFileError, Problem
from resources.imports.toml_rows import Row, read_rows
from resources.models import (
    Audience,
    Commune,
    ContactPoint,
    Guide,
    GuideTranslation,
    KeyFigure,
    Language,
    Location,
    Need,
    Network,
    NetworkArea,
    NetworkMember,
    OpeningRule,
    Organization,
    SearchTerm,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceTranslation,
    SiteText,
    Verification,
    act,
)
from resources.models.page import GUIDE_TRANSLATED
from resources.models.service import TRANSLATED
from resources.models.timetable import mask_of_days, mask_of_ranks
from resources.text import fold_words

# Every identifier of a loaded object is derived from its key: loading again finds the same object.
NAMESPACE = uuid5(NAMESPACE_URL, "https://vienne-support.invalid/directory")
SOURCE = "fixtures"
DAY_NUMBERS = {name.lower(): number for number, name in enumerate(OSM_DAYS)}
PARTIAL_DATE = re.compile(r"^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")


def identity(table: str, key: str) -> UUID:
    return uuid5(NAMESPACE, f"{table}:{key}")


@dataclass(frozen=True)
class Table:
    """How a TOML table becomes a model. `plain` fields keep name and value.

    `refs` point to another table's key (column, table); `converts` rename and convert (columns it gives);
    `many` are lists of keys (attribute, table); `owner` is the column that holds the parent.
    """

    model: type[Model]
    plain: tuple[str, ...] = ()
    refs: dict[str, tuple[str, str]] = field(default_factory=dict)
    converts: dict[str, Callable[[Any], dict[str, Any]]] = field(default_factory=dict)
    many: dict[str, tuple[str, str]] = field(default_factory=dict)
    key_column: str = ""
    owner: str = ""
    positioned: bool = False


def _clock(column: str) -> Callable[[Any], dict[str, Any]]:
    def convert(text: Any) -> dict[str, Any]:
        try:
            return {column: time.fromisoformat(text)}
        except (TypeError, ValueError) as error:
            raise ValueError("une heure s’écrit 09:30, de 00:00 à 23:59") from error

    return convert


def _day(column: str) -> Callable[[Any], dict[str, Any]]:
    def convert(text: Any) -> dict[str, Any]:
        try:
            return {column: date.fromisoformat(str(text))}
        except ValueError as error:
            raise ValueError("une date s’écrit 2026-11-24") from error

    return convert


def _weekdays(names: Any) -> dict[str, Any]:
    if not isinstance(names, list) or not names or any(name not in DAY_NUMBERS for name in names):
        raise ValueError(f"une liste de jours parmi {', '.join(DAY_NUMBERS)}")
    return {"weekdays": mask_of_days({DAY_NUMBERS[name] for name in names})}


def _ranks(numbers: Any) -> dict[str, Any]:
    if not isinstance(numbers, list) or any(number not in (1, 2, 3, 4, 5, -1) for number in numbers):
        raise ValueError("une liste de rangs parmi 1, 2, 3, 4, 5 et -1 (le dernier)")
    return {"nth_weekdays": mask_of_ranks(set(numbers))}


def _school_holidays(policy: Any) -> dict[str, Any]:
    return {"in_school_holidays": OnHoliday.HELD if policy == "ignored" else policy}


def _checked_on(text: Any) -> dict[str, Any]:
    found = PARTIAL_DATE.match(str(text))
    if not found:
        raise ValueError("une année (2024), un mois (2024-11) ou un jour (2024-11-03)")
    year, month, day = (int(part) if part else None for part in found.groups())
    precision = DatePrecision.DAY if day else DatePrecision.MONTH if month else DatePrecision.YEAR
    return {"on": date(int(year or 0), month or 1, day or 1), "precision": precision}


def _renamed(column: str) -> Callable[[Any], dict[str, Any]]:
    return lambda value: {column: value}


def _search_text(text: Any) -> dict[str, Any]:
    folded = fold_words(str(text))
    if not folded:
        raise ValueError("écrivez au moins un mot")
    return {"text": text, "folded": folded}


SOURCED = ("source_name", "source_url", "source_date")
TABLES = {
    "language": Table(Language, plain=("name", "autonym", "english_name"), key_column="code"),
    "audience": Table(Audience, plain=("name", "english_name", "position", "serves"), key_column="slug"),
    "need": Table(
        Need,
        plain=("name", "sentence", "english_name", "english_sentence", "icon", "position", "description", "serves"),
        refs={"line": ("line_id", "service")},
        key_column="slug",
    ),
    "organization": Table(
        Organization,
        plain=("name", "short_name", "kind", "description", "website", "siret"),
        refs={"parent": ("parent_id", "organization")},
    ),
    "location": Table(
        Location,
        plain=(
            "name", "street", "complement", "postal_code", "latitude", "longitude", "step_free", "transport",
            "confidential",
        ),
        refs={"organization": ("organization_id", "organization"), "commune": ("commune_id", "commune")},
    ),
    "service": Table(
        Service,
        plain=(
            "public_id", "kind", "name", "neutral_title", "summary", "what_happens", "eligibility", "serves", "status",
            "complaint_required", "free_of_charge", "papers_required", "children_welcome", "animals_welcome",
            "companion_welcome", "urgent_welcome", "priority", "indexable", "review_interval", "editor_note", *SOURCED,
        ),
        refs={"organization": ("organization_id", "organization"), "main_need": ("main_need_id", "need")},
        many={"needs": ("needs", "need"), "audiences": ("audiences", "audience")},
    ),
    "service.way_in": Table(
        ServiceAtLocation,
        plain=("channel", "label", "access", "hours_source", "note"),
        refs={"location": ("location_id", "location")},
        owner="service_id",
        positioned=True,
    ),
    "rule": Table(
        OpeningRule,
        plain=("access", "recurrence", "interval"),
        converts={
            "days": _weekdays,
            "start": _clock("start"),
            "end": _clock("end"),
            "nth": _ranks,
            "anchor": _day("anchor"),
            "valid_from": _day("valid_from"),
            "valid_to": _day("valid_to"),
            "public_holidays": _renamed("on_public_holidays"),
            "school_holidays": _school_holidays,
        },
    ),
    "contact": Table(
        ContactPoint,
        plain=("kind", "value", "label", "free", "on_bill", "deaf_access", "anonymous", "note"),
        many={"languages": ("languages", "language")},
        positioned=True,
    ),
    "service.verification": Table(
        Verification,
        plain=("fact", "outcome", "note"),
        converts={"on": _checked_on, "how": _renamed("method")},
        owner="service_id",
    ),
    "search_term": Table(
        SearchTerm,
        plain=("kind", "alert"),
        refs={"need": ("need_id", "need"), "audience": ("audience_id", "audience")},
        converts={"text": _search_text},
    ),
    "network": Table(
        Network, plain=("slug", "name", "description", *SOURCED), refs={"seat": ("seat_id", "commune")}
    ),
    "network.member": Table(
        NetworkMember,
        plain=("profession", "to_confirm"),
        refs={"organization": ("organization_id", "organization")},
        owner="network_id",
    ),
    "guide": Table(
        Guide,
        plain=(
            "title", "neutral_title", "summary", "body", "sources", "review_months", "review_note", "position",
            "status",
        ),
        converts={"reviewed_on": _day("reviewed_on")},
        many={"needs": ("needs", "need")},
        key_column="slug",
    ),
    "guide_translation": Table(
        GuideTranslation, plain=("language", *GUIDE_TRANSLATED), refs={"guide": ("guide_id", "guide")}
    ),
    "service_translation": Table(
        ServiceTranslation, plain=("language", *TRANSLATED), refs={"service": ("service_id", "service")}
    ),
    "key_figure": Table(
        KeyFigure,
        plain=(
            "label", "value", "number", "whole", "chart", "unit", "period", "territory", "scope", "change",
            "source_name", "source_url", "note", "position",
        ),
    ),
    "site_text": Table(SiteText, plain=("label", "help_text", "body"), key_column="key"),
}  # fmt: skip
# Which spelling of the two shared tables stands where, and the column of their owner.
SHARED = {
    "organization.contact": ("contact", "organization_id"),
    "service.contact": ("contact", "service_id"),
    "service.way_in.contact": ("contact", "way_in_id"),
    "service.way_in.rule": ("rule", "way_in_id"),
    "location.rule": ("rule", "location_id"),
}
AREA_MODELS = {"service": (ServiceArea, "service_id"), "network": (NetworkArea, "network_id")}
# Parents before children.
ORDER = (
    Language, Audience, Need, Organization, Location, Service, ServiceAtLocation, OpeningRule, ContactPoint,
    ServiceArea, Verification, SearchTerm, Network, NetworkArea, NetworkMember, Guide, ServiceTranslation,
    GuideTranslation, KeyFigure, SiteText,
)  # fmt: skip


def load_directory(
    folder: Path,
    *,
    at: datetime,
    local: Path | None = None,
    overwrite: bool = False,
    say: Callable[[str], None] = lambda text: None,
) -> dict[str, int]:
    """Load every TOML file of a folder, all or nothing. Returns how many were added, updated, kept.

    `local` is the folder of the département, beside what is the whole country's. `overwrite` takes the file's values
    back over what staff changed. Raises BrokenFileError, and loads nothing.
    """
    problems: list[Problem] = []
    files = [file for one in (folder, local) if one for file in sorted(one.glob("*.toml"))]
    if not files:
        raise BrokenFileError([Problem(folder, 0, "", "aucun fichier .toml dans ce dossier")])
    found = [row for file in files for row in read_rows(file, problems)]
    here = {"territory": settings.TERRITORY_NAME, "code": settings.DEPARTEMENT_CODE}
    rows = list(with_passages(found, problems, **here))
    wanted = Reader(rows, problems).read()
    if problems:
        raise BrokenFileError(problems)
    merge = Merge(SOURCE, at, overwrite)
    with transaction.atomic(), act(reason=f"import du {at:%d/%m/%Y}", at=at):
        for model in ORDER:
            asked = with_living_parents(model, wanted.get(model, []))
            changed = merge.save(model, asked)
            if merge.problems:
                raise BrokenFileError(merge.problems)
            say(f"{model._meta.verbose_name_plural} : {len(asked)} lues, {len(changed)} ajoutées ou mises à jour")
        if merge.counts["ajoutées"] or merge.counts["mises à jour"]:
            Service.objects.filter(pk__in=[one.pk for one in wanted.get(Service, [])]).refresh_search()
    return dict(merge.counts)


def with_living_parents(model: type[Model], wanted: list[Wanted]) -> list[Wanted]:
    """Rows whose owner still exists: what staff deleted is not brought back piece by piece."""
    owners = {
        "guide_id": Guide,
        "service_id": Service,
        "way_in_id": ServiceAtLocation,
        "network_id": Network,
        "location_id": Location,
    }
    for column, owner in owners.items():
        mine = {one.columns.get(column) for one in wanted} - {None}
        if mine and model not in (Location, Service):
            living = set(owner._default_manager.filter(pk__in=mine).values_list("pk", flat=True))
            wanted = [one for one in wanted if one.columns.get(column) in (living | {None})]
    return wanted


class Reader:
    """Rows → wanted objects by model, with every broken reference or value told with its line."""

    def __init__(self, rows: list[Row], problems: list[Problem]):
        self.rows, self.problems = rows, problems
        self.keys: dict[str, set[str]] = {"commune": set(Commune.objects.values_list("pk", flat=True))}
        for row in rows:
            self.keys.setdefault(row.table, set()).add(str(row.values.get("key")))
        self.wanted: dict[type[Model], list[Wanted]] = {}
        self.seen: dict[str, Row] = {}

    def read(self) -> dict[type[Model], list[Wanted]]:
        for row in self.rows:
            if row.table in TABLES and "." not in row.table:
                self._read(row, TABLES[row.table], path=row.table, owner=None, index=0)
            else:
                self.problems.append(row.problem("", f"table « {row.table} » inconnue"))
        return self.wanted

    def _read(self, row: Row, table: Table, *, path: str, owner: dict[str, Any] | None, index: int) -> None:
        key = self._key(row, path, index)
        if key is None:
            return
        external_id = f"{path}:{key}"
        if external_id in self.seen:
            first = self.seen[external_id]
            self.problems.append(row.problem("key", f"déjà utilisée dans {first.file.name}, ligne {first.line}"))
            return
        self.seen[external_id] = row
        pk: Any = key if table.key_column and table.model._meta.pk.name == table.key_column else identity(path, key)
        columns = dict(owner or {})
        if table.key_column:
            columns[table.key_column] = key
        if table.positioned:
            columns["position"] = index
        columns |= self._columns(row, table)
        many = {attribute: self._keys(row, name, kind) for name, (attribute, kind) in table.many.items()}
        if table.model._meta.pk.name in columns:
            del columns[table.model._meta.pk.name]
        self.wanted.setdefault(table.model, []).append(Wanted(table.model, pk, external_id, columns, row, many))
        self._read_areas(row, pk, key)
        self._read_children(row, pk, f"{path}:{key}")

    def _key(self, row: Row, path: str, index: int) -> str | None:
        """Rows without a key of their own (rules, checks) are known by their rank."""
        if "key" in row.values:
            return str(row.values["key"])
        if "." in row.table:
            return str(index + 1)
        self.problems.append(row.problem("key", "il faut une clé"))
        return None

    def _columns(self, row: Row, table: Table) -> dict[str, Any]:
        columns: dict[str, Any] = {}
        for name, value in row.values.items():
            if name in table.plain:
                columns[name] = value
            elif name in table.refs:
                column, kind = table.refs[name]
                columns[column] = self._reference(row, name, kind, value)
            elif name in table.converts:
                try:
                    columns |= table.converts[name](value)
                except ValueError as error:
                    self.problems.append(row.problem(name, str(error)))
            elif name not in table.many and name not in ("key", "areas"):
                self.problems.append(row.problem(name, "champ inconnu"))
        return columns

    def _reference(self, row: Row, name: str, kind: str, key: Any) -> Any:
        if key not in self.keys.get(kind, set()):
            hint = " (chargez d’abord les communes)" if kind == "commune" else ""
            self.problems.append(row.problem(name, f"« {key} » n’existe pas{hint}"))
        return key if kind in ("commune", "language") else identity(kind, str(key))

    def _keys(self, row: Row, name: str, kind: str) -> list[Any]:
        keys = row.values.get(name, [])
        if not isinstance(keys, list):
            self.problems.append(row.problem(name, "écrivez une liste entre crochets"))
            return []
        return [self._reference(row, name, kind, key) for key in keys]

    def _read_areas(self, row: Row, owner: Any, key: str) -> None:
        if row.table not in AREA_MODELS:
            return
        areas = row.values.get("areas", [])
        if row.table == "service" and row.values.get("status") == EditorialStatus.PUBLISHED and not areas:
            self.problems.append(row.problem("areas", "une fiche publiée a au moins une zone couverte"))
        model, column = AREA_MODELS[row.table]
        for area in areas:
            kind, _, code = str(area).partition(":")
            if not code or (kind == "commune" and code not in self.keys["commune"]):
                example = f"departement:{settings.DEPARTEMENT_CODE}"
                self.problems.append(row.problem("areas", f"« {area} » : écrivez par exemple {example}"))
            external_id = f"{row.table}:{key}/area:{area}"
            columns = {column: owner, "kind": kind, "code": code}
            self.wanted.setdefault(model, []).append(
                Wanted(model, uuid5(NAMESPACE, external_id), external_id, columns, row)
            )

    def _read_children(self, row: Row, owner: Any, path: str) -> None:
        for _, rows in row.children.items():
            for index, child in enumerate(rows):
                name, column = SHARED.get(child.table, (child.table, ""))
                table = TABLES.get(name)
                if table is None:
                    self.problems.append(child.problem("", f"table « {child.table} » inconnue"))
                    continue
                kind = child.table.rsplit(".", 1)[-1]
                self._read(child, table, path=f"{path}/{kind}", owner={column or table.owner: owner}, index=index)
