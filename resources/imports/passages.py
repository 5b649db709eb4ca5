"""Guides written for the whole country, with what only this département can say.

In a guide, `{territory}`, `{in_territory}`, `{of_territory}` and `{code}` are the département's; `{local:key}` is the
passage of that key, from the département's own folder, or nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from resources.imports.problems import Problem
from resources.imports.toml_rows import Row
from resources.wording import in_territory, of_territory

PASSAGE = "guide_passage"
# A passage that is not there takes with it the space or the empty line before it.
PLACE = re.compile(r"\s*\{local:(?P<key>[\w-]+)\}")


def with_passages(rows: Iterable[Row], problems: list[Problem], *, territory: str, code: str) -> Iterator[Row]:
    """The rows without the passages, each guide made whole; a passage no guide asks for is a problem."""
    rows = list(rows)
    passages = {row.values.get("key"): row for row in rows if row.table == PASSAGE}
    words = {
        "{territory}": territory,
        "{in_territory}": in_territory(territory),
        "{of_territory}": of_territory(territory),
        "{code}": code,
    }
    asked: set[str] = set()

    def whole(text: str) -> str:
        for name, value in words.items():
            text = text.replace(name, value)
        return PLACE.sub(passage, text)

    def passage(place: re.Match) -> str:
        key = place["key"]
        asked.add(key)
        if key not in passages:
            return ""
        return place[0].removesuffix(f"{{local:{key}}}") + str(passages[key].values.get("text", ""))

    for row in rows:
        if row.table == "guide":
            values = {name: whole(value) if isinstance(value, str) else value for name, value in row.values.items()}
            yield replace(row, values=values)
        elif row.table != PASSAGE:
            yield row
    for key, row in passages.items():
        if key not in asked:
            problems.append(row.problem("key", f"aucun guide n’a de place {{local:{key}}}"))
        if not row.values.get("text"):
            problems.append(row.problem("text", "il faut un texte"))
