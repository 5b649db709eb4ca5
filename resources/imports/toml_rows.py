"""TOML tables with the line each stands on, so that an error can name it."""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from resources.imports.problems import Problem

HEADER = re.compile(r"^\s*\[\[\s*([\w.]+)\s*\]\]")


@dataclass(frozen=True)
class Row:
    """One `[[table]]`: its values, its own tables in `children`, and where it is."""

    table: str
    values: dict[str, Any]
    file: Path
    line: int
    field_lines: dict[str, int]
    children: dict[str, list["Row"]] = field(default_factory=dict)

    def problem(self, name: str, reason: str) -> Problem:
        return Problem(self.file, self.field_lines.get(name, self.line), name, reason)


def read_rows(file: Path, problems: list[Problem]) -> list[Row]:
    """Every top-level table of a file, in order. A file that cannot be read is one problem."""
    try:
        text = file.read_text(encoding="utf-8")
        content = tomllib.loads(text)
    except OSError as error:
        problems.append(Problem(file, 0, "", f"fichier illisible ({error.strerror})"))
        return []
    except UnicodeDecodeError:
        problems.append(Problem(file, 0, "", "enregistrez ce fichier en UTF-8"))
        return []
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        problems.append(Problem(file, int(found.group(1)) if found else 0, "", f"ce n’est pas du TOML ({error})"))
        return []
    headers = _headers(text.splitlines())
    return [
        _row(table, values, file, headers) for table, rows in content.items() if _is_tables(rows) for values in rows
    ]


def _row(table: str, values: dict[str, Any], file: Path, headers: dict[str, list[tuple[int, dict[str, int]]]]) -> Row:
    """Tables of one name stand in the file in the order in which they are read here."""
    line, field_lines = headers[table].pop(0)
    children = {
        name: [_row(f"{table}.{name}", child, file, headers) for child in rows]
        for name, rows in values.items()
        if _is_tables(rows)
    }
    own = {name: value for name, value in values.items() if name not in children}
    return Row(table, own, file, line, field_lines, children)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _headers(lines: list[str]) -> dict[str, list[tuple[int, dict[str, int]]]]:
    """For each table name, in order: the line of its header and the lines of its fields."""
    headers: dict[str, list[tuple[int, dict[str, int]]]] = defaultdict(list)
    fields: dict[str, int] = {}
    for number, text in enumerate(lines, start=1):
        header = HEADER.match(text)
        if header:
            fields = {}
            headers[header.group(1)].append((number, fields))
        elif "=" in text:
            fields.setdefault(text.split("=")[0].strip(), number)
    return headers
