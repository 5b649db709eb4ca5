from django.conf import settings

from resources.exports.snapshot import COPIED_AT
from resources.legal import ACCESSIBILITY_STATE
from resources.wording import in_territory, of_territory

COLOURS = f"themes/{settings.THEME}/colours.css" if settings.THEME else ""
MARK = f"themes/{settings.THEME}/mark.svg" if settings.THEME else "img/mark.svg"


def site(request):
    """What every page's frame says. No query: the frame must stand when the database does not."""
    return {
        "site_name": settings.SITE_NAME,
        "territory_name": settings.TERRITORY_NAME,
        "in_territory": in_territory(settings.TERRITORY_NAME),
        "of_territory": of_territory(settings.TERRITORY_NAME),
        "suggestions": settings.SUGGESTIONS,
        "colours": COLOURS,
        "mark": MARK,
        "exit_url": settings.EXIT_URL,
        "accessibility_state": ACCESSIBILITY_STATE,
        "copied_at": request.META.get(COPIED_AT),
    }
