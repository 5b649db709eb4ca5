"""Answers of the API: pages, lines, and errors one can mend."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

JSON = "application/json; charset=utf-8"
LINES = "application/x-ndjson; charset=utf-8"
TITLES = {
    400: "Demande mal écrite",
    404: "Rien à cette adresse",
    405: "On ne peut que lire",
    500: "Panne de notre côté",
}


def answer(content: Any, *, status: int = 200) -> HttpResponse:
    return HttpResponse(_written(content), content_type=JSON, status=status)


def problem(status: int, detail: str, errors: Iterable[dict[str, str]] = ()) -> HttpResponse:
    said = {"status": status, "title": TITLES.get(status, "Demande refusée"), "detail": detail}
    return answer(said | ({"errors": list(errors)} if errors else {}), status=status)


def page(contents: list[Any], *, number: int, size: int, total: int) -> HttpResponse:
    pages = -(-total // size)
    return answer(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number >= pages,
            "empty": not contents,
            "contents": contents,
        }
    )


def lines(objects: Iterable[Any]) -> StreamingHttpResponse:
    return StreamingHttpResponse((f"{_written(one)}\n" for one in objects), content_type=LINES)


def listed(
    parameters: Any, total: int, cut: Callable[[int, int], Iterable[Any]], everything: Callable[[], Iterator[Any]]
) -> HttpResponse | StreamingHttpResponse:
    """A page of what was asked for, or all of it line by line. `cut` takes the first and the last row."""
    if parameters.format == "ndjson":
        return lines(everything())
    first = (parameters.page - 1) * parameters.size
    contents = list(cut(first, min(first + parameters.size, total))) if first < total else []
    return page(contents, number=parameters.page, size=parameters.size, total=total)


def _written(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
