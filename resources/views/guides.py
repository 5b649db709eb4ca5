"""Guides: what to understand, and who can do it near the reader."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from resources.filters import SearchQuery
from resources.languages import language_of
from resources.models import Guide
from resources.search.guide import guide_page
from resources.search.places import NOWHERE, understand_place
from resources.views.search import SeeOther, place_parameters


@require_safe
def guides(request):
    return render(
        request, "pages/guides.html", {"guides": Guide.objects.published().said_in(language_of(request.path))}
    )


# Changes nothing and needs no cookie: exempt from CSRF so that no public page carries a token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request, slug):
    """A town is posted, and answered by an address that holds its code: nothing typed stays in the history."""
    if request.method == "POST":
        place = understand_place(SearchQuery(request.POST).where)
        return SeeOther(f"{request.path}?{urlencode(place_parameters(place))}#pres-de-vous")
    page = get_object_or_404(
        Guide.objects.published().said_in(language_of(request.path)).prefetch_related("needs"), slug=slug
    )
    query = SearchQuery(request.GET)
    place = understand_place(query.where) if query.where else NOWHERE
    needs = list(page.needs.all())
    context = guide_page(page, needs, at=timezone.localtime(), place=place, radius_km=query.radius_km)
    return render(request, "pages/guide.html", context)
