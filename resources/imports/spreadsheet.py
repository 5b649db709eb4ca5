"""A CSV or XLSX file, from any spreadsheet → its rows as text, or why it cannot be read."""

import csv
import io
import math
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from openpyxl import load_workbook
from rapidfuzz import fuzz, process

from resources.exports.sheet_columns import COLUMNS, COMMENT, HEADERS
from resources.exports.spreadsheet import unshielded
from resources.imports.xlsx_bounds import NOT_WHOLE, OutOfBoundsError, check_bounds
from resources.text import fold

MAX_BYTES = 5_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 100
# What a cell of Excel holds, a little less.
MAX_CELL = 32_000
# The last line any spreadsheet has.
LAST_LINE = 1_048_576
# Titles may stand above the headers.
HEADER_WITHIN = 10
FEWEST_HEADERS = 2
DELIMITERS = ";,\t"
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
KEYS = {fold(name): column.key for column in COLUMNS for name in (column.header, *column.also)}
SAVE_AS = "Enregistrez-le en .xlsx ou en .csv, et recommencez."
NO_HEADER = (
    f"Aucune ligne d’en-têtes. La première ligne porte les noms des colonnes du modèle : {', '.join(HEADERS[:4])}…"
)


@dataclass(frozen=True)
class Refusal:
    """What is wrong and how to mend it. `line` counts from 1; 0 when the whole file is meant."""

    line: int
    column: str
    reason: str

    def __str__(self):
        where = [f"ligne {self.line}"] if self.line else []
        where += [f"colonne « {self.column} »"] if self.column else []
        text = f"{', '.join(where)} : {self.reason}" if where else self.reason
        return text[:1].upper() + text[1:]


class UnreadableSheetError(Exception):
    def __init__(self, refusals: list[Refusal]):
        self.refusals = refusals
        super().__init__("\n".join(map(str, refusals)))


@dataclass(frozen=True)
class SheetRow:
    """Cells that hold something, by the key of their column."""

    line: int
    cells: dict[str, str]


def refuse(reason: str, *, line: int = 0, column: str = "") -> UnreadableSheetError:
    return UnreadableSheetError([Refusal(line, column, reason)])


def read_sheet(content: bytes) -> list[SheetRow]:
    """Its rows, comments and blank ones left out. Raises UnreadableSheetError."""
    if not content.strip():
        raise refuse("Ce fichier est vide.")
    if len(content) > MAX_BYTES:
        raise refuse(f"Ce fichier dépasse {MAX_BYTES // 1_000_000} Mo : partagez-le en plusieurs.")
    lines = _lines_of_book(content) if _is_book(content) else _lines_of_text(content)
    return _rows(lines)


def _is_book(content: bytes) -> bool:
    if content.startswith(OLD_EXCEL):
        raise refuse(f"Ce fichier est au format .xls, ou protégé par un mot de passe. {SAVE_AS}")
    if not content.startswith(b"PK"):
        return False
    if b"opendocument" in content[:200]:
        raise refuse(f"Ce fichier est au format .ods. {SAVE_AS}")
    return True


# -- From lines to rows ----------------------------------------------------------------------

Line = tuple[int, list[str]]


def _rows(lines: Iterator[Line]) -> list[SheetRow]:
    columns: list[str] | None = None
    above: list[list[str]] = []
    rows, refusals = [], []
    for number, cells in lines:
        if not any(cells) or cells[0].startswith(COMMENT):
            continue
        if columns is None:
            if sum(fold(cell) in KEYS for cell in cells) >= FEWEST_HEADERS:
                columns = _columns(number, cells)
            above.append(cells)
            if columns is None and len(above) >= HEADER_WITHIN:
                break
            continue
        if len(rows) == MAX_ROWS:
            raise refuse(f"Ce tableau a plus de {MAX_ROWS} lignes : partagez-le en plusieurs.", line=number)
        row = _row(number, cells, columns, refusals)
        if row.cells:
            rows.append(row)
    if columns is None:
        raise refuse(_no_header(above), line=1)
    if refusals:
        raise UnreadableSheetError(refusals)
    if not rows:
        raise refuse("Aucune ligne sous les en-têtes : écrivez une ligne pour chaque accueil.", line=1)
    return rows


def _no_header(above: list[list[str]]) -> str:
    known = next((name for cells in above for name in cells if fold(name) in KEYS), "")
    return f"{NO_HEADER} Une seule est là : « {known} »." if known else NO_HEADER


