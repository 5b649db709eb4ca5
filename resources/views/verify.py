"""Where a structure reads its entries again and answers, from a signed link, without an account.

GET and HEAD only show: mail scanners follow links. POST answers. The signature in the address is the proof: no
cookie, no session, hence nothing a forged request could borrow, and no CSRF token.
"""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from resources.forms.answer import AnswerForm
from resources.models import VerificationRequest, act
from resources.verification.answer import record, still_asked
from resources.verification.link import Refusal, RefusedLinkError, last_day, open_link
from resources.views.search import SeeOther
from resources.wording import day_name

GONE = 410
CONFLICT = 409


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request, signed):
    at = timezone.localtime()
    try:
        if request.method == "POST":
            return _answer(request, signed, at)
        asked = open_link(signed, at=at)
    except RefusedLinkError as refusal:
        return _refused(request, refusal)
    sheets, changed = still_asked(asked, at=at)
    if not sheets:
        return _refused(request, RefusedLinkError(Refusal.REPLACED, asked))
    return _page(request, asked, [AnswerForm(sheet=sheet) for sheet in sheets], changed)


@transaction.atomic
def _answer(request, signed, at) -> HttpResponse:
    """The request is held while it is answered: the same answer sent twice counts once."""
    asked = open_link(signed, at=at, requests=VerificationRequest.objects.select_for_update(of=("self",)))
    sheets, changed = still_asked(asked, at=at)
    if not sheets:
        raise RefusedLinkError(Refusal.REPLACED, asked)
    forms = [AnswerForm(request.POST, sheet=sheet) for sheet in sheets]
    overtaken = [sheet for sheet in changed if request.POST.get(f"{sheet.service.public_id}-choice")]
    if overtaken:
        return _page(request, asked, forms, changed, overtaken=overtaken, status=CONFLICT)
    wrong = [form for form in forms if not form.is_valid()]
    if wrong:
        return _page(request, asked, forms, changed)
    answers = [form.answer for form in forms if form.answer]
    if not answers:
        return _page(request, asked, forms, changed, nothing_said=True)
    with act(reason=f"réponse de {asked.organization}", at=at):
        record(asked, answers, at=at)
    return SeeOther(reverse("resources:verify", args=[signed]))


def _page(request, asked, forms, changed, *, overtaken=(), nothing_said=False, status=200) -> HttpResponse:
    context = {
        "asked": asked,
        "forms": forms,
        "changed": changed,
        "overtaken": overtaken,
        "nothing_said": nothing_said,
        "wrong": [form for form in forms if form.is_bound and form.errors],
        "last_day": day_name(last_day(asked), year=True),
    }
    return render(request, "verification/answer.html", context, status=status)


def _refused(request, refusal: RefusedLinkError) -> HttpResponse:
    """What became of the link, in words. Thanks, when it has done its work."""
    status = 200 if refusal.reason is Refusal.ANSWERED else GONE
    context = {"reason": refusal.reason.value, "asked": refusal.request}
    return render(request, "verification/refused.html", context, status=status)
