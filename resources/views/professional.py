"""What a professional finds once signed in. Every query here names its reader."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from resources.filters import SheetQuery
from resources.models import Network, ReferralSheet, Service
from resources.referrals.codes import keep
from resources.referrals.sheet import sheet_of
from resources.reserved import contacts_of_network, details_of, with_details
from resources.search.entries import load_entries
from resources.views.network import network_page
from resources.views.referral import address_of, choosing
from resources.views.search import SeeOther

READS = "resources.view_professionaldetails"


def professionals_only(view):
    """Strangers sign in; who signs in without the role is refused."""
    return login_required(permission_required(READS, raise_exception=True)(view))


@login_required
def home(request):
    reads_details = request.user.has_perm(READS)
    return render(request, "account/professional.html", {"reads_details": reads_details})


# Changes nothing: its form is that of the public page, which carries no token.
@csrf_exempt
@professionals_only
@require_http_methods(["GET", "HEAD", "POST"])
def directory(request):
    """The same search as everybody's, with what leads to the details."""
    if request.method == "POST":
        return SeeOther(address_of(request.POST, request.path))
    context = choosing(request)
    services = [entry.service for entry in [*context["entries"], *context["to_ask"], *context["sheet"].entries]]
    context["detailed"] = with_details(services, reader=request.user)
    return render(request, "pro/directory.html", context)


@professionals_only
@require_safe
def entry(request, public_id):
    service = Service.objects.published().filter(public_id=public_id.upper()).first()
    if service is None:
        raise Http404
    [found] = load_entries([service.pk], at=timezone.localtime())
    return render(request, "pro/entry.html", {"entry": found, "details": details_of(service, reader=request.user)})


@professionals_only
@require_safe
def networks(request):
    return render(request, "pro/networks.html", {"networks": Network.objects.select_related("seat")})


@professionals_only
@require_safe
def network(request, slug):
    context = network_page(slug)
    context["contacts"] = contacts_of_network(context["network"], reader=request.user)
    return render(request, "pro/network.html", context)


@professionals_only
@require_http_methods(["GET", "HEAD", "POST"])
def make_code(request):
    """What is chosen, then its code. Nothing says who made it, nor for whom."""
    sent = request.POST if request.method == "POST" else request.GET
    at = timezone.localtime()
    sheet = sheet_of(SheetQuery(sent).options, at=at)
    if request.method == "POST" and sheet.entries:
        return redirect("resources:professional-code", code=keep(sheet.options, at=at).code)
    context = {"sheet": sheet, "sheet_address": urlencode(sheet.options.said, safe=",")}
    return render(request, "pro/make_code.html", context)


@professionals_only
@require_safe
def code(request, code):
    found = ReferralSheet.objects.live(timezone.localtime()).filter(code=code).first()
    if found is None:
        raise Http404
    return render(request, "pro/code.html", {"found": found, "address": request.build_absolute_uri(f"/f/{code}/")})
