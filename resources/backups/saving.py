"""From the database to a checked file, and from a checked file to the database."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from resources.backups import archive, sealing
from resources.backups.postgresql import PostgreSQL
from resources.backups.problem import BackupError, Ends
from resources.backups.retention import Keep, to_remove
from resources.backups.sqlite import SQLite

ENGINES = {"django.db.backends.postgresql": PostgreSQL, "django.db.backends.sqlite3": SQLite}


@dataclass(frozen=True)
class Saved:
    path: Path
    size: int
    removed: int


def engine_for(database: dict) -> PostgreSQL | SQLite:
    return ENGINES[database["ENGINE"]](database)


def save(engine, folder: Path, *, recipients: list[str], keep: Keep, at: datetime) -> Saved:
    """Dump, read back, encrypt when somebody is to read it elsewhere, then remove what is over.

    Raises BackupError or OSError; what was in the folder is then still there, and nothing else.
    """
    keys = sealing.recipients(recipients)
    with archive.workshop(folder):
        clear = archive.partial(folder / archive.name_at(at, engine.suffix))
        engine.dump(clear)
        engine.verify(clear)
        path, draft = folder / archive.name_at(at, engine.suffix), clear
        if keys:
            path = path.with_name(path.name + sealing.SUFFIX)
            draft = archive.partial(path)
            sealing.seal(clear, draft, keys)
        archive.publish(draft, path)
        return Saved(path, path.stat().st_size, _remove_old(folder, keep, at))


def _remove_old(folder: Path, keep: Keep, at: datetime) -> int:
    found = archive.archives(folder)
    over = to_remove([one.at for one in found], keep, now=at)
    for one in found:
        if one.at in over:
            archive.remove(one.path)
    return len(over)


@contextmanager
def opened(engine, path: Path, *, identity: Path | None, say: Callable[[str], None]):
    """The clear, checked file of a backup. Raises BackupError before anything else is touched."""
    name = path.name.removesuffix(sealing.SUFFIX)
    if not path.is_file():
        raise BackupError(f"{path} : ce fichier n’existe pas.", Ends.FILE)
    if not name.endswith(engine.suffix):
        raise BackupError(f"{path.name} : cette base attend un fichier {engine.suffix}.", Ends.REFUSED)
    if archive.check_sum(path):
        say("Somme SHA-256 : exacte.")
    else:
        say(f"Pas de fichier {archive.SUM} à côté : seule la lecture entière dira si le fichier est bon.")
    with TemporaryDirectory(prefix="sauvegarde-") as private:
        if path.name.endswith(sealing.SUFFIX):
            if identity is None:
                raise BackupError("Ce fichier est chiffré : donnez la clé privée avec --identity.", Ends.REFUSED)
            clear = Path(private) / name
            sealing.unseal(path, clear, identity)
        else:
            clear = path
        engine.verify(clear)
        say("Lecture entière : bonne.")
        yield clear
