"""Pages the law asks for. Their fixed text is read even when the database does not answer."""

from django.conf import settings
from django.db import DatabaseError
from django.shortcuts import render
from django.views.decorators.http import require_safe

from resources.languages import language_of, page_in
from resources.models import SiteText


@require_safe
def accessibility(request):
    return _page(request, "legal/accessibility.html", {"texts": _texts()})


@require_safe
def notice(request):
    return _page(request, "legal/notice.html", {"texts": _texts()})


@require_safe
def personal_data(request):
    context = {
        "texts": _texts(),
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        # Where readers cannot report an error, the page does not speak of it.
        "report_days": settings.REPORT_KEPT_DAYS,
        "answer_days": settings.REPORT_ANSWER_DAYS,
    }
    return _page(request, "legal/personal_data.html", context)


def _page(request, template, context):
    return render(request, page_in(template, language_of(request.path)), context)


def _texts():
    """Key → what staff wrote; None when nobody can tell."""
    try:
        return SiteText.objects.bodies()
    except DatabaseError:
        return None
