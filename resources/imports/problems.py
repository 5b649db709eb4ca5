"""What is wrong in a file, said so that somebody can mend it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Problem:
    """`line` counts from 1; 0 when the whole file is meant."""

    file: Path
    line: int
    field: str
    reason: str

    def __str__(self):
        where = [self.file.name]
        if self.line:
            where.append(f"ligne {self.line}")
        if self.field:
            where.append(f"champ « {self.field} »")
        return f"{', '.join(where)} : {self.reason}"


class BrokenFileError(Exception):
    """Nothing was loaded. `problems` says why, line by line."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
