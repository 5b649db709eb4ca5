"""The official HSDS schemas, where HSDS_SCHEMA_DIR names them. They are not ours: they stay out of the project."""

import json
import os
from functools import cache
from pathlib import Path

import jsonschema_rs
import pytest

FOLDER = os.environ.get("HSDS_SCHEMA_DIR", "")
needs_schemas = pytest.mark.skipif(
    not FOLDER, reason="HSDS_SCHEMA_DIR names no folder of the official HSDS schemas: nothing is checked against them"
)
# What the standard asks of a page since 3.1.1; the file that says it types nothing else.
PAGE = {
    "type": "object",
    "required": ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"],
    "properties": {
        **dict.fromkeys(["total_items", "total_pages", "page_number", "size"], {"type": "integer", "minimum": 0}),
        **dict.fromkeys(["first_page", "last_page", "empty"], {"type": "boolean"}),
        "contents": {"type": "array"},
    },
}


TYPES = {
    "date": {"format": "date"},
    "datetime": {"format": "date-time"},
    # Its own examples have no offset.
    "time": {"pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?$"},
}


@cache
def checker(name):
    """A validator of one schema, with its formats, whose neighbours answer by the name they are called."""
    neighbours = {"json-schema:///metadata.json": {"type": "object"}}
    for path in Path(FOLDER).glob("taxonomy*.json"):
        neighbours[f"json-schema:///{path.name}"] = json.loads(path.read_text())
    registry = jsonschema_rs.Registry(list(neighbours.items()), draft=jsonschema_rs.Draft202012)
    schema = json.loads((Path(FOLDER) / f"{name}.json").read_text())
    return jsonschema_rs.Draft202012Validator(_with_types(schema), validate_formats=True, registry=registry)


def _with_types(schema):
    """The same, with the types its compiled form only names beside: dates and times would be checked by nothing."""
    if isinstance(schema, list):
        return [_with_types(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kind = schema.get("datapackage_type")
    typed = TYPES.get(kind, {}) if isinstance(kind, str) else {}
    return {name: _with_types(value) for name, value in schema.items()} | typed


def faults(name, content):
    """What the schema refuses, where."""
    return [f"{error.instance_path}: {error.message[:200]}" for error in checker(name).iter_errors(content)]


def page_faults(name, content):
    whole = [error.message for error in jsonschema_rs.Draft202012Validator(PAGE).iter_errors(content)]
    return whole + [fault for one in content["contents"] for fault in faults(name, one)]


def example(name):
    return json.loads((Path(FOLDER) / "examples" / f"{name}.json").read_text())


def official_document():
    """The official OpenAPI document."""
    return json.loads((Path(FOLDER) / "openapi.json").read_text())


def unknown_keys(name, content):
    """Paths of what an answer says and its schema does not name: our additions, which the standard allows."""
    return set(_unknown(json.loads((Path(FOLDER) / f"{name}.json").read_text()), content, ""))


def _unknown(schema, content, path):
    if isinstance(content, list):
        for one in content:
            yield from _unknown(schema.get("items", {}), one, path)
    elif isinstance(content, dict):
        known = schema.get("properties", {})
        for key, value in content.items():
            if known and key not in known:
                yield f"{path}/{key}"
            else:
                yield from _unknown(known.get(key, {}), value, f"{path}/{key}")
