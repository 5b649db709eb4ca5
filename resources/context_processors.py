from django.conf import settings
from django.utils.translation import gettext

from resources.exports.snapshot import COPIED_AT
from resources.languages import FRENCH, NAMES, in_language, is_translated, language_of
from resources.legal import ACCESSIBILITY_STATE
from resources.wording import in_territory, of_territory

COLOURS = f"themes/{settings.THEME}/colours.css" if settings.THEME else ""
# French joins the article to what comes before it.
TERRITORY = {
    FRENCH: {
        "territory_name": settings.TERRITORY_NAME,
        "in_territory": in_territory(settings.TERRITORY_NAME),
        "of_territory": of_territory(settings.TERRITORY_NAME),
    },
    "en": {
        "territory_name": settings.TERRITORY_NAME_EN,
        "in_territory": f"in {settings.TERRITORY_NAME_EN}",
        "of_territory": f"of {settings.TERRITORY_NAME_EN}",
    },
}
MARK = f"themes/{settings.THEME}/mark.svg" if settings.THEME else "img/mark.svg"


def site(request):
    """What every page's frame says. No query: the frame must stand when the database does not."""
    language = language_of(request.path_info)
    return {
        "site_name": settings.SITE_NAME,
        **TERRITORY[language],
        "colours": COLOURS,
        "mark": MARK,
        "exit_url": settings.EXIT_URL,
        "accessibility_state": gettext(ACCESSIBILITY_STATE),
        "language": language,
        "alternates": _alternates(request),
        "copied_at": request.META.get(COPIED_AT),
    }


def _alternates(request):
    """(language, address) of this page in each; of a page that exists, and is not in French alone."""
    if request.resolver_match is None or not is_translated(request.path):
        return []
    return [(code, f"{settings.SITE_URL.rstrip('/')}{in_language(request.path, code)}") for code in NAMES]
