"""A sheet by its short code. Wrong codes are counted, so that nobody finds a sheet by trying."""

from allauth.core.internal import ratelimit
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from resources.referrals.codes import normalised, opened
from resources.referrals.sheet import sheet_of
from resources.views.referral import show
from resources.views.search import SeeOther

# Wrong codes from one address of the network. What is kept of it for those minutes leads back to nobody.
WRONG = {"app": "resources", "action": "wrong_code", "config": {"wrong_code": "20/10m/key"}, "limit_get": True}
TOO_MANY = 429


# Changes nothing and needs no cookie: exempt from CSRF so that no public page carries a token.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request):
    if request.method == "POST":
        code = normalised(request.POST.get("code", "")[:40])
        return SeeOther(f"{request.path}{code}/") if code else _page(request, wrong=True, status=404)
    return _page(request)


@require_safe
def by_code(request, code):
    asker = salted_hmac("sheet", ratelimit.get_ip(request)).hexdigest()
    if not ratelimit.consume(request, key=asker, dry_run=True, **WRONG):
        return _page(request, too_many=True, status=TOO_MANY)
    at = timezone.localtime()
    options = opened(normalised(code), at=at)
    if options is None:
        ratelimit.consume(request, key=asker, **WRONG)
        return _page(request, wrong=True, status=404)
    return show(request, sheet_of(options, at=at))


def _page(request, *, wrong=False, too_many=False, status=200):
    return render(request, "referral/ask.html", {"wrong": wrong, "too_many": too_many}, status=status)
