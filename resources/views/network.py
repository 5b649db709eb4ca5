"""One network of professionals: where it is, which communes when they are known, who takes part."""

from itertools import groupby

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from resources.models import Network
from resources.search.entries import area_names


@require_safe
def network(request, slug):
    return render(request, "networks/network.html", network_page(slug))


def network_page(slug) -> dict:
    """What everybody may know of a network. Raises Http404."""
    networks = Network.objects.select_related("seat").prefetch_related("areas", "members__organization")
    found = get_object_or_404(networks, slug=slug)
    members = found.members.all()
    return {
        "network": found,
        "areas": area_names(found),
        "members": _by_profession(member for member in members if not member.to_confirm),
        # Told of the networks together: nobody said that this one has them.
        "members_to_confirm": [str(member) for member in members if member.to_confirm],
    }


def _by_profession(members) -> list[tuple[str, list]]:
    """(profession, its structures); a structure whose profession nobody told comes under an empty one."""
    ordered = sorted(members, key=lambda member: (member.profession == "", member.profession))
    return [
        (profession, sorted({str(member.organization) for member in group if member.organization_id}))
        for profession, group in groupby(ordered, key=lambda member: member.profession)
    ]
