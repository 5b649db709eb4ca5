"""SQLite, through its own backup: a consistent copy while others write, a replacement that is whole or not at all."""

import sqlite3
from contextlib import closing
from pathlib import Path

from resources.backups.problem import BackupError, Ends

SUFFIX = ".sqlite3"
SECONDS = 30


class SQLite:
    suffix = SUFFIX

    def __init__(self, settings: dict):
        self.path = Path(settings["NAME"])

    def dump(self, file: Path) -> None:
        if not self.path.is_file():
            raise BackupError(f"La base {self.path} n’existe pas.", Ends.DATABASE)
        try:
            with closing(sqlite3.connect(self.path, timeout=SECONDS)) as base, closing(sqlite3.connect(file)) as copy:
                base.backup(copy)
                # One file, without a journal beside it.
                copy.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as error:
            raise _unwritten(error) from error

    def verify(self, file: Path) -> None:
        try:
            with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
                said = base.execute("PRAGMA integrity_check").fetchone()[0]
                broken = base.execute("PRAGMA foreign_key_check").fetchone()
                tables = base.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise BackupError(f"{file.name} : ce n’est pas une sauvegarde SQLite entière.", Ends.FILE) from error
        if said != "ok" or broken or not tables:
            raise BackupError(f"{file.name} : cette base est abîmée ou vide.", Ends.FILE)

    def is_empty(self) -> bool:
        if not self.path.is_file():
            return True
        with closing(sqlite3.connect(self.path, timeout=SECONDS)) as base:
            return base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0

    def restore(self, file: Path) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(file)) as copy, closing(sqlite3.connect(self.path, timeout=SECONDS)) as base:
                copy.backup(base)
        except sqlite3.Error as error:
            raise BackupError(f"La base n’a pas été remplacée ({error}).", Ends.DATABASE) from error


def _unwritten(error: sqlite3.Error) -> BackupError:
    full = getattr(error, "sqlite_errorname", "").startswith(("SQLITE_FULL", "SQLITE_IOERR"))
    says = "Le disque est plein ou n’écrit plus" if full else "La base n’a pas pu être lue"
    return BackupError(f"{says} ({error}).", Ends.DISK if full else Ends.DATABASE)
