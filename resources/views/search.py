"""The search: a form that posts words, and a page whose address holds only neutral codes."""

import re

from django.conf import settings
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from resources.filters import CODE, NOT_UNDERSTOOD, UNKNOWN_PLACE, SearchQuery, ServiceFilter
from resources.models import Commune, every_audience, every_language, every_need
from resources.search.directory import Answer, answer, largest_communes
from resources.search.facets import OPEN, Choice, Option
from resources.search.maps import results_map
from resources.search.needs import is_surely_a_need, may_be_a_need, strange_words, understand_words
from resources.search.place_words import only_says_where
from resources.search.places import NOWHERE, Certainty, Place, find_place_in, place_codes, understand_place
from resources.text import fold_words

MOST_CODES = 30
PARAMETERS = ("d", "ou", "aussi", "quoi", "appel", "fiche", "rayon", "ouvert", *ServiceFilter.base_filters)

# About how one is received, beside "open now".
RECEPTION = ("acces", "plainte", "fauteuil")
# What choosing filters leaves as it is.
NOT_CHOSEN = ("ou", "aussi", "appel", "fiche", "d")

UNSURE = (Certainty.DOUBTFUL, Certainty.UNKNOWN)


class SeeOther(HttpResponseRedirect):
    """303: the browser asks for the page with GET, so that Back never offers to send the words again."""

    status_code = 303


# Changes nothing and needs no cookie: exempt from CSRF so that no public page carries a token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def search(request):
    if request.method == "POST":
        codes, _ = _with_codes(request.POST)
        return SeeOther(_address(codes))
    codes, named = _with_codes(request.GET)
    query = SearchQuery(codes)
    place = named or _place(query)
    needs = every_need()
    filters = ServiceFilter(codes, needs=needs, audiences=every_audience(), languages=every_language())
    at = timezone.localtime()
    result = answer(
        filters.all_of_this_side,
        commune=place.commune,
        radius_km=query.radius_km,
        at=at,
        page=query.page_number,
        only_open=query.only_open,
        needs=filters.chosen_needs,
        public_ids=query.public_ids,
        facets=filters.facets,
        to_ask=filters.to_ask if filters.may_leave_a_yes_out else None,
    )
    names = _codes_of(place, codes.get("ou", ""))
    context = {
        "parameters": codes,
        "place": place,
        "home_departement": settings.DEPARTEMENT_CODE,
        "commune_code": names[place.commune.insee] if place.commune else "",
        "others": [(names[other.insee], other) for other in place.others],
        "unknown_place": place.certainty is Certainty.UNKNOWN,
        "doubtful_place": place.certainty is Certainty.DOUBTFUL,
        "not_understood": query.what == NOT_UNDERSTOOD,
        "needs": needs,
        "filters": filters,
        "answer": result,
        "map": results_map(result, place.commune, query.radius_km),
        "choices": _choices(filters, result, query),
        "kept": [(name, value) for name in NOT_CHOSEN for value in codes.getlist(name) if value],
        "radius_km": query.radius_km,
        "radii": result.page.counts.within.items(),
        "query": query,
        "at": at,
    }
    return render(request, "directory/results.html", context)


def _choices(filters: ServiceFilter, result: Answer, query: SearchQuery) -> list[tuple[str, list[tuple[str, Choice]]]]:
    """What the page offers to choose: how one is received, in full; of the long lists, what leads somewhere."""
    counts = result.page.counts
    choices = {facet.name: counts.choices(facet, known=not query.only_open) for facet in filters.facets}
    open_now = Choice(Option("1", gettext("Ouvert maintenant"), ""), result.open_count, query.only_open)
    received = [(name, choice) for name in RECEPTION for choice in choices[name]]
    lists = [
        (facet.title, [(facet.name, choice) for choice in choices[facet.name] if not choice.dead_end])
        for facet in filters.facets
        if facet.name not in RECEPTION
    ]
    return [(gettext("Accueil"), [(OPEN, open_now), *received]), *((title, found) for title, found in lists if found)]


