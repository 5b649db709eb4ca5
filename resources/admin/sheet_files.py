"""Files sent to be imported: an hour under a random name, for the agent who sent them and for nobody else."""

import secrets
import time
from pathlib import Path

from django.conf import settings

KEPT_SECONDS = 3600


def keep(user, content: bytes) -> str:
    """The name by which the agent finds it again. Raises OSError."""
    settings.IMPORT_ROOT.mkdir(mode=0o700, parents=True, exist_ok=True)
    _forget_old_ones()
    token = secrets.token_hex(16)
    path = _path(user, token)
    path.touch(mode=0o600)
    path.write_bytes(content)
    return token


def kept(user, token: str) -> bytes | None:
    """None once the hour is over, once it is applied, or when it is another agent's."""
    path = _path(user, token)
    try:
        return path.read_bytes() if _is_young(path) else None
    except OSError:
        return None


def forget(user, token: str) -> None:
    _path(user, token).unlink(missing_ok=True)


def _path(user, token: str) -> Path:
    return settings.IMPORT_ROOT / f"{user.pk}-{token}"


def _is_young(path: Path) -> bool:
    return time.time() - path.stat().st_mtime < KEPT_SECONDS


def _forget_old_ones() -> None:
    for path in settings.IMPORT_ROOT.iterdir():
        if not _is_young(path):
            path.unlink(missing_ok=True)
