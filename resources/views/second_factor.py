"""Setting up the second factor; recovery codes, told once."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from resources.accounts import second_factor

SHOWN = "recovery_codes_shown"
# Time to save the file, once the page has told the codes.
SAVED_WITHIN = 10 * 60


class Activate(ActivateTOTPView):
    template_name = "mfa/totp/activate_form.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {**context, "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))}

    def form_valid(self, form):
        response = super().form_valid(form)
        second_factor.note_set_up(self.request)
        return response


class RecoveryCodes(ViewRecoveryCodesView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if context["can_view_codes"]:
            self.request.session[SHOWN] = timezone.now().timestamp()
        return context


activate = Activate.as_view()
recovery_codes = RecoveryCodes.as_view()


@require_GET
@login_required
def qr(request):
    """The drawing of the page just opened: an image of its own, so that the page needs no `data:`."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    drawing = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(drawing, content_type="image/svg+xml")


@require_GET
@login_required
def recovery_codes_file(request):
    """The same codes as a text file, for as long as the page that told them is fresh."""
    shown = request.session.get(SHOWN, 0)
    codes = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    if codes is None or timezone.now().timestamp() - shown > SAVED_WITHIN:
        raise Http404
    text = "\n".join(["Codes de secours, chacun sert une fois.", "", *codes.wrap().get_unused_codes(), ""])
    name = 'attachment; filename="codes-de-secours.txt"'
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Content-Disposition": name})