def _columns(number: int, cells: list[str]) -> list[str]:
    """The key of each column; empty for one without a name. Unknown and repeated names are refused."""
    columns, refusals = [], []
    for cell in cells:
        key = KEYS.get(fold(cell), "")
        if cell and not key:
            refusals.append(Refusal(number, cell[:60], f"cette colonne est inconnue. {_closest(cell)}"))
        elif key and key in columns:
            refusals.append(Refusal(number, cell[:60], "cette colonne est là deux fois : gardez-en une."))
        columns.append(key)
    if not {"public_id", "name"} & set(columns):
        refusals.append(Refusal(number, "Nom de la fiche", "cette colonne manque : ajoutez-la, ou « Identifiant »."))
    if refusals:
        raise UnreadableSheetError(refusals[:MAX_COLUMNS])
    return columns


def _closest(name: str) -> str:
    found = process.extractOne(fold(name[:100]), list(KEYS), scorer=fuzz.ratio, score_cutoff=70)
    header = next((column.header for column in COLUMNS if found and column.key == KEYS[found[0]]), "")
    return f"Vouliez-vous écrire « {header} » ?" if header else "Enlevez-la, ou donnez-lui un nom du modèle."


def _row(number: int, cells: list[str], columns: list[str], refusals: list[Refusal]) -> SheetRow:
    kept = {}
    for rank, cell in enumerate(cells):
        if not cell:
            continue
        key = columns[rank] if rank < len(columns) else ""
        if not key:
            where = f"n° {rank + 1}"
            refusals.append(Refusal(number, where, "cette case est sous une colonne sans nom : videz-la ou nommez-la."))
        elif len(cell) > MAX_CELL:
            reason = f"ce texte est trop long : {MAX_CELL} signes au plus. Vérifiez les guillemets."
            refusals.append(Refusal(number, _header(key), reason))
        elif CONTROL.search(cell):
            reason = "cette case contient un signe invisible : effacez-la et retapez-la."
            refusals.append(Refusal(number, _header(key), reason))
        else:
            kept[key] = unshielded(cell)
    return SheetRow(number, kept)


def _header(key: str) -> str:
    return next(column.header for column in COLUMNS if column.key == key)


# -- CSV -------------------------------------------------------------------------------------


def _lines_of_text(content: bytes) -> Iterator[Line]:
    text = _decoded(content)
    beginning = next((line for line in text.splitlines() if line.strip(";, \t\"'")), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, beginning))
    try:
        for cells in reader:
            if len(cells) > MAX_COLUMNS and any(cell.strip() for cell in cells[MAX_COLUMNS:]):
                raise refuse(f"cette ligne a plus de {MAX_COLUMNS} colonnes.", line=reader.line_num)
            yield reader.line_num, [cell.strip() for cell in cells[:MAX_COLUMNS]]
    except csv.Error as error:
        reason = "cette ligne ne se lit pas : un guillemet n’est pas fermé, ou une case est trop longue. Corrigez-la."
        raise refuse(reason, line=reader.line_num) from error


def _decoded(content: bytes) -> str:
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise refuse("Ce fichier n’est pas un texte lisible. Enregistrez-le en .xlsx, ou en .csv (UTF-8), et recommencez.")


def _delimiter(text: str, beginning: str) -> str:
    """The one that makes the most known headers, over the lines where they may stand."""
    first = [beginning, *text.splitlines()[: HEADER_WITHIN * 2]]

    def headers(delimiter):
        return max(sum(fold(cell) in KEYS for cell in line.split(delimiter)) for line in first)

    return max(DELIMITERS, key=headers)


# -- XLSX ------------------------------------------------------------------------------------


def _lines_of_book(content: bytes) -> Iterator[Line]:
    try:
        check_bounds(io.BytesIO(content))
    except OutOfBoundsError as error:
        raise refuse(str(error)) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from _cells_of_book(content)
    except UnreadableSheetError:
        raise
    except Exception as error:  # whatever a library may raise on a file made to break it
        raise refuse(NOT_WHOLE) from error


def _cells_of_book(content: bytes) -> Iterator[Line]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        if not book.worksheets:
            raise refuse("Ce classeur n’a aucune feuille de cases : copiez vos lignes dans le modèle.")
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number > LAST_LINE:
                raise refuse(NOT_WHOLE)
            cells = [_cell_text(cell, number) for cell in row[:MAX_COLUMNS]]
            if any(cell.value not in (None, "") for cell in row[MAX_COLUMNS:]):
                raise refuse(f"cette ligne a plus de {MAX_COLUMNS} colonnes : gardez celles du modèle.", line=number)
            yield number, cells
    finally:
        book.close()


def _cell_text(cell, number: int) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        reason = "cette case contient une formule : copiez-la, puis collez-la en valeur."
        raise refuse(reason, line=number, column=f"n° {cell.column}")
    if cell.data_type == "e":
        raise refuse("cette case montre une erreur de calcul : corrigez-la.", line=number, column=f"n° {cell.column}")
    return as_text(value)


def as_text(value) -> str:
    """A value as a person would type it: no ".0" after a number, no hour after a date."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
