"""Signing in and out."""

from allauth.account.views import LoginView, LogoutView
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.urls import reverse


class SignIn(LoginView):
    def dispatch(self, request, *args, **kwargs):
        # The form of the identity provider leads to it: the browser must let it through.
        opened = csp_update({"form-action": list(settings.OIDC_ORIGINS)})
        return opened(super().dispatch)(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        providers = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        return super().get_context_data(provider=providers[0] if providers else None, **kwargs)


class SignOut(LogoutView):
    """By POST only: no link nor image signs anybody out."""

    http_method_names = ["post"]

    def post(self, *args, **kwargs):
        response = super().post(*args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cookies", "storage"'
        return response


def office_door(request):
    """Where the back office sends whom it does not let in: strangers sign in, others are told why."""
    if request.user.is_authenticated:
        return render(request, "account/no_office.html", status=403)
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


login = SignIn.as_view()
sign_out = SignOut.as_view()
