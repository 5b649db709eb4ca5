"""The search: a form that posts words, and a page whose address holds only neutral codes."""

from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from resources.filters import NOT_UNDERSTOOD, RADII_KM, UNKNOWN_PLACE, SearchQuery, ServiceFilter
from resources.models import Audience, Commune, Need
from resources.search.directory import answer, largest_communes
from resources.search.needs import Words, understand_words
from resources.search.places import NOWHERE, Certainty, Place, place_codes, understand_place


class SeeOther(HttpResponseRedirect):
    """303: the browser asks for the page with GET, so that Back never offers to send the words again."""

    status_code = 303


# Changes nothing and needs no cookie: exempt from CSRF so that no public page carries a token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def search(request):
    if request.method == "POST":
        return SeeOther(_address_of_codes(SearchQuery(request.POST)))
    query = SearchQuery(request.GET)
    place = _place(query)
    words = _words(query)
    needs = list(Need.objects.all())
    filters = ServiceFilter(
        request.GET,
        needs=needs,
        audiences=list(Audience.objects.all()) if "public" in request.GET else [],
        words=words.needs if words else (),
    )
    at = timezone.localtime()
    result = answer(
        filters.qs,
        commune=place.commune,
        radius_km=query.radius_km,
        at=at,
        page=query.page_number,
        only_open=query.only_open,
        needs=filters.chosen_needs,
        public_ids=[*query.public_ids, *(words.service_ids if words else [])],
    )
    codes = place_codes([*filter(None, [place.commune]), *place.others])
    context = {
        "place": place,
        "commune_code": codes[place.commune.insee] if place.commune else "",
        "others": [(codes[other.insee], other) for other in place.others],
        "unknown_place": place.certainty is Certainty.UNKNOWN,
        "doubtful_place": place.certainty is Certainty.DOUBTFUL,
        "not_understood": query.what == NOT_UNDERSTOOD or (words is not None and not words.understood),
        "needs": needs,
        "filters": filters,
        "answer": result,
        "radius_km": query.radius_km,
        "radii": RADII_KM,
        "query": query,
        "at": at,
    }
    return render(request, "directory/results.html", context)


def _address_of_codes(typed: SearchQuery) -> str:
    """Where a search lands: codes only, so that nothing typed stays in the history."""
    place = understand_place(typed.where)
    words = understand_words(typed.what)
    if len(words.service_ids) == 1 and not typed.where:
        return f"/fiche/{words.service_ids[0]}/"
    pairs = place_parameters(place)
    if place.others:
        pairs.append(("aussi", ",".join(other.insee for other in place.others)))
    pairs += [("besoin", slug) for slug in words.needs]
    pairs += [("public", slug) for slug in words.audiences]
    if words.service_ids:
        pairs.append(("fiche", ",".join(words.service_ids)))
    if typed.what and not words.understood:
        pairs.append(("quoi", NOT_UNDERSTOOD))
    return f"/recherche/?{urlencode(pairs)}"


def place_parameters(place: Place) -> list[tuple[str, str]]:
    """What says a place in an address: its code, or that it was not recognised."""
    if place.commune:
        return [("ou", place_codes([place.commune])[place.commune.insee])]
    return [("ou", UNKNOWN_PLACE)] if place.certainty is Certainty.UNKNOWN else []


def _place(query: SearchQuery) -> Place:
    """The commune of the address, with the others it might have been."""
    also = list(Commune.objects.with_territory().filter(pk__in=query.also)) if query.also else []
    if query.where == UNKNOWN_PLACE:
        return Place(Certainty.UNKNOWN, None, also or largest_communes())
    place = understand_place(query.where) if query.where else NOWHERE
    if place.certainty is Certainty.UNKNOWN:
        return Place(Certainty.UNKNOWN, None, place.others or largest_communes())
    if also and place.commune:
        return Place(Certainty.DOUBTFUL, place.commune, [other for other in also if other != place.commune])
    return place


def _words(query: SearchQuery) -> Words | None:
    if not query.what or query.what == NOT_UNDERSTOOD:
        return None
    return understand_words(query.what)
