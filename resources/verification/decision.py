"""What the staff decide of a correction a structure proposed."""

from datetime import datetime

from django.db import transaction

from resources.enums import (
    ContactKind,
    Correction,
    EditorialStatus,
    Outcome,
    ProposalState,
    Tristate,
    VerificationMethod,
)
from resources.models import ContactPoint, ProposedChange, Service, Verification
from resources.validators import digits
from resources.verification.answer import FACT_OF


class AlreadyDecidedError(Exception):
    """Somebody else decided in the meantime."""


@transaction.atomic
def accept(
    proposal: ProposedChange, *, by, at: datetime, value: str = "", replaces: ContactPoint | None = None
) -> None:
    """Write what can be written safely, and that the fact was verified. Raises ValidationError, AlreadyDecidedError.

    `value` is what the staff keep of what was proposed: a number, a sentence. `replaces` is the number it takes the
    place of; none adds one.
    """
    partly = False
    if proposal.correction == Correction.PHONE:
        _write_number(proposal.service, value, replaces)
        partly = digits(value) not in digits(proposal.proposed)
    elif proposal.correction == Correction.SUMMARY:
        _write_summary(proposal.service, value)
        partly = value.strip() != proposal.proposed.strip()
    elif proposal.correction == Correction.GONE:
        _archive(proposal.service)
    outcome = Outcome.DOUBTFUL if proposal.correction == Correction.GONE else Outcome.CONFIRMED
    _decide(proposal, ProposalState.PARTLY if partly else ProposalState.ACCEPTED, by, at)
    _verify(proposal, outcome, by, at, "Correction proposée par la structure, relue.")


@transaction.atomic
def accept_partly(proposal: ProposedChange, *, by, at: datetime) -> None:
    """The staff wrote a part of it themselves."""
    _decide(proposal, ProposalState.PARTLY, by, at)
    _verify(proposal, Outcome.CONFIRMED, by, at, "Correction de la structure, reprise en partie.")


@transaction.atomic
def refuse(proposal: ProposedChange, *, reason: str, still_right: bool, by, at: datetime) -> None:
    """`still_right`: what the entry says was checked, and the doubt about it is lifted."""
    _decide(proposal, ProposalState.REFUSED, by, at, reason)
    if still_right:
        _verify(proposal, Outcome.CONFIRMED, by, at, "Correction refusée : la fiche est exacte.")


def _decide(proposal, state, by, at, reason="") -> None:
    changed = ProposedChange.objects.waiting().filter(pk=proposal.pk)
    if not changed.update(state=state, decided_by=by, decided_at=at, reason=reason):
        raise AlreadyDecidedError


def _verify(proposal, outcome, by, at, note) -> None:
    Verification.objects.create(
        service=proposal.service,
        fact=FACT_OF[Correction(proposal.correction)],
        outcome=outcome,
        on=at.date(),
        method=VerificationMethod.LETTER,
        by=by,
        note=note,
    )
    Service.objects.filter(pk=proposal.service_id).refresh_search()


def _write_number(service, value, replaces) -> None:
    """A new number keeps nothing of what was known about the price of the old one."""
    contact = replaces or ContactPoint(service=service, kind=ContactKind.PHONE)
    if digits(contact.value) != digits(value):
        contact.free = contact.on_bill = Tristate.UNKNOWN
    contact.value = value
    contact.full_clean()
    contact.save()


def _write_summary(service, value) -> None:
    service.summary = value
    service.full_clean()
    service.save(update_fields=["summary", "updated_at"])


def _archive(service) -> None:
    service.status = EditorialStatus.ARCHIVED
    service.save(update_fields=["status", "updated_at"])
