"""What every HSDS object shares: identifiers that never change, and no empty key (the standard refuses null)."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.encoding import iri_to_uri

NAMESPACE = uuid5(NAMESPACE_URL, "https://vienne-support.invalid/hsds")

Object = dict[str, Any]


def derived(*parts: object) -> str:
    """The identifier of something that has no row of its own: the same at every reading."""
    return str(uuid5(NAMESPACE, "/".join(map(str, parts))))


def filled(**values: Any) -> Object:
    """An object without the keys nobody knows a value of."""
    return {name: _plain(value) for name, value in values.items() if value not in (None, "", [], {})}


def web_address(text: str) -> str:
    """An address in the letters the standard allows."""
    return iri_to_uri(text)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value
