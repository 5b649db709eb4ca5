"""Error pages keep the way out and the numbers to call. They make no query."""

import sys
from http import HTTPStatus

from django.db import DatabaseError, InterfaceError
from django.http import UnreadablePostError
from django.shortcuts import render

OFFICE = "/gestion/"


def bad_request(request, exception=None):
    return render(request, "errors/400.html", {"lost": True}, status=400)


def forbidden(request, exception=None, reason=""):
    """`reason` is given when a form is too old, and sent again it would pass; a closed page stays closed."""
    return render(request, "errors/403.html", {"too_old": bool(reason)}, status=403)


def not_found(request, exception=None):
    """In the back office, what is nobody's and what is somebody else's answer alike."""
    return render(request, "errors/404.html", {"lost": True, "office": request.path.startswith(OFFICE)}, status=404)


def too_many(request):
    return render(request, "errors/429.html", status=429)


def broken(request):
    """What was sent while the database did not answer is given back, to be sent again."""
    if request.method == "POST" and isinstance(sys.exc_info()[1], DatabaseError | InterfaceError):
        return _not_saved(request)
    return render(request, "errors/500.html", status=500)


def _not_saved(request):
    try:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        files = bool(request.FILES)
    except UnreadablePostError:
        fields, files = [], False
    # A password is typed again: no page holds one.
    if any("password" in name for name, _ in fields):
        fields = []
    answer = render(
        request,
        "errors/not_saved.html",
        {"fields": fields, "files": files, "action": request.get_full_path()},
        status=HTTPStatus.SERVICE_UNAVAILABLE,
    )
    answer.headers["Retry-After"] = "30"
    return answer
