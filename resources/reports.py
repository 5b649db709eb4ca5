"""What readers report: received, held back when too many come at once, erased in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from resources.enums import HANDLED_REPORTS, ReportState
from resources.models import ChangeReport, Service

# Short words are the same by chance: « le numéro a changé » may be true of two entries.
TELLING_LENGTH = 40
SAME_TEXT = "Mis de côté à l’arrivée : le même texte est venu pour une autre fiche ce jour-là."


class TooManyReportsError(Exception):
    """More in an hour than people send."""


def receive(service: Service, *, kind: str, text: str, answer_to: str, at: datetime) -> None:
    """Keep a report. What was already said of the entry that day is not kept twice. Raises TooManyReportsError."""
    day = ChangeReport.objects.since(at, days=1)
    same = day.filter(service=service, kind=kind, text=text)
    if same.filter(answer_to=answer_to).exists() or (not answer_to and same.exists()):
        return
    hour = ChangeReport.objects.since(at, hours=1)
    if (
        hour.filter(service=service).count() >= settings.REPORTS_PER_HOUR_PER_ENTRY
        or hour.count() >= settings.REPORTS_PER_HOUR
    ):
        raise TooManyReportsError
    report = ChangeReport(service=service, kind=kind, text=text, answer_to=answer_to, created_at=at)
    if len(text) >= TELLING_LENGTH and day.filter(text=text).exists():
        report.become(ReportState.SET_ASIDE, by=None, at=at)
        report.note = SAME_TEXT
    report.save()


@dataclass(frozen=True)
class Purged:
    """How many ways to answer were erased, how many reports; `waiting`: not handled for longer than they are kept."""

    answers: int
    reports: int
    waiting: int


def purge(*, at: datetime, keep_days: int, answer_days: int) -> Purged:
    """Erase what has served: handled reports, and every way to answer older than some days."""
    kept_since = at - timedelta(days=keep_days)
    old_answers = ChangeReport.objects.filter(created_at__lte=at - timedelta(days=answer_days)).exclude(answer_to="")
    answers = old_answers.update(answer_to="")
    done = ChangeReport.objects.filter(state__in=HANDLED_REPORTS, handled_at__lte=kept_since)
    reports, _ = done.delete()
    waiting = ChangeReport.objects.unhandled().filter(created_at__lte=kept_since).count()
    return Purged(answers, reports, waiting)
