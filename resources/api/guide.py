"""The page that explains the API, written from its OpenAPI document: nothing to load, nothing to keep in step."""

from dataclasses import dataclass, field
from typing import Any

from django.shortcuts import render
from django.views.decorators.http import require_safe

from resources.api.hsds import PAGE_EXAMPLES, api


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
    return render(request, "pages/api.html", {"endpoints": endpoints, "document": document["info"]})


def _endpoint(path: str, operation: dict[str, Any]) -> Endpoint:
    asked = [one for one in operation.get("parameters", []) if one["in"] == "query"]
    return Endpoint(
        path=path,
        summary=operation["summary"],
        example="" if "{" in path else f"{path}{PAGE_EXAMPLES.get(path.rsplit('/', 1)[-1], '')}",
        parameters=[(one["name"], one.get("description") or one["schema"].get("description", "")) for one in asked],
    )
