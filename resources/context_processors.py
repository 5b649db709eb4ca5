from django.conf import settings

from resources.exports.snapshot import COPIED_AT
from resources.legal import ACCESSIBILITY_STATE


def site(request):
    """What every page's frame says. No query: the frame must stand when the database does not."""
    return {
        "site_name": settings.SITE_NAME,
        "territory_name": settings.TERRITORY_NAME,
        "exit_url": settings.EXIT_URL,
        "accessibility_state": ACCESSIBILITY_STATE,
        "copied_at": request.META.get(COPIED_AT),
    }
