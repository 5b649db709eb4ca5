from django.conf import settings
from django.utils.translation import gettext

from resources.exports.snapshot import COPIED_AT
from resources.languages import NAMES, in_language, is_translated, language_of
from resources.legal import ACCESSIBILITY_STATE


def site(request):
    """What every page's frame says. No query: the frame must stand when the database does not."""
    return {
        "site_name": settings.SITE_NAME,
        "territory_name": settings.TERRITORY_NAME,
        "exit_url": settings.EXIT_URL,
        "accessibility_state": gettext(ACCESSIBILITY_STATE),
        "language": language_of(request.path_info),
        "alternates": _alternates(request),
        "copied_at": request.META.get(COPIED_AT),
    }


def _alternates(request):
    """(language, address) of this page in each; of a page that exists, and is not in French alone."""
    if request.resolver_match is None or not is_translated(request.path):
        return []
    return [(code, f"{settings.SITE_URL.rstrip('/')}{in_language(request.path, code)}") for code in NAMES]
