"""Key figures → a CSV file: each with its scope, its period and its source, without which it says nothing."""

import csv
import io
from collections.abc import Iterable

from resources.exports.spreadsheet import BYTE_ORDER_MARK, shielded
from resources.models import KeyFigure

COLUMNS = (
    "label", "value", "number", "whole", "unit", "period", "territory", "scope", "change", "note", "source_name",
    "source_url",
)  # fmt: skip


def csv_of(figures: Iterable[KeyFigure]) -> str:
    """Semicolons, decimal commas and a byte order mark: what Excel expects in France."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow([KeyFigure._meta.get_field(name).verbose_name for name in COLUMNS])
    for figure in figures:
        writer.writerow([_cell(getattr(figure, name)) for name in COLUMNS])
    return BYTE_ORDER_MARK + sheet.getvalue()


def _cell(value) -> str:
    if value is None:
        return ""
    # A float keeps all its digits, without the ".0" of a whole number.
    return f"{value:.15g}".replace(".", ",") if isinstance(value, float | int) else shielded(value)
