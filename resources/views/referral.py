"""Choosing entries for a sheet to hand over, and that sheet. The selection is in the address: no cookie, no session."""

from urllib.parse import urlencode

from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from resources.emergency.languages import FRENCH
from resources.emergency.lines import LINES
from resources.filters import ReferralFilter, SearchQuery, SheetQuery
from resources.languages import NAMES
from resources.models import every_audience, every_language, every_need
from resources.models.referral_sheet import MOST_ENTRIES
from resources.referrals.discreet import TITLE, plain_lines
from resources.referrals.sheet import LANGUAGES, Sheet, sheet_of
from resources.search.entries import load_entries
from resources.search.places import Certainty, place_codes, understand_place
from resources.search.ranking import around, everywhere
from resources.views.search import CODE, MOST_CODES, SeeOther, place_parameters

PAGE_SIZE = 20
KEPT = ("rayon", "page", *ReferralFilter.base_filters)
# Whom else to call, for whom the sheet is not about her own gestures.
LISTENING = ("3919", "119", "115")


# Changes nothing and needs no cookie: exempt from CSRF so that no public page carries a token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request):
    if request.method == "POST":
        return SeeOther(address_of(request.POST, request.path))
    return render(request, "referral/choose.html", choosing(request))


def address_of(data: QueryDict, path: str) -> str:
    """Where what was chosen leads, in codes alone: to the sheet when it is asked for, else to the same page."""
    options = SheetQuery(data).options
    said = urlencode(options.said, safe=",") if options.public_ids else ""
    if data.get("voir"):
        return f"{reverse('resources:sheet')}?{said}"
    kept = QueryDict(mutable=True)
    # Nothing typed: the town is still the one of the page.
    typed = SearchQuery(data).where or data.get("lieu", "")
    for name, value in place_parameters(understand_place(typed)):
        kept[name] = value
    for name in KEPT:
        kept.setlist(name, [value for value in data.getlist(name) if CODE.fullmatch(value)][:MOST_CODES])
    return f"{path}?{'&'.join(filter(None, [kept.urlencode(), said]))}"


def choosing(request) -> dict:
    """Entries to choose among, by distance, and those chosen so far. In a constant number of queries."""
    at = timezone.localtime()
    query = SearchQuery(request.GET)
    filters = ReferralFilter(request.GET, needs=every_need(), audiences=every_audience(), languages=every_language())
    place = understand_place(query.where)
    sheet = sheet_of(SheetQuery(request.GET).options, at=at, for_perpetrators=filters.for_perpetrators)
    page = _ranking(filters.qs, filters, place.commune, query.radius_km, at).page(query.page_number, PAGE_SIZE)
    to_ask = _ranking(filters.to_ask, filters, place.commune, query.radius_km, at).page(1, PAGE_SIZE)
    kept, asked = ([pk for pk, _ in rows] for rows in (page.rows, to_ask.rows if _is_last(page) else []))
    chosen = {entry.service.pk for entry in sheet.entries}
    entries = [
        entry for entry in load_entries([*kept, *asked], at=at, commune=place.commune) if entry.service.pk not in chosen
    ]
    return {
        "place": place,
        "commune_code": place_codes([place.commune])[place.commune.insee] if place.commune else "",
        "unknown_place": place.certainty is Certainty.UNKNOWN,
        "filters": filters,
        "sheet": sheet,
        "sheet_address": urlencode(sheet.options.said, safe=","),
        "full": len(sheet.entries) >= MOST_ENTRIES,
        "most": MOST_ENTRIES,
        "page": page,
        "entries": [entry for entry in entries if entry.service.pk not in asked],
        "to_ask": [entry for entry in entries if entry.service.pk in asked],
        "count_to_ask": to_ask.count,
        "languages": LANGUAGES.values(),
        # Keys of those a professional may read more about.
        "detailed": set(),
        "at": at,
    }


def _ranking(services, filters, commune, radius_km, at):
    if commune:
        return around(services, commune, radius_km, today=at.date(), needs=filters.chosen_needs)
    return everywhere(services, today=at.date(), needs=filters.chosen_needs)


def _is_last(page) -> bool:
    """What is not known comes after all that is."""
    return page.number >= page.last


@require_safe
def sheet(request):
    """The sheet, from an address. There is none without an entry: one is chosen first."""
    found = sheet_of(SheetQuery(request.GET).options, at=timezone.localtime())
    return show(request, found) if found.entries else redirect("resources:choose")


def show(request, found: Sheet):
    """The same page for an address and for a code."""
    if found.options.discreet:
        context = {"title": TITLE, "lines": plain_lines(found), "sheet": found}
        return render(request, "referral/discreet.html", context)
    # Said in the languages of the site; the others have what `emergency` says in theirs.
    listened_to = not found.for_perpetrators and found.language.code in NAMES
    context = {
        "sheet": found,
        "french": found.language is FRENCH,
        "listening": [LINES[number] for number in LISTENING] if listened_to else [],
    }
    return render(request, "referral/sheet.html", context)
