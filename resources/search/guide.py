"""The page of a guide: what it says, and who can do it near the reader."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from resources.models import Guide, Need
from resources.search.directory import answering_for
from resources.search.places import NOWHERE, Certainty, Place, place_codes


def guide_page(
    guide: Guide,
    needs: Sequence[Need],
    *,
    at: datetime,
    place: Place = NOWHERE,
    radius_km: float = 0,
    preview: bool = False,
) -> dict[str, Any]:
    """The context of its page. `preview`: shown to staff, perhaps before anything of it is saved."""
    commune = place.commune
    return {
        "guide": guide,
        "needs": needs,
        "entries": answering_for(needs, at=at, commune=commune, radius_km=radius_km),
        "commune": commune,
        "commune_code": place_codes([commune])[commune.insee] if commune else "",
        "unknown_place": place.certainty is Certainty.UNKNOWN,
        "stale": guide.is_stale(at.date()),
        "preview": preview,
        "at": at,
    }
