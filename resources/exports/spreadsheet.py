"""Rows → a CSV or XLSX file that Excel and LibreOffice open as it is, and in which no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from resources.exports.sheet_columns import COLUMNS, COMMENT

# A cell that begins so is read as a formula by spreadsheets; an apostrophe says it is text.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
SHIELD = "'"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
BYTE_ORDER_MARK = "\ufeff"
PIECE = 64 * 1024


def shielded(text: str) -> str:
    """No spreadsheet may run what somebody typed. A text that begins with the shield itself gets one more."""
    text = ILLEGAL_CHARACTERS_RE.sub("", text)
    return f"{SHIELD}{text}" if text.startswith((*FORMULA_SIGNS, SHIELD)) else text


def unshielded(text: str) -> str:
    """What `shielded` was given."""
    return text[1:] if text.startswith(SHIELD) and text[1:].startswith((*FORMULA_SIGNS, SHIELD)) else text


def csv_pieces(rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """Semicolons and a byte order mark: what Excel expects in France."""
    yield BYTE_ORDER_MARK
    for values in _table(rows):
        line = io.StringIO()
        csv.writer(line, delimiter=";", lineterminator="\r\n").writerow(values)
        yield line.getvalue()


def xlsx_pieces(rows: Iterable[dict[str, str]], *, notes: Iterable[tuple[str, ...]] = ()) -> Iterator[bytes]:
    """Written row by row to a temporary file, then sent piece by piece."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Fiches")
    sheet.freeze_panes = "C2"
    for rank, _ in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(rank)].width = 26
    for number, values in enumerate(_table(rows)):
        sheet.append([_text(sheet, value, bold=number == 0) for value in values])
    if notes:
        _explain(book.create_sheet("Mode d’emploi"), notes)
    with TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _table(rows):
    yield [column.header for column in COLUMNS]
    for row in rows:
        yield [shielded(row.get(column.key, "")) for column in COLUMNS]


def _text(sheet, value: str, *, bold: bool = False):
    """A cell of text: Excel takes no zero off a number, and computes nothing."""
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _explain(sheet, notes):
    for rank, width in enumerate((26, 80, 40), start=1):
        sheet.column_dimensions[get_column_letter(rank)].width = width
    for number, values in enumerate(notes):
        cells = [_text(sheet, value, bold=number == 0) for value in values]
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(cells)


def template_rows() -> list[dict[str, str]]:
    """The template of a CSV file explains itself on lines that the import leaves out."""
    helps = {column.key: column.help for column in COLUMNS}
    example = {column.key: column.example for column in COLUMNS}
    return [helps | {"public_id": f"{COMMENT} {helps['public_id']}"}, example | {"public_id": f"{COMMENT} Exemple"}]


def template_notes(lists: dict[str, list[str]]) -> list[tuple[str, ...]]:
    """The second sheet of the template: each column, with the words its list allows."""
    return [
        ("Colonne", "Ce qu’on y écrit", "Exemple"),
        *(
            (column.header, " ".join([column.help, *_allowed(lists.get(column.key, []))]), column.example)
            for column in COLUMNS
        ),
    ]


def _allowed(words: list[str]) -> list[str]:
    # Labels may be translated as they are read.
    return [f"Au choix : {' ; '.join(map(str, words))}."] if words else []
