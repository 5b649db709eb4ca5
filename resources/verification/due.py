"""Which entries are to be read again, and where to write to their structures."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from resources.enums import OPEN_REQUESTS, ContactKind
from resources.freshness import Freshness, freshness
from resources.models import ContactPoint, ProfessionalContact, ProposedChange, Service, VerificationRequest
from resources.search.entries import checks_of, grouped


def trust_in(services: QuerySet[Service], *, at: datetime) -> list[tuple[Service, Freshness]]:
    """These entries by name, each with how far it can be trusted."""
    found = list(services.only("organization_id", "review_interval", "neutral_title", "sort_key"))
    checks = checks_of(services.order_by().values("pk"))
    return [(one, freshness(checks[one.pk], interval_months=one.review_interval, today=at.date())) for one in found]


def trust_in_published(*, at: datetime) -> list[tuple[Service, Freshness]]:
    return trust_in(Service.objects.published(), at=at)


def is_due(trust: Freshness) -> bool:
    """Past its date, doubted, or doubted about one fact."""
    return trust.to_confirm or bool(trust.doubtful)


def due_by_structure(*, at: datetime) -> dict[UUID, list[Service]]:
    """Entries one may ask about now, by the id of their structure."""
    left_alone = _left_alone(at)
    due = [one for one, trust in trust_in_published(at=at) if is_due(trust) and one.pk not in left_alone]
    return grouped(due, "organization_id")


def _left_alone(at: datetime) -> set[UUID]:
    """Entries whose corrections wait to be read by the staff, or that were asked about or answered lately."""
    pause = at - timedelta(days=settings.VERIFICATION_PAUSE_DAYS)
    lately = VerificationRequest.objects.exclude(state__in=OPEN_REQUESTS).filter(
        Q(last_sent_at__gt=pause) | Q(answered_at__gt=pause)
    )
    asked = VerificationRequest.services.through.objects.filter(verificationrequest__in=lately)
    return set(asked.values_list("service", flat=True)) | set(
        ProposedChange.objects.waiting().values_list("service", flat=True)
    )


def addresses(services: Iterable[Service]) -> dict[UUID, str]:
    """Where to write, by the id of the structure. One address each, the first there is of:

    the structure's own; the professional contact of one of these entries; the entry's or its way in's own.
    A structure without any has no line here: the address of another it is part of is not its own.
    """
    structure_of = {one.pk: one.organization_id for one in services}
    mail = ContactPoint.objects.filter(kind=ContactKind.EMAIL)
    found = [
        *mail.filter(organization__in=structure_of.values()).values_list("organization", "value"),
        *_by_structure(
            structure_of,
            ProfessionalContact.objects.filter(details__service__in=structure_of)
            .exclude(email="")
            .values_list("details__service", "email"),
        ),
        *_by_structure(structure_of, mail.filter(service__in=structure_of).values_list("service", "value")),
        *_by_structure(
            structure_of, mail.filter(way_in__service__in=structure_of).values_list("way_in__service", "value")
        ),
    ]
    first: dict[UUID, str] = {}
    for structure, address in found:
        first.setdefault(structure, address)
    return first


def _by_structure(structure_of, rows):
    return [(structure_of[service], address) for service, address in rows]


def without_address(*, at: datetime) -> list[Service]:
    """Entries to be read again whose structure nobody can write to: somebody has to call."""
    due = [one for one, trust in trust_in_published(at=at) if is_due(trust)]
    known = addresses(due)
    return [one for one in due if one.organization_id not in known]
