"""Why a backup was not made, or a file not restored: a sentence, and the code the command ends with."""

from enum import IntEnum


class Ends(IntEnum):
    """Exit codes, documented in docs/sauvegarde.md."""

    DATABASE = 3
    DISK = 4
    FILE = 5
    REFUSED = 6
    TOOLS = 7
    BUSY = 8


class BackupError(Exception):
    def __init__(self, says: str, ends: Ends):
        self.ends = ends
        super().__init__(says)
