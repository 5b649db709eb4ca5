from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from resources.exports.json_ld import linked_data
from resources.filters import SearchQuery
from resources.models import PublicIdAlias, Service
from resources.search.entries import entry_page
from resources.search.maps import entry_map
from resources.search.places import understand_place


@require_safe
def entry(request, public_id):
    """One entry. A draft or an archived entry is as if it did not exist."""
    if public_id != public_id.upper():
        return HttpResponsePermanentRedirect(reverse("resources:entry", args=[public_id.upper()]))
    service = Service.objects.published().filter(public_id=public_id).first()
    if service is None:
        return redirect_to_survivor(request, public_id)
    commune = understand_place(SearchQuery(request.GET).where).commune
    context = entry_page(service, at=timezone.localtime(), commune=commune)
    context["map"] = entry_map(context["entry"], commune)
    if service.indexable:
        site = request.build_absolute_uri("/").rstrip("/")
        context["linked_data"] = linked_data(context["entry"], areas=context["areas"], site=site)
    response = render(request, "directory/entry.html", context)
    if not service.indexable:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def redirect_to_survivor(request, public_id):
    """An entry merged into another: its old address still leads somewhere. Raises Http404."""
    alias = PublicIdAlias.objects.filter(alias=public_id, service__in=Service.objects.published()).first()
    if alias is None:
        raise Http404
    path = request.path.replace(public_id, alias.service_id)
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
