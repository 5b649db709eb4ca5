"""Pages of text: emergency numbers, networks, about the data."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resources.emergency.languages import ALL
from resources.emergency.lines import LINES, NEXT, NOW
from resources.languages import language_of, page_in
from resources.models import Network


@require_safe
def emergency(request):
    """The emergency numbers. No database: this page stands when nothing else does."""
    lines = {"now": [LINES[number] for number in NOW], "next": NEXT}
    language = language_of(request.path)
    main = next(one for one in ALL if one.code == language)
    return render(
        request, "pages/emergency.html", {"main": main, "others": [one for one in ALL if one is not main]} | lines
    )


@require_safe
def discretion(request):
    """What a visit leaves behind. No database, as above."""
    return render(request, page_in("pages/discretion.html", language_of(request.path)))


@require_safe
def networks(request):
    found = Network.objects.select_related("seat")
    return render(request, "pages/networks.html", {"networks": found})


@require_safe
def robots(request):
    site_map = request.build_absolute_uri("/sitemap.xml")
    return HttpResponse(f"User-agent: *\nAllow: /\n\nSitemap: {site_map}\n", content_type="text/plain; charset=utf-8")
