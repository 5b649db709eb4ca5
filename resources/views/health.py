"""For who keeps the servers: is it alive, can it serve, what should be looked at."""

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from resources.health import checks, is_ready


@require_safe
def alive(request):
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def ready(request):
    """200 when pages can be served, even if something wants looking at; 503 when they cannot."""
    found = checks(at=timezone.localtime())
    ready_now = is_ready(found)
    told = {check.name: {"state": check.state, "says": check.says} for check in found}
    return JsonResponse({"ready": ready_now, "checks": told}, status=200 if ready_now else 503)
