"""Signed links: what a structure opens to answer, without an account.

A link holds the request and the number of the sending: signed, so nobody can make one; the last one sent is the one
that works; it ends some days after it was sent, and when everything has been answered.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from resources.enums import OPEN_REQUESTS, RequestState
from resources.models import VerificationRequest

SALT = "resources.verification.link"


class Refusal(StrEnum):
    """Why a link no longer works."""

    BROKEN = "broken"
    REPLACED = "replaced"
    EXPIRED = "expired"
    ANSWERED = "answered"
    CLOSED = "closed"


class RefusedLinkError(Exception):
    def __init__(self, reason: Refusal, request: VerificationRequest | None = None):
        super().__init__(reason)
        self.reason, self.request = reason, request


def link_to(request: VerificationRequest) -> str:
    """The absolute address to write in a letter."""
    signed = signing.Signer(salt=SALT).sign_object([request.pk, request.reminders])
    return settings.SITE_URL.rstrip("/") + reverse("resources:verify", args=[signed])


def last_day(request: VerificationRequest):
    """The last day its link works."""
    return timezone.localdate(request.last_sent_at + timedelta(days=settings.VERIFICATION_LINK_DAYS))


def open_link(signed: str, *, at: datetime, requests=VerificationRequest.objects) -> VerificationRequest:
    """The request a link leads to. Raises RefusedLinkError. `requests` may lock the row it reads."""
    try:
        pk, sending = signing.Signer(salt=SALT).unsign_object(signed)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise RefusedLinkError(Refusal.BROKEN) from error
    request = requests.select_related("organization").filter(pk=pk).first()
    if request is None:
        raise RefusedLinkError(Refusal.CLOSED)
    reason = _refusal(request, sending, at)
    if reason:
        raise RefusedLinkError(reason, request)
    return request


def _refusal(request: VerificationRequest, sending: int, at: datetime) -> Refusal | None:
    if request.state == RequestState.ANSWERED:
        return Refusal.ANSWERED
    if request.state not in OPEN_REQUESTS:
        return Refusal.CLOSED
    if sending != request.reminders:
        return Refusal.REPLACED
    return Refusal.EXPIRED if timezone.localdate(at) > last_day(request) else None
