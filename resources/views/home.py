from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resources.languages import language_of
from resources.models import Banner, Guide, Need
from resources.search.directory import lines_now


@require_safe
def home(request):
    at = timezone.localtime()
    context = {
        "banner": Banner.objects.on(at.date()).select_related("guide").first(),
        "needs": Need.objects.all(),
        "lines": lines_now(at),
        "guides": Guide.objects.published().said_in(language_of(request.path)).only("slug", "title", "summary"),
        "at": at,
    }
    return render(request, "directory/home.html", context)