def _with_codes(data: QueryDict) -> tuple[QueryDict, Place | None]:
    """The same search with codes in place of its words, and the town they name.

    A need may be typed where a town was asked for, and a town among the words of a need.
    """
    typed = SearchQuery(data)
    codes = data.copy()
    what = typed.what if typed.what != NOT_UNDERSTOOD else ""
    place, need = _apart(typed.where)
    if need:
        what = f"{need} {what}".strip()
        del codes["ou"]
    if place:
        _say_place(codes, place)
    if not what:
        return codes, _offered(place)
    codes.pop("quoi", None)
    if not place and (need or not typed.where):
        place, what = find_place_in(what, strange_words) or (None, what)
        if place:
            _say_place(codes, place)
    words = understand_words(what)
    # A sort of service narrows only when no need says more.
    kinds = [] if words.needs else words.kinds
    for name, values in (
        ("besoin", words.needs),
        ("public", words.audiences),
        ("type", kinds),
        ("appel", words.alerts),
    ):
        codes.setlist(name, list(dict.fromkeys([*codes.getlist(name), *values])))
    if words.service_ids:
        codes["fiche"] = ",".join(words.service_ids)
    if what and not words.understood:
        codes["quoi"] = NOT_UNDERSTOOD
    return codes, _offered(place)


def _apart(where: str) -> tuple[Place | None, str]:
    """The town meant by what was typed for one, and the need it surely holds beside it, or in its place.

    A code is left to be read as it stands.
    """
    if not where or where == UNKNOWN_PLACE or any(sign.isdigit() for sign in where):
        return None, ""
    found = find_place_in(where, strange_words) if " " in where else None
    if found and found[1] and not _is_landmark(found[1], where) and may_be_a_need(found[1]):
        return found
    place = understand_place(where)
    if place.certainty in UNSURE and is_surely_a_need(where):
        return None, where
    return place, ""


def _is_landmark(words: str, where: str) -> bool:
    """ "La mairie de Vivonne" says where; "hébergement Vivonne" says what as well."""
    if only_says_where(fold_words(words).split()):
        return True
    return re.search(rf"\b{re.escape(fold_words(words))} (?:de|d|du|des)\b", fold_words(where)) is not None


def _address(codes: QueryDict) -> str:
    """Where a search lands: codes only, so that nothing typed stays in the history."""
    query = SearchQuery(codes)
    codes.pop("ou", None)
    if query.where:
        _say_place(codes, understand_place(query.where))
    elif len(query.public_ids) == 1 and not any(codes.getlist(name) for name in ("besoin", "appel")):
        return reverse("resources:entry", args=[query.public_ids[0]])
    kept = QueryDict(mutable=True)
    for name in PARAMETERS:
        kept.setlist(
            name, [value for value in dict.fromkeys(codes.getlist(name)) if CODE.fullmatch(value)][:MOST_CODES]
        )
    return f"{reverse('resources:search')}?{kept.urlencode(safe=',')}"


def _say_place(codes: QueryDict, place: Place) -> None:
    """Write a place into an address, with the others it might have been."""
    for name, value in place_parameters(place):
        codes[name] = value
    if place.others:
        codes["aussi"] = ",".join(other.insee for other in place.others)


def _codes_of(place: Place, said: str) -> dict[str, str]:
    """What an address says for each commune of a place. One query, or none when this one says it already."""
    communes = [*filter(None, [place.commune]), *place.others]
    if len(communes) == 1 and said.removeprefix("commune-") == communes[0].insee:
        return {communes[0].insee: said}
    return place_codes(communes)


def place_parameters(place: Place) -> list[tuple[str, str]]:
    """What says a place in an address: its code, or that it was not recognised."""
    if place.commune:
        return [("ou", place_codes([place.commune])[place.commune.insee])]
    return [("ou", UNKNOWN_PLACE)] if place.certainty is Certainty.UNKNOWN else []


def _offered(place: Place | None) -> Place | None:
    """An unknown town still offers some; one that has others beside it is never the only one meant."""
    if place and place.certainty is Certainty.UNKNOWN:
        return Place(Certainty.UNKNOWN, None, place.others or largest_communes())
    if place and place.commune and place.others:
        return Place(Certainty.DOUBTFUL, place.commune, place.others)
    return place


def _place(query: SearchQuery) -> Place:
    """The commune of the address, with the others it might have been."""
    also = list(Commune.objects.with_territory().filter(pk__in=query.also)) if query.also else []
    if query.where == UNKNOWN_PLACE:
        return Place(Certainty.UNKNOWN, None, also or largest_communes())
    place = understand_place(query.where) if query.where else NOWHERE
    if place.certainty is Certainty.UNKNOWN:
        return _offered(place)
    if also and place.commune:
        return Place(Certainty.DOUBTFUL, place.commune, [other for other in also if other != place.commune])
    return place
