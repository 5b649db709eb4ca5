"""What the directory holds, for the page that tells where its data come from."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from resources.enums import ContactKind
from resources.freshness import Trust, freshness
from resources.models import ContactPoint, Service, ServiceAtLocation
from resources.search.entries import checks_of


@dataclass(frozen=True)
class Overview:
    services: int
    with_phone: int
    with_hours: int
    fresh: int
    to_confirm: int
    sources: list[tuple[str, int]]


def overview(*, today: date) -> Overview:
    """Counts of what is published, in a fixed number of queries."""
    published = Service.objects.published()
    services = list(published.only("id", "organization_id", "review_interval", "source_name"))
    checks = checks_of(published)
    trusts = Counter(
        freshness(checks[service.pk], interval_months=service.review_interval, today=today).trust
        for service in services
    )
    phones = ContactPoint.objects.filter(kind=ContactKind.PHONE)
    reachable = set(phones.values_list("service_id", flat=True)) | set(
        phones.values_list("way_in__service_id", flat=True)
    )
    timed = set(
        ServiceAtLocation.objects.filter(service__in=published)
        .exclude(opening_rules=None, location__opening_rules=None)
        .values_list("service_id", flat=True)
    )
    return Overview(
        services=len(services),
        with_phone=sum(service.pk in reachable for service in services),
        with_hours=len(timed),
        fresh=trusts[Trust.FRESH],
        to_confirm=len(services) - trusts[Trust.FRESH],
        sources=Counter(service.source_name for service in services if service.source_name).most_common(),
    )
