"""Rows of the spreadsheet → one group an entry, with what is said of the entry as a whole."""

from dataclasses import dataclass, field

from resources.exports.sheet_columns import COLUMNS, header
from resources.imports.sheet_cells import one_line
from resources.imports.spreadsheet import Refusal, SheetRow
from resources.text import fold, sort_key

ENTRY_KEYS = [column.key for column in COLUMNS if column.of_entry]


@dataclass
class Group:
    """One entry. `cells`: what is said of it, with the line that says it first."""

    rows: list[SheetRow]
    cells: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def line(self) -> int:
        return self.rows[0].line

    def text(self, key: str) -> str:
        return self.cells.get(key, ("", 0))[0]


def groups_of(rows: list[SheetRow]) -> tuple[list[Group], list[Refusal]]:
    """Groups in the order of their first row; rows of one entry may be anywhere."""
    groups: dict[tuple, Group] = {}
    refusals: list[Refusal] = []
    current: Group | None = None
    for row in rows:
        public_id, name = row.cells.get("public_id", ""), row.cells.get("name", "")
        if not public_id and not name:
            if current is None:
                refusals.append(Refusal(row.line, header("name"), "écrivez le nom de la fiche, ou son identifiant."))
                continue
            current.rows.append(row)
        else:
            key = ("id", fold(public_id)) if public_id else _name_key(row, current)
            current = groups.get(key)
            if current:
                current.rows.append(row)
            else:
                current = groups[key] = Group([row])
        refusals += _take(current, row)
    return list(groups.values()), refusals


def _name_key(row: SheetRow, above: Group | None) -> tuple:
    """A row without a structure, under a row of the same name, is of the same entry."""
    name, structure = row.cells["name"], row.cells.get("organization", "")
    if not structure and above and fold(above.text("name")) == fold(name):
        structure = above.text("organization")
    return "name", sort_key(name), fold(structure)


def _take(group: Group, row: SheetRow) -> list[Refusal]:
    """Keep what the row says of the entry; it may repeat what another row said, not contradict it."""
    refusals = []
    for key in ENTRY_KEYS:
        said = row.cells.get(key, "")
        if not said:
            continue
        text, line = group.cells.setdefault(key, (said, row.line))
        if one_line(text) != one_line(said):
            reason = f"la ligne {line} dit autre chose de la même fiche : gardez une seule valeur, ou videz cette case."
            refusals.append(Refusal(row.line, header(key), reason))
    return refusals
