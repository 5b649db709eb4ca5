"""Headers that keep a visit to itself; changes signed by who makes them."""

from resources.models import act

SIGNED_IN_PREFIXES = ("/gestion/",)
NOT_INDEXED_PREFIXES = ("/recherche/", "/verifier/", *SIGNED_IN_PREFIXES)
PERMISSIONS = "geolocation=(), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class PrivacyHeaders:
    """No page is kept by the browser's cache, none says where the reader came from."""

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
        if request.path.startswith(NOT_INDEXED_PREFIXES):
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


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
