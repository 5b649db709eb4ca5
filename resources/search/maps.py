"""The maps of a page of results and of one entry: what is already loaded, put on a sheet. No query."""

from collections.abc import Iterable, Iterator

from django.conf import settings

from resources.cartography import CLOSE, Place, Sheet, draw
from resources.contours import Ring, outline_of
from resources.models import Commune
from resources.search.directory import Answer
from resources.search.entries import Entry, WayIn

# Where on the page the services somebody named are listed.
NAMED_ANCHOR = "nommes"


def results_map(answer: Answer, commune: Commune | None, radius_km: float) -> Sheet | None:
    """The whole département, where the reader is, how far is near, and every place listed on this page."""
    named = answer.named if answer.page.number == 1 else []
    listed = [(entry, card_anchor(entry)) for _, entries in answer.groups for entry in entries]
    places = [
        place
        for entry, anchor in [*((entry, NAMED_ANCHOR) for entry in named), *listed]
        for place in _places(entry, entry.ways, anchor)
    ]
    return draw(
        places,
        land=_outline(settings.DEPARTEMENT_CODE),
        communes=_outline(commune.insee) if commune else (),
        here=commune.point if commune else None,
        here_name=commune.name if commune else "",
        radius_km=radius_km,
    )


def entry_map(entry: Entry, commune: Commune | None) -> Sheet | None:
    """The nearest place of an entry and the reader's commune; None when both would be one point."""
    ways = sorted((way for way in entry.ways if way.distance), key=_distance)
    nearest = next(_places(entry, ways), None)
    if commune is None or nearest is None:
        return None
    return draw(
        [nearest],
        land=_outline(settings.DEPARTEMENT_CODE),
        communes=[*_outline(commune.insee), *_outline(nearest.commune)],
        here=commune.point,
        here_name=commune.name,
        frame=CLOSE,
    )


def card_anchor(entry: Entry) -> str:
    """The card of an entry, on the page that lists it."""
    return f"e-{entry.service.public_id}"


def _places(entry: Entry, ways: Iterable[WayIn], anchor: str = "") -> Iterator[Place]:
    """Where these ways in receive. A secret place has neither commune nor point, and is refused here again."""
    for way in ways:
        location = way.location
        if location is None or location.confidential or location.commune is None or location.point is None:
            continue
        yield Place(
            point=location.point,
            key=entry.service.public_id,
            name=str(entry.name),
            commune=location.commune.insee,
            town=location.commune.name,
            anchor=anchor,
            exact=location.latitude is not None,
            doubtful=entry.doubtful_place,
        )


def _distance(way: WayIn) -> float:
    return way.distance or 0.0


def _outline(code: str) -> tuple[Ring, ...]:
    return outline_of(code, settings.DEPARTEMENT_CODE)
