"""Pages of text: emergency numbers, networks, about the data."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resources.emergency.languages import FRENCH, OTHERS
from resources.emergency.lines import LINES, NEXT, NOW
from resources.models import Network


@require_safe
def emergency(request):
    """The emergency numbers. No database: this page stands when nothing else does."""
    lines = {"now": [LINES[number] for number in NOW], "next": NEXT}
    return render(request, "pages/emergency.html", {"french": FRENCH, "others": OTHERS} | lines)


@require_safe
def discretion(request):
    """What a visit leaves behind. No database, as above."""
    return render(request, "pages/discretion.html")


@require_safe
def networks(request):
    found = Network.objects.select_related("seat")
    return render(request, "pages/networks.html", {"networks": found})


@require_safe
def robots(request):
    site_map = request.build_absolute_uri("/sitemap.xml")
    return HttpResponse(f"User-agent: *\nAllow: /\n\nSitemap: {site_map}\n", content_type="text/plain; charset=utf-8")
