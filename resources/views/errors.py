"""Error pages keep the way out and the numbers to call. They make no query."""

from django.shortcuts import render


def bad_request(request, exception=None):
    return render(request, "errors/400.html", {"lost": True}, status=400)


def forbidden(request, exception=None, reason=""):
    return render(request, "errors/403.html", status=403)


def not_found(request, exception=None):
    return render(request, "errors/404.html", {"lost": True}, status=404)


def too_many(request):
    return render(request, "errors/429.html", status=429)


def broken(request):
    return render(request, "errors/500.html", status=500)
