"""An instant as one types it after a command."""

from datetime import datetime, time

from django.utils import timezone


def day_or_moment(text: str) -> datetime:
    """2026-11-24 (nine in the morning) or 2026-11-24T14:30."""
    read = datetime.fromisoformat(text)  # argparse tells what cannot be read
    if len(text) == len("2026-11-24"):
        read = datetime.combine(read.date(), time(9))
    return timezone.localtime(timezone.make_aware(read) if timezone.is_naive(read) else read)
