"""Spreadsheets sent to be imported: an hour under a random name, for the agent who sent them and for nobody else."""

import secrets
from datetime import datetime, timedelta

from resources.models import WaitingSheet
from resources.models.waiting_sheet import TOKEN_LENGTH

KEPT = timedelta(hours=1)


def keep(user, content: bytes, *, at: datetime) -> str:
    """The token by which the agent finds it again."""
    purge(at=at)
    token = secrets.token_hex(TOKEN_LENGTH // 2)
    WaitingSheet.objects.create(token=token, user=user, content=content, sent_at=at)
    return token


def kept(user, token: str, *, at: datetime) -> bytes | None:
    """None once the hour is over, once it is applied, or when it is another agent's."""
    found = WaitingSheet.objects.sent_after(at - KEPT).filter(user=user, token=token)
    content = found.values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def forget(user, token: str) -> None:
    WaitingSheet.objects.filter(user=user, token=token).delete()


def purge(*, at: datetime) -> int:
    removed, _ = WaitingSheet.objects.sent_until(at - KEPT).delete()
    return removed
