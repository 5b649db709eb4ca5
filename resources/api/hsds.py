"""The directory by HSDS 3.1, to be read by other directories: /api/hsds/."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError

from resources.api import schemas
from resources.api.answers import answer, listed, problem
from resources.api.parameters import (
    LARGEST_PAGE,
    OrganizationParameters,
    Paging,
    ServiceParameters,
    TermParameters,
    WayInParameters,
)
from resources.api.refusals import refusals
from resources.exports.hsds.services import (
    basic_service,
    brief_organization,
    full_organization,
    full_service,
    minimal_service,
    service_at_location,
)
from resources.exports.hsds.taxonomies import TAXONOMIES
from resources.exports.published import PIECE, Published, dated, load_published
from resources.models import Organization, Service, ServiceAtLocation
from resources.text import stems

VERSION = "3.1"
api = NinjaAPI(
    title="Annuaire : lecture au format HSDS",
    version=VERSION,
    description="Lecture seule, sans clé. Les paramètres se cumulent. En clair : /donnees/api/.",
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="hsds",
    openapi_extra={
        "info": {"license": {"name": "Licence Ouverte 2.0", "identifier": "etalab-2.0"}},
        "servers": [{"url": "/"}],
    },
)
# Shown on the page that explains the API.
PAGE_EXAMPLES = {
    "services": "?per_page=1",
    "organizations": "?per_page=1",
    "service_at_locations": "?per_page=1&full=true",
}
REFUSED: dict[int, Any] = {400: schemas.Problem}
# What the door adds to each answer (`door.py`).
MARKS = {"headers": {"ETag": schemas.TEXT_HEADER, "Last-Modified": schemas.TEXT_HEADER}}
UNCHANGED = {304: {"description": "Rien n’a changé depuis la dernière lecture"} | MARKS}
CONDITIONAL = {"responses": {200: MARKS} | UNCHANGED}
# Every list can also be read line by line.
LINES = {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}
BY_LINE = {"responses": {200: LINES | MARKS} | UNCHANGED}
ABSENT: dict[int, Any] = REFUSED | {404: schemas.Problem}


@api.get("/", response=schemas.Root, openapi_extra=CONDITIONAL, summary="Ce qu’est cette API")
def root(request):
    site = _site(request)
    return answer(
        {
            "version": VERSION,
            "profile": f"{site}{reverse('resources:api-guide')}",
            "openapi_url": f"{site}{reverse('hsds:openapi-json')}",
            "description": f"{settings.SITE_NAME} : les fiches publiées, en lecture. Licence Ouverte 2.0.",
            "publisher": {"name": settings.SITE_NAME, "url": f"{site}/"},
        }
    )


@api.get("/services", response={200: schemas.ServicePage} | REFUSED, openapi_extra=BY_LINE, summary="Les fiches")
def services(request, asked: Query[ServiceParameters]):
    found = Service.objects.published().filter(asked.services).order_by("pk")

    def written(some: QuerySet[Service]) -> Iterable[Any]:
        at = timezone.localtime()
        if asked.minimal:
            return [minimal_service(one, changed, at=at) for one, changed in dated(some)]
        entries = load_published(some, at=at)
        if not asked.full:
            return map(basic_service, entries)
        site, parents = _site(request), _public_parents(entries)
        return [full_service(entry, site=site, parents=parents) for entry in entries]

    def cut(first: int, last: int) -> Iterator[Any]:
        for start in range(first, last, LARGEST_PAGE):
            yield from written(found[start : min(start + LARGEST_PAGE, last)])

    return listed(asked, found.count(), cut, lambda: _everything(found, lambda keys: written(_among(keys))))


@api.get(
    "/services/{id}",
    response={200: schemas.ServiceObject} | ABSENT,
    openapi_extra=CONDITIONAL,
    summary="Une fiche, tout le détail",
)
def service(request, id: UUID):
    entries = _load(Service.objects.filter(pk=id))
    if not entries:
        raise Http404
    return answer(full_service(entries[0], site=_site(request), parents=_public_parents(entries)))


@api.get(
    "/organizations",
    response={200: schemas.OrganizationPage} | REFUSED,
    openapi_extra=BY_LINE,
    summary="Les structures",
)
def organizations(request, asked: Query[OrganizationParameters]):
    found = asked.organizations.order_by("pk")

    def written(some: Iterable[Organization]) -> Iterable[Any]:
        if not (asked.full or asked.full_service):
            return map(brief_organization, some)
        return _full_organizations(request, [one.pk for one in some], full_services=asked.full_service)

    return listed(
        asked,
        found.count(),
        lambda first, last: written(found[first:last]),
        lambda: _everything(found, written, rows=True),
    )


@api.get(
    "/organizations/{id}",
    response={200: schemas.OrganizationObject} | ABSENT,
    openapi_extra=CONDITIONAL,
    summary="Une structure, ses fiches",
)
def organization(request, id: UUID, full_service: bool = Query(False, description="Le détail de ses fiches.")):
    public = Service.objects.published().filter(organization=id)
    if not public.exists():
        raise Http404
    return answer(_full_organizations(request, [id], full_services=full_service)[0])


@api.get(
    "/service_at_locations",
    response={200: schemas.ServiceAtLocationPage} | REFUSED,
    openapi_extra=BY_LINE,
    summary="Les points d’accueil",
)
def service_at_locations(request, asked: Query[WayInParameters]):
    if asked.proximity is not None and not asked.postcode:
        said = "Dites de quel code postal : « proximity » compte à partir de « postcode »."
        return problem(400, said, [{"parameter": "proximity", "reason": said}])
    found = asked.ways_in.order_by("pk")

    def written(keys: Iterable[UUID]) -> list[Any]:
        return _ways_in(keys, full=asked.full)

    return listed(
        asked,
        found.count(),
        lambda first, last: written(found.values_list("pk", flat=True)[first:last]),
        lambda: _everything(found, written),
    )


@api.get(
    "/service_at_locations/{id}",
    response={200: schemas.ServiceAtLocationObject} | ABSENT,
    openapi_extra=CONDITIONAL,
    summary="Un point d’accueil, tout le détail",
)
def one_service_at_location(request, id: UUID):
    found = _ways_in([id], full=True)
    if not found:
        raise Http404
    return answer(found[0])


@api.get(
    "/taxonomies", response={200: schemas.TaxonomyPage} | REFUSED, openapi_extra=BY_LINE, summary="Nos listes de mots"
)
def taxonomies(request, asked: Query[Paging]):
    return _of_list([one.written() for one in TAXONOMIES], asked)


@api.get(
    "/taxonomies/{id}",
    response={200: schemas.TaxonomyObject} | ABSENT,
    openapi_extra=CONDITIONAL,
    summary="Une liste de mots",
)
def taxonomy(request, id: UUID):
    return _only([one.written() for one in TAXONOMIES], id)


@api.get(
    "/taxonomy_terms",
    response={200: schemas.TermPage} | REFUSED,
    openapi_extra=BY_LINE,
    summary="Les mots de nos listes",
)
def taxonomy_terms(request, asked: Query[TermParameters]):
    kept = [one for one in TAXONOMIES if asked.taxonomy_id is None or one.id == str(asked.taxonomy_id)]
    # Our lists have one level: no term is under another.
    return _of_list([] if asked.parent_id else [term for one in kept for term in one.terms()], asked)


@api.get(
    "/taxonomy_terms/{id}",
    response={200: schemas.TermObject} | ABSENT,
    openapi_extra=CONDITIONAL,
    summary="Un mot d’une liste",
)
def taxonomy_term(request, id: UUID):
    return _only([term for one in TAXONOMIES for term in one.terms()], id)


@api.exception_handler(Http404)
def nothing_there(request, error):
    return problem(404, "Cet identifiant n’est pas, ou plus, dans l’annuaire public.")


@api.exception_handler(ValidationError)
def badly_asked(request, error):
    errors = list(refusals(error.errors))
    named = ", ".join(dict.fromkeys(one["parameter"] for one in errors))
    return problem(400, f"À corriger : {named}. Les paramètres sont décrits dans openapi.json.", errors)


def _load(found) -> list[Published]:
    return load_published(found, at=timezone.localtime())


def _among(keys: Iterable[UUID]) -> QuerySet[Service]:
    return Service.objects.filter(pk__in=list(keys)).order_by("pk")


def _everything(found, written, *, rows: bool = False) -> Iterator[Any]:
    """Every row, some at a time, by key: what changes meanwhile moves nothing."""
    some = found[:PIECE] if rows else found.values_list("pk", flat=True)[:PIECE]
    some = list(some)
    while some:
        yield from written(some)
        last = some[-1].pk if rows else some[-1]
        after = found.filter(pk__gt=last)
        some = list(after[:PIECE] if rows else after.values_list("pk", flat=True)[:PIECE])


def _full_organizations(request: HttpRequest, keys: list[UUID], *, full_services: bool) -> list[Any]:
    rows = Organization.objects.prefetch_related("contacts__languages").in_bulk(keys)
    entries = _load(Service.objects.filter(organization__in=keys).order_by("pk"))
    parents, site = _public_parents(entries), _site(request)
    return [
        full_organization(
            rows[key],
            [entry for entry in entries if entry.service.organization_id == key],
            site=site,
            parents=parents,
            full_services=full_services,
        )
        for key in keys
    ]


def _ways_in(keys: Iterable[UUID], *, full: bool) -> list[Any]:
    """Those of published entries, in the order of the keys."""
    keys = list(keys)
    owners = ServiceAtLocation.objects.filter(pk__in=keys).order_by().values("service")
    found = {way.row.pk: (way, entry) for entry in _load(Service.objects.filter(pk__in=owners)) for way in entry.ways}
    return [service_at_location(*found[key], full=full) for key in keys if key in found]


def _public_parents(entries: list[Published]) -> set[UUID]:
    """Structures above those of the entries that the public may see: they have a published entry of their own."""
    parents = {entry.service.organization.parent_id for entry in entries} - {None}
    public = Service.objects.published().filter(organization__in=parents).order_by()
    return set(public.values_list("organization", flat=True).distinct())


def _of_list(objects: list[Any], asked: Any):
    """Lists of words are short: they are searched as they are read."""
    kept = [one for one in objects if set(asked.words) <= set(stems(f"{one['name']} {one['description']}"))]
    return listed(asked, len(kept), lambda first, last: kept[first:last], lambda: iter(kept))


def _only(objects: list[Any], identifier: UUID):
    found = next((one for one in objects if one["id"] == str(identifier)), None)
    if found is None:
        raise Http404
    return answer(found)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")
