"""A spreadsheet of entries: planned line by line without writing, then applied whole, or not at all.

What staff type in a spreadsheet is their own: no provenance is recorded, so that a later load of a source keeps it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import DatabaseError, connection, transaction

from resources.exports.entries_sheet import with_rows
from resources.imports.sheet_entry import EntryReader
from resources.imports.sheet_groups import groups_of
from resources.imports.sheet_lookup import Lookup
from resources.imports.sheet_plan import EntryPlan, Plan
from resources.imports.sheet_way_in import Places, WayInReader
from resources.imports.sheet_writing import WRITTEN, write
from resources.imports.spreadsheet import UnreadableSheetError, read_sheet
from resources.models import Organization, Service

CHUNK = 200
WAIT = "10s"


class PlanMovedError(Exception):
    """The directory changed since the plan was shown, or somebody is writing: nothing was applied."""


@dataclass
class Applied:
    plan: Plan
    created: list = field(default_factory=list)
    changed: list = field(default_factory=list)


def plan_of(content: bytes) -> Plan:
    """What the file would do. Nothing is written."""
    plan = Plan()
    for _ in steps(content, plan):
        pass
    return plan


def steps(content: bytes, plan: Plan) -> Iterator[tuple[int, int]]:
    """Fills the plan; tells from time to time how many rows are read, of how many."""
    try:
        reading = SheetReading(content)
    except UnreadableSheetError as error:
        plan.refusals += error.refusals
        return
    for entry in reading.entries():
        plan.lines += entry.lines
        if reading.chunk_is_done:
            yield len(plan.lines), reading.total
    plan.lines.sort(key=lambda line: line.line)


def apply(content: bytes, *, digest: str) -> Applied:
    """Write all the file asks, if that is still what was shown. Raises PlanMovedError, and writes nothing."""
    applied = Applied(Plan())
    for _ in applying(content, applied, digest=digest):
        pass
    return applied


def applying(content: bytes, applied: Applied, *, digest: str) -> Iterator[tuple[int, int]]:
    """The same, telling from time to time how many rows are written. Left before its end, it writes nothing."""
    try:
        with transaction.atomic():
            _wait_for_others()
            reading = SheetReading(content)
            chunk = []
            for entry in reading.entries():
                applied.plan.lines += entry.lines
                if entry.refusals:
                    raise PlanMovedError
                if entry.changes_something:
                    is_new = entry.service._state.adding
                    (applied.created if is_new else applied.changed).append(entry.service.pk)
                    chunk.append(entry)
                if reading.chunk_is_done:
                    write(chunk)
                    chunk.clear()
                    yield len(applied.plan.lines), reading.total
            applied.plan.lines.sort(key=lambda line: line.line)
            if applied.plan.digest != digest:
                raise PlanMovedError
            for start in range(0, len(applied.changed), CHUNK):
                Service.objects.filter(pk__in=applied.changed[start : start + CHUNK]).refresh_search()
    except (UnreadableSheetError, DatabaseError) as error:
        raise PlanMovedError from error


def _wait_for_others() -> None:
    """Nobody writes entries between the reading of what they hold and the last row. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in WRITTEN)
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{WAIT}'")
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


class SheetReading:
    """One pass over a file: groups are read in the order of their first row, their entries loaded by the hundred."""

    def __init__(self, content: bytes):
        rows = read_sheet(content)
        self.total = len(rows)
        self.groups, refusals = groups_of(rows)
        if refusals:
            raise UnreadableSheetError(refusals)
        self.lookup = Lookup()
        self.places = Places(self.lookup)
        self.new_structures: dict[str, Organization] = {}
        self.met: dict[str, int] = {}
        self.chunk_is_done = False

    def entries(self) -> Iterator[EntryPlan]:
        for start in range(0, len(self.groups), CHUNK):
            some = self.groups[start : start + CHUNK]
            readers = [EntryReader(group, self.lookup, self.new_structures) for group in some]
            numbers = [self._number(reader) for reader in readers]
            found = with_rows(Service.objects.filter(public_id__in=[number for number in numbers if number]))
            loaded = {service.public_id: service for service in found}
            for rank, (reader, number) in enumerate(zip(readers, numbers, strict=True), start=1):
                self.chunk_is_done = rank == len(some)
                if number is not None:
                    reader.read(loaded.get(number))
                    WayInReader(reader, self.places).read()
                yield reader.plan

    def _number(self, reader: EntryReader) -> str | None:
        number = reader.public_id()
        if number and number in self.met:
            reason = f"la ligne {self.met[number]} parle de la même fiche ({number}) : donnez-leur le même identifiant."
            reader.refuse("public_id", reason)
            return None
        if number:
            self.met[number] = reader.group.line
        return number
