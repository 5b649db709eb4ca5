"""Encrypted copies, in the age format: who holds a server can add a backup and read none."""

from collections.abc import Iterable
from pathlib import Path

import pyrage

from resources.backups.problem import BackupError, Ends

SUFFIX = ".age"


def recipients(keys: Iterable[str]) -> list[pyrage.x25519.Recipient]:
    """Public keys, as `age-keygen` prints them: "age1…"."""
    try:
        return [pyrage.x25519.Recipient.from_str(key) for key in keys]
    except pyrage.RecipientError as error:
        raise BackupError("BACKUP_RECIPIENTS : une clé publique commence par age1.", Ends.REFUSED) from error


def seal(clear: Path, sealed: Path, to: list[pyrage.x25519.Recipient]) -> None:
    pyrage.encrypt_file(str(clear), str(sealed), to)


def unseal(sealed: Path, clear: Path, identity: Path) -> None:
    """With the private key in a file, as `age-keygen --output` writes it."""
    try:
        lines = identity.read_text(encoding="ascii").splitlines()
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise BackupError(f"{identity} : ce fichier ne contient pas de clé privée age.", Ends.REFUSED) from error
    try:
        pyrage.decrypt_file(str(sealed), str(clear), keys)
    except pyrage.DecryptError as error:
        raise BackupError(
            f"{sealed.name} : cette clé n’ouvre pas ce fichier, ou le fichier est abîmé.", Ends.FILE
        ) from error
