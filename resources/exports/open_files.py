"""The open files, written piece by piece: nothing is held whole, whatever the size of the directory."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from resources.exports.data_inclusion import Row, service_rows, structure_rows
from resources.exports.flat import COLUMNS, POINT, flat_rows
from resources.exports.published import Published
from resources.exports.spreadsheet import BYTE_ORDER_MARK, shielded
from resources.models import Organization, Service

CSV_TYPE = "text/csv; charset=utf-8"
GEOJSON_TYPE = "application/geo+json; charset=utf-8"
JSON_TYPE = "application/json; charset=utf-8"
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


def csv_file(entries: Iterable[Published], *, site: str) -> Iterator[str]:
    """Semicolons and a byte order mark: what Excel and LibreOffice expect in France."""
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    for entry in entries:
        for row in flat_rows(entry, site=site):
            yield _line(row[name] for name in COLUMNS)


def geojson_file(entries: Iterable[Published], *, site: str) -> Iterator[str]:
    """What has no point (a line, a secret place) stands without geometry: nothing is lost, nothing is drawn."""
    features = (_feature(row) for entry in entries for row in flat_rows(entry, site=site))
    yield '{"type":"FeatureCollection","features":['
    yield from _separated(features)
    yield "]}"


def data_inclusion_file(entries: Iterable[Published], *, site: str) -> Iterator[str]:
    yield '{"structures":['
    yield from _separated(structure_rows(public_organizations()))
    yield '],"services":['
    yield from _separated(row for entry in entries for row in service_rows(entry, site=site))
    yield "]}"


def public_organizations() -> Any:
    """Structures of at least one published entry."""
    return Organization.objects.filter(pk__in=Service.objects.published().order_by().values("organization"))


def _feature(row: Row) -> Row:
    latitude, longitude = row["latitude"], row["longitude"]
    drawn = latitude != ""
    kept = {name: value for name, value in row.items() if value != "" and name not in POINT[:2]}
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if drawn else None,
        "properties": kept,
    }


def _separated(objects: Iterable[Row]) -> Iterator[str]:
    for rank, one in enumerate(objects):
        yield ("," if rank else "") + json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n"


def _line(values: Iterable[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(_cell(value) for value in values)
    return text.getvalue()


def _cell(value: Any) -> str:
    """A point west of Greenwich begins with a minus and is no formula."""
    return str(value) if isinstance(value, int | float) else shielded(str(value))
