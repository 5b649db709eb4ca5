"""Letters to structures: who is to be written to today, and the sending of each."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from resources.enums import RequestState
from resources.models import Organization, Service, VerificationRequest
from resources.verification.due import addresses, due_by_structure
from resources.verification.link import last_day, link_to
from resources.verification.sheet import Sheet, sheets_of
from resources.wording import day_name

FIRST, REMINDER = "premier message", "relance"


@dataclass(frozen=True)
class Letter:
    """What to write to one structure. `request` is the one it reminds of; None for a first letter."""

    organization: Organization
    to: str
    services: list[Service]
    request: VerificationRequest | None = None

    @property
    def sentence(self) -> str:
        kind = REMINDER if self.request else FIRST
        return f"{kind} à {self.organization} <{self.to}> : {titles_of(self.services)}"


def titles_of(services: list[Service]) -> str:
    return ", ".join(one.neutral_title or one.public_id for one in services)


@dataclass
class Round:
    """What there is to do today. Requests that nothing is left of, and those nobody answered, change of state."""

    letters: list[Letter] = field(default_factory=list)
    without_address: list[tuple[Organization, list[Service]]] = field(default_factory=list)
    moot: list[VerificationRequest] = field(default_factory=list)
    unanswered: list[VerificationRequest] = field(default_factory=list)


def plan(*, at: datetime) -> Round:
    """Whom to write to about what. Changes nothing."""
    due = due_by_structure(at=at)
    known = addresses(one for services in due.values() for one in services)
    structures = Organization.objects.in_bulk(due)
    opened = {one.organization_id: one for one in VerificationRequest.objects.open().select_related("organization")}
    written_today = _written_on(at)
    today = Round(moot=[request for pk, request in opened.items() if pk not in due])
    for pk, organization in sorted(structures.items(), key=lambda pair: (pair[1].name, str(pair[0]))):
        request = opened.get(pk)
        if pk in written_today or (request and not _is_time(request, at)):
            continue
        if request and request.reminders >= len(settings.VERIFICATION_REMINDER_DAYS):
            today.unanswered.append(request)
        elif pk in known:
            today.letters.append(Letter(organization, known[pk], due[pk], request))
        else:
            today.without_address.append((organization, due[pk]))
    return today


def _written_on(at: datetime) -> set:
    recent = VerificationRequest.objects.values_list("organization", "last_sent_at")
    return {pk for pk, sent in recent if timezone.localdate(sent) == timezone.localdate(at)}


def _is_time(request: VerificationRequest, at: datetime) -> bool:
    """Enough days went by since the last letter; a request already left to the staff waits for them."""
    if request.state != RequestState.WAITING:
        return False
    delays = settings.VERIFICATION_REMINDER_DAYS
    delay = delays[min(request.reminders, len(delays) - 1)] if delays else settings.VERIFICATION_LINK_DAYS
    return (timezone.localdate(at) - timezone.localdate(request.last_sent_at)).days >= max(1, delay)


def settle(today: Round) -> None:
    """Close what nothing is left of; leave to the staff what nobody answered."""
    for requests, state in ((today.moot, RequestState.CLOSED), (today.unanswered, RequestState.UNANSWERED)):
        VerificationRequest.objects.filter(pk__in=[one.pk for one in requests]).update(state=state)


def send_all(letters: list[Letter], *, at: datetime, say: Callable[[str], None]) -> Counter:
    """Send each; one that fails stops no other and does not count as sent. Counts by outcome."""
    return Counter(send(letter, at=at, say=say) for letter in letters)


def send(letter: Letter, *, at: datetime, say: Callable[[str], None]) -> str:
    """It is written down before it leaves, so that two runs at once send one, and taken back if it does not leave."""
    sheets = sheets_of([one.pk for one in letter.services], at=at)
    request = _claim(letter, sheets, at)
    if request is None:
        say(f"Déjà écrit par un autre envoi : {letter.organization}")
        return "skipped"
    try:
        message_of(request, sheets).send()
    except (SMTPException, OSError, ValueError) as error:
        _take_back(letter, request)
        say(f"Échec : {letter.organization} <{letter.to}> : {error or type(error).__name__}")
        return "failed"
    say(f"Envoyé : {letter.sentence}")
    return "sent"


def _claim(letter: Letter, sheets: list[Sheet], at: datetime) -> VerificationRequest | None:
    """The request as this letter makes it; None when another run wrote it first."""
    values = {
        "to": letter.to,
        "last_sent_at": at,
        "fingerprints": {str(sheet.service.pk): sheet.fingerprint for sheet in sheets},
    }
    try:
        with transaction.atomic():
            if letter.request is None:
                request = VerificationRequest.objects.create(organization=letter.organization, sent_at=at, **values)
            else:
                before = letter.request.reminders
                same = VerificationRequest.objects.filter(
                    pk=letter.request.pk, reminders=before, state=RequestState.WAITING
                )
                if not same.update(reminders=before + 1, **values):
                    return None
                request = VerificationRequest.objects.get(pk=letter.request.pk)
            request.services.set([sheet.service for sheet in sheets])
    except IntegrityError:
        return None
    return request


def _take_back(letter: Letter, request: VerificationRequest) -> None:
    if letter.request is None:
        request.delete()
        return
    before = letter.request
    VerificationRequest.objects.filter(pk=request.pk).update(
        to=before.to,
        last_sent_at=before.last_sent_at,
        fingerprints=before.fingerprints,
        reminders=before.reminders,
    )


def message_of(request: VerificationRequest, sheets: list[Sheet]) -> EmailMessage:
    """Plain text and neutral words: somebody else may read that mailbox."""
    context = {
        "site_name": settings.SITE_NAME,
        "titles": [sheet.title for sheet in sheets],
        "link": link_to(request),
        "last_day": day_name(last_day(request), year=True),
        "reminder": request.reminders > 0,
    }
    subject = f"{settings.SITE_NAME} : pouvez-vous relire vos informations ?"
    return EmailMessage(
        subject=f"Rappel – {subject}" if request.reminders else subject,
        body=render_to_string("verification/letter.txt", context),
        to=[request.to],
        headers={"Auto-Submitted": "auto-generated"},
    )
