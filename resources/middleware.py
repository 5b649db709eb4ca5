"""Headers that keep a visit to itself; refusals with a way out; what a signed-in page asks; who signs changes."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.utils import timezone, translation

from resources.accounts import second_factor, session
from resources.languages import language_of, without_language
from resources.models import act

SIGNED_IN_PREFIXES = ("/gestion/", "/pro/")
NOT_INDEXED_PREFIXES = ("/recherche/", "/verifier/", "/orienter/", "/f/", *SIGNED_IN_PREFIXES)
# Never kept by the web server before us: what is somebody's own, and what tells the health of this moment.
NOT_KEPT_PREFIXES = ("/verifier/", "/healthz", "/f/", *SIGNED_IN_PREFIXES)
PERMISSIONS = "geolocation=(), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class LanguageOfThePath:
    """Everything of an answer is in the language of its address, errors too. Nothing else of the request is read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with translation.override(language_of(request.path_info)):
            return self.get_response(request)


class PrivacyHeaders:
    """No page is kept by the browser's cache, none says where the reader came from.

    The web server before us is told what it may keep, less than a minute: a page anybody would get.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(SIGNED_IN_PREFIXES):
            # A form that carries a token needs its origin; "no-referrer" would send "null".
            response.headers["Referrer-Policy"] = "same-origin"
        if without_language(request.path).startswith(NOT_INDEXED_PREFIXES):
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        response.headers["X-Accel-Expires"] = str(settings.PAGES_KEPT_SECONDS if _is_anybodys(request, response) else 0)
        return response


def _is_anybodys(request, response):
    return (
        request.method in ("GET", "HEAD")
        and response.status_code in (200, 301)
        and not without_language(request.path).startswith(NOT_KEPT_PREFIXES)
        and not response.cookies
        and not response.streaming
    )


class RefusedMethods:
    """A method a page does not take is refused with a page: the way out and the numbers, like every other error."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.streaming or response.content:
            return response
        page = render(request, "errors/405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class SignedChanges:
    """What one request of the back office changes is one act, of whoever is signed in.

    Elsewhere the session is not even looked at.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(SIGNED_IN_PREFIXES):
            return self.get_response(request)
        with act(user=request.user):
            return self.get_response(request)


# Reached before the second factor: what leads to it, and the way out.
BEFORE_SECOND_FACTOR = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "second-factor-qr",
    "openid_connect_login",
    "openid_connect_callback",
    "office-door",
    "office-sign-out",
}


class SignedInPages:
    """Ends idle sessions and asks staff for their second factor. Elsewhere the session is not even read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(SIGNED_IN_PREFIXES) and request.user.is_authenticated:
            at = timezone.now().timestamp()
            idle, longest = settings.SESSION_IDLE_MINUTES * 60, settings.SESSION_COOKIE_AGE
            if session.is_over(request.session, at, idle=idle, longest=longest):
                logout(request)
                messages.info(request, "Votre session s’est terminée. Connectez-vous de nouveau.")
                return redirect_to_login(request.path if request.method == "GET" else "/gestion/")
            session.stamp(request.session, at)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path.startswith(SIGNED_IN_PREFIXES) or not request.user.is_authenticated:
            return None
        if request.resolver_match.view_name in BEFORE_SECOND_FACTOR or not request.user.opens_office:
            return None
        if second_factor.is_proved(request):
            return None
        if second_factor.is_set_up(request.user):
            return redirect_to_login(request.get_full_path(), "mfa_reauthenticate")
        return redirect("mfa_activate_totp")
