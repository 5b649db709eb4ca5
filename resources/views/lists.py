"""The entries of a commune, an intercommunality or a network: a directory to print, and a spreadsheet."""

from django.conf import settings
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resources.exports.spreadsheet import CSV
from resources.exports.territory_sheet import territory_csv
from resources.filters import ServiceFilter
from resources.models import Commune, Epci, Network
from resources.search.territory import chapters, of_commune, of_epci, of_network, services_of


def _commune(insee):
    towns = Commune.objects.with_territory().filter(departement=settings.DEPARTEMENT_CODE)
    return of_commune(get_object_or_404(towns, insee=insee.upper()))


def _epci(code):
    ours = Epci.objects.filter(communes__departement=settings.DEPARTEMENT_CODE).distinct()
    return of_epci(get_object_or_404(ours, code=code))


def _network(slug):
    networks = Network.objects.select_related("seat__departement", "seat__epci").prefetch_related("areas")
    return of_network(get_object_or_404(networks, slug=slug))


TERRITORIES = {"commune": _commune, "epci": _epci, "network": _network}


@require_safe
def directory(request, territory, key):
    found = TERRITORIES[territory](key)
    side = _side(request)
    at = timezone.localtime()
    context = {
        "territory": found,
        "chapters": chapters(found, side.all_of_this_side, at=at),
        "for_perpetrators": side.for_perpetrators,
        "sheet": f"resources:{territory}-sheet",
        "key": key,
        "radius_km": settings.DEFAULT_RADIUS_KM,
        "at": at,
    }
    return render(request, "lists/directory.html", context)


@require_safe
def sheet(request, territory, key):
    found = TERRITORIES[territory](key)
    services = services_of(found, _side(request).all_of_this_side).order_by("kind", "sort_key", "id")
    response = StreamingHttpResponse(territory_csv(services), content_type=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="annuaire-{found.slug}.csv"'
    return response


def _side(request) -> ServiceFilter:
    """Services for victims, or for perpetrators when these alone are asked for: never both in one list."""
    return ServiceFilter(request.GET, needs=[], audiences=[])
