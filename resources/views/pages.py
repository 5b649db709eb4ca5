"""Pages of text: emergency numbers, guides, networks, figures, about the data."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resources.emergency.languages import FRENCH, OTHERS
from resources.emergency.lines import LINES, NEXT, NOW
from resources.models import Guide, KeyFigure, Network, Service
from resources.search.directory import answering_for
from resources.search.overview import overview


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
def guides(request):
    return render(request, "pages/guides.html", {"guides": Guide.objects.published()})


@require_safe
def guide(request, slug):
    page = get_object_or_404(Guide.objects.published().prefetch_related("needs"), slug=slug)
    entries = answering_for(list(page.needs.all()), at=timezone.localtime())
    return render(request, "pages/guide.html", {"guide": page, "entries": entries})


@require_safe
def networks(request):
    found = Network.objects.select_related("seat").prefetch_related("members__organization")
    return render(request, "pages/networks.html", {"networks": found})


@require_safe
def figures(request):
    return render(request, "pages/figures.html", {"figures": KeyFigure.objects.all()})


@require_safe
def data(request):
    return render(request, "pages/data.html", {"overview": overview(today=timezone.localdate())})


@require_safe
def robots(request):
    return HttpResponse("User-agent: *\nAllow: /\n", content_type="text/plain; charset=utf-8")


@require_safe
def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def ready(request):
    """The database answers."""
    Service.objects.exists()
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
