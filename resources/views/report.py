"""« Signaler une erreur »: no account, no cookie, no network address kept."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from resources.forms.report import ReportForm
from resources.models import Service, SiteText
from resources.reports import TooManyReportsError, receive
from resources.search.entries import load_entries
from resources.views.search import SeeOther

TOO_MANY = 429


# Whoever sends it needs no account: there is no session a forged form could borrow, hence no token and no cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, public_id):
    service = _published(public_id)
    at = timezone.localtime()
    if request.method != "POST":
        return _page(request, service, ReportForm(at=at), at)
    form = ReportForm(request.POST, at=at)
    if not form.is_valid():
        return _page(request, service, form, at)
    data = form.cleaned_data
    try:
        receive(service, kind=data["kind"], text=data["text"], answer_to=data["answer_to"], at=at)
    except TooManyReportsError:
        return _page(request, service, form, at, status=TOO_MANY)
    return SeeOther(reverse("resources:report-thanks", args=[service.public_id]))


@require_safe
def report_thanks(request, public_id):
    return _not_indexed(render(request, "directory/report_thanks.html", {"service": _published(public_id)}))


def _published(public_id) -> Service:
    """Addresses are typed in capitals; a draft or an archived entry is as if it did not exist."""
    service = Service.objects.published().filter(public_id=public_id.upper()).first()
    if service is None:
        raise Http404
    return service


def _page(request, service, form, at, status=200):
    context = {
        "service": service,
        "form": form,
        "too_many": status == TOO_MANY,
        "entry": load_entries([service.pk], at=at)[0] if status == TOO_MANY else None,
        "publisher_phone": _publisher_phone() if status == TOO_MANY else "",
    }
    return _not_indexed(render(request, "directory/report.html", context, status=status))


def _publisher_phone() -> str:
    return SiteText.objects.filter(key="publisher_phone").values_list("body", flat=True).first() or ""


def _not_indexed(response):
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
