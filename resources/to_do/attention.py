"""What asks for an agent's attention. Each rule once: the home page counts with it, the lists filter with it."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from resources.enums import DIALLED_KINDS, EditorialStatus, ExceptionState
from resources.freshness import Freshness, Trust
from resources.models import ContactPoint, Service, ServiceAtLocation
from resources.verification.due import is_due, trust_in

LATE = (Trust.OVERDUE, Trust.DOUBTFUL)
CLOSING_WITHIN = timedelta(days=30)


def published(services):
    return services.filter(status=EditorialStatus.PUBLISHED)


def to_review(services):
    return services.filter(status=EditorialStatus.REVIEW)


def is_late(trust) -> bool:
    return trust.trust in LATE


def to_verify(services, *, at) -> dict[UUID, Freshness]:
    """The published ones to read again, by key. Told in Python, one rule for all: for some thousands of entries."""
    these = Service.objects.published().filter(pk__in=services.order_by().values("pk"))
    return {one.pk: trust for one, trust in trust_in(these, at=at) if is_due(trust)}


def late_among(due: dict[UUID, Freshness]) -> list[UUID]:
    return [pk for pk, trust in due.items() if is_late(trust)]


def has_number() -> Exists:
    """A number of its own, of one of its ways in, or of its organisation."""
    numbers = ContactPoint.objects.filter(kind__in=DIALLED_KINDS)
    return (
        Exists(numbers.filter(service=OuterRef("pk")))
        | Exists(numbers.filter(way_in__service=OuterRef("pk")))
        | Exists(numbers.filter(organization=OuterRef("organization")))
    )


def without_number(services):
    return services.exclude(has_number())


def with_unknown_hours(services):
    return services.filter(Exists(ServiceAtLocation.objects.without_hours().filter(service=OuterRef("pk"))))


def closing_soon(exceptions, *, today: date):
    """Closures under way, or that begin within a month."""
    return exceptions.filter(state=ExceptionState.CLOSED, last_day__gte=today, first_day__lte=today + CLOSING_WITHIN)
