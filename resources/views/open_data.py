"""Open files, each streamed, and the page that explains them."""

import json
from itertools import islice

from django.conf import settings
from django.db.models import Q
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from resources.exports.data_inclusion import service_rows
from resources.exports.flat import COLUMNS
from resources.exports.hsds.services import basic_service
from resources.exports.icalendar import calendar
from resources.exports.json_ld import service as linked_service
from resources.exports.open_files import (
    CSV_TYPE,
    GEOJSON_TYPE,
    JSON_TYPE,
    csv_file,
    data_inclusion_file,
    geojson_file,
)
from resources.exports.published import in_pieces, load_published
from resources.languages import FRENCH, language_of, page_in
from resources.models import Service, ServiceAtLocation
from resources.search.entries import area_names, load_entries
from resources.search.overview import overview

EXAMPLE_LENGTH, EVENT_LINES = 420, 9


@require_safe
def csv(request):
    return _streamed(request, csv_file, CSV_TYPE, attached="annuaire.csv")


@require_safe
def geojson(request):
    return _streamed(request, geojson_file, GEOJSON_TYPE)


@require_safe
def data_inclusion(request):
    return _streamed(request, data_inclusion_file, JSON_TYPE)


@require_safe
def data(request):
    at = timezone.localtime()
    context = {
        "overview": overview(today=at.date()),
        "examples": _examples(_site(request), at),
        "columns": COLUMNS,
    }
    return render(request, page_in("pages/data.html", language_of(request.path)), context)


def _streamed(request, file, content_type, *, attached=""):
    entries = in_pieces(Service.objects.all(), at=timezone.localtime())
    response = StreamingHttpResponse(file(entries, site=_site(request)), content_type=content_type)
    if attached:
        response.headers["Content-Disposition"] = f'attachment; filename="{attached}"'
    return response


@translation.override(FRENCH)
def _examples(site, at):
    """The beginning of what each format says of one entry, in French as the files are."""
    published = Service.objects.published().order_by("sort_key", "pk")
    # One that receives somewhere, at hours that are known, shows more of each format.
    desks = ServiceAtLocation.objects.filter(location__confidential=False)
    timed = desks.filter(Q(opening_rules__isnull=False) | Q(location__opening_rules__isnull=False))
    best = [published.filter(pk__in=some.order_by().values("service")) for some in (timed, desks)]
    found = load_published(next((some for some in best if some.exists()), published)[:1], at=at)
    if not found:
        return {}
    [entry] = load_entries([found[0].service.pk], at=at)
    ways = [(entry, way) for way in entry.ways]
    lines = calendar(ways, name=settings.SITE_NAME, site=site, at=at).decode().splitlines()
    said = {
        "hsds": _line(basic_service(found[0])),
        "data_inclusion": _line(service_rows(found[0], site=site)[0]),
        "geojson": next(islice(geojson_file(found, site=site), 1, 2)),
        "csv": next(islice(csv_file(found, site=site), 1, 2)),
        "icalendar": "\n".join(_event(lines)),
        "json_ld": _line(linked_service(entry, areas=area_names(entry.service), site=site)),
    }
    return {name: f"{text[:EXAMPLE_LENGTH].strip()}…" for name, text in said.items()}


def _event(lines):
    """The first event of a calendar, or its beginning when nothing is to come."""
    begin = lines.index("BEGIN:VEVENT") if "BEGIN:VEVENT" in lines else 0
    return lines[begin : begin + EVENT_LINES]


def _line(content):
    return json.dumps(content, ensure_ascii=False)


def _site(request):
    return request.build_absolute_uri("/").rstrip("/")
