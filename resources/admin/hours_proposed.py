"""Hours a structure proposed, shown where they are typed until somebody says what became of them."""

from resources.enums import Correction
from resources.models import Location, ProposedChange


def hours_proposed_for(owner) -> list[ProposedChange]:
    """For a way in, those of its entry; for a place, those of every entry received there."""
    waiting = ProposedChange.objects.waiting().filter(correction=Correction.HOURS)
    if isinstance(owner, Location):
        waiting = waiting.filter(service__in=owner.ways_in.values("service"))
    else:
        waiting = waiting.filter(service=owner.service_id)
    return list(waiting.select_related("service", "organization"))
