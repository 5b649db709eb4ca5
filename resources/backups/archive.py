"""Files of one folder: dated neutral names, never half a file under a final name, a checksum beside each."""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from resources.backups.problem import BackupError, Ends

# The name says when, in universal time, and nothing of what is inside.
STAMP = "%Y%m%dT%H%M%SZ"
NAME = re.compile(r"^sauvegarde-(\d{8}T\d{6}Z)\.(dump|sqlite3)(\.age)?$")
PARTIAL = ".partiel"
SUM = ".sha256"
PIECE = 1 << 20


@dataclass(frozen=True)
class Archive:
    path: Path
    at: datetime


def archives(folder: Path) -> list[Archive]:
    """The backups of a folder, the newest first; anything else in it is not ours."""
    found = ((path, NAME.match(path.name)) for path in folder.iterdir()) if folder.is_dir() else ()
    ours = (Archive(path, datetime.strptime(name[1], STAMP).replace(tzinfo=UTC)) for path, name in found if name)
    return sorted(ours, key=lambda archive: archive.at, reverse=True)


def name_at(at: datetime, suffix: str) -> str:
    return f"sauvegarde-{at.astimezone(UTC):{STAMP}}{suffix}"


@contextmanager
def workshop(folder: Path) -> Iterator[None]:
    """The folder, held by one backup at a time; what an interrupted one left is swept, before and after."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".verrou").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError("Une sauvegarde est déjà en cours dans ce dossier.", Ends.BUSY) from error
        _sweep(folder)
        try:
            yield
        finally:
            _sweep(folder)


def partial(path: Path) -> Path:
    """An empty file only this account reads, to be written, checked, then published."""
    draft = path.with_name(path.name + PARTIAL)
    draft.touch(mode=0o600)
    return draft


def publish(draft: Path, path: Path) -> None:
    """Give a complete file its final name, its checksum first: a file that is there can always be checked."""
    _sync(draft)
    sum_draft = partial(sum_of(path))
    sum_draft.write_text(f"{digest(draft)}  {path.name}\n", encoding="ascii")
    _sync(sum_draft)
    sum_draft.replace(sum_of(path))
    draft.replace(path)
    _sync(path.parent)


def remove(path: Path) -> None:
    path.unlink()
    sum_of(path).unlink(missing_ok=True)


def sum_of(path: Path) -> Path:
    return path.with_name(path.name + SUM)


def check_sum(path: Path) -> bool:
    """False when no checksum stands beside the file. Raises BackupError when it is not the file's."""
    try:
        written = sum_of(path).read_text(encoding="ascii").split()
    except FileNotFoundError:
        return False
    except UnicodeDecodeError:
        written = []
    if not written or written[0] != digest(path):
        raise BackupError(f"{path.name} : ce fichier n’est pas celui qui a été écrit (somme SHA-256).", Ends.FILE)
    return True


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"sauvegarde-*{PARTIAL}*"):
        left.unlink(missing_ok=True)
    names = {archive.path.name for archive in archives(folder)}
    for alone in folder.glob(f"sauvegarde-*{SUM}"):
        if alone.name.removesuffix(SUM) not in names:
            alone.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """On disk, whatever happens to the machine next; a folder that cannot be is left as it is."""
    handle = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError if path.is_dir() else ()):
            os.fsync(handle)
    finally:
        os.close(handle)
