"""The page that explains the API, written from its OpenAPI document: nothing to load, nothing to keep in step."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from resources.api.hsds import PAGE_EXAMPLES, api
from resources.models import PostalCode


@dataclass(frozen=True)
class Endpoint:
    path: str
    summary: str
    example: str
    parameters: list[tuple[str, str]] = field(default_factory=list)


@require_safe
def guide(request):
    document = api.get_openapi_schema()
    endpoints = [_endpoint(path, methods["get"]) for path, methods in document["paths"].items()]
    context = {
        "endpoints": endpoints,
        "document": document["info"],
        "site": request.build_absolute_uri("/").rstrip("/"),
        "postcode": _postcode(),
        "yesterday": timezone.localdate() - timedelta(days=1),
    }
    return render(request, "pages/api.html", context)


def _postcode() -> str:
    """Of the largest town of the département."""
    codes = PostalCode.objects.filter(commune__departement=settings.DEPARTEMENT_CODE)
    return codes.order_by("-commune__population", "code").values_list("code", flat=True).first() or ""


def _endpoint(path: str, operation: dict[str, Any]) -> Endpoint:
    asked = [one for one in operation.get("parameters", []) if one["in"] == "query"]
    return Endpoint(
        path=path,
        summary=operation["summary"],
        example="" if "{" in path else f"{path}{PAGE_EXAMPLES.get(path.rsplit('/', 1)[-1], '')}",
        parameters=[(one["name"], one.get("description") or one["schema"].get("description", "")) for one in asked],
    )
