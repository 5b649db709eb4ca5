"""The agenda of a week, and calendars to subscribe to."""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from resources.exports.icalendar import calendar
from resources.filters import SearchQuery, ServiceFilter
from resources.models import Commune, Network, Service, every_need
from resources.search.agenda import agenda as agenda_of
from resources.search.agenda import places, this_monday, week_asked, week_code
from resources.search.entries import load_entries
from resources.search.facets import RADII_KM
from resources.search.places import Certainty, place_codes, understand_place
from resources.views.entry import redirect_to_survivor
from resources.views.search import SeeOther, place_parameters


class Asked:
    """Where, for what need and for which network an agenda is asked."""

    def __init__(self, request):
        self.query = SearchQuery(request.GET)
        self.needs = every_need()
        self.networks = list(Network.objects.select_related("seat__departement", "seat__epci"))
        self.filters = ServiceFilter(request.GET, needs=self.needs, audiences=[])
        self.network = next((one for one in self.networks if one.slug == request.GET.get("reseau")), None)
        self.place = understand_place(self.query.where)
        self.unknown_place = self.place.certainty is Certainty.UNKNOWN

    @property
    def commune(self) -> Commune | None:
        """The town asked for; else the seat of the network, whose communes are not all known."""
        return self.place.commune or (self.network.seat if self.network else None)

    @property
    def around(self):
        return {"commune": self.commune, "radius_km": self.query.radius_km}


# Changes nothing and needs no cookie: exempt from CSRF so that no public page carries a token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request):
    if request.method == "POST":
        place = understand_place(SearchQuery(request.POST).where)
        return SeeOther(f"{request.path}?{urlencode(place_parameters(place))}")
    asked = Asked(request)
    at = timezone.localtime()
    current = this_monday(at.date())
    week = agenda_of(asked.filters.qs, monday=week_asked(asked.query.monday, at.date()), at=at, **asked.around)
    context = {
        "parameters": request.GET,
        "agenda": week,
        "asked": asked,
        "commune_code": place_codes([asked.commune])[asked.commune.insee] if asked.commune else "",
        "previous": week_code(week.monday - timedelta(days=7)),
        "next": week_code(week.monday + timedelta(days=7)),
        "is_current": week.monday == current,
        "today": at.date(),
        "radii": RADII_KM,
        "at": at,
    }
    return render(request, "directory/agenda.html", context)


@require_safe
def agenda_calendar(request):
    """The same places as the agenda, for a calendar application."""
    asked = Asked(request)
    at = timezone.localtime()
    found = places(asked.filters.qs, at=at, **asked.around)
    return _calendar(request, found, name=f"{gettext('Permanences')} – {settings.SITE_NAME}", at=at)


@require_safe
def entry_calendar(request, public_id):
    service = Service.objects.published().filter(public_id=public_id).first()
    if service is None:
        return redirect_to_survivor(request, public_id)
    at = timezone.localtime()
    [entry] = load_entries([service.pk], at=at)
    return _calendar(request, [(entry, way) for way in entry.ways], name=entry.neutral_title, at=at)


def _calendar(request, ways, *, name, at):
    body = calendar(ways, name=name, site=request.build_absolute_uri("/").rstrip("/"), at=at)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="permanences.ics"'
    return response
