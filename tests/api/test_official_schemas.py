"""Every answer of the API is valid by the official compiled schemas, formats included."""

import pytest

from tests.api.official import example, faults, needs_schemas, official_document, page_faults, unknown_keys
from tests.api.reading import LISTS, ROOT, get, pages, rows
from tests.api.town import every_kind_of_entry, many

pytestmark = [needs_schemas, pytest.mark.django_db]


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("service", "service_full"),
        ("organization", "organization_full"),
        ("service_at_location", "service_at_location_full"),
    ],
)
def test_the_official_examples_pass(schema, name):
    assert faults(schema, example(name)) == []


@pytest.mark.parametrize("name", ["service_list", "organization_list", "taxonomy_list", "taxonomy_term_list"])
def test_the_official_pages_pass(name):
    schema = name if name.startswith(("service", "organization")) else name.removesuffix("_list")

    assert page_faults(schema, example(name)) == []


@pytest.mark.parametrize(
    "broken",
    [{"id": "not a uuid"}, {"status": "open"}, {"email": "nobody"}, {"name": None}, {"last_modified": "yesterday"}],
    ids=str,
)
def test_a_broken_example_is_refused(broken):
    assert faults("service", example("service_full") | broken) != []


def test_a_term_of_a_broken_taxonomy_is_refused():
    [term] = example("taxonomy_term_list")["contents"]

    assert faults("taxonomy_term", term | {"taxonomy_detail": {"id": 3}}) != []


@pytest.mark.parametrize("name", LISTS)
def test_every_answer_is_valid(client, name):
    every_kind_of_entry()

    wrong = all_faults(client, name)

    assert wrong == []


@pytest.mark.proof
def test_every_answer_about_a_thousand_entries_is_valid(client):
    many(1000)

    assert {name: all_faults(client, name) for name in LISTS} == {name: [] for name in LISTS}


def test_the_official_addresses_and_parameters_are_all_answered(client):
    """Writing is not ours: the `post` of the standard asks the same by another way."""
    ours = get(client, "/openapi.json")["paths"]
    for path, operations in official_document()["paths"].items():
        mine = ours[f"{ROOT}{path}"]["get"]
        names = {one["name"] for one in mine["parameters"]}
        wanted = {one.get("name") or one["$ref"].rpartition("/")[2] for one in operations["get"].get("parameters", ())}
        assert wanted <= names, path


# What we say beyond the standard: the name it gives a date in the words of `minimal`.
ADDED = {"/modified_date"}
QUERIES = ("", "&full=true", "&minimal=true")


@pytest.mark.parametrize("name", LISTS)
def test_nothing_is_added_to_the_standard_unknowingly(client, name):
    every_kind_of_entry()
    brief, full, alone = LISTS[name]
    schemas = {query: full if query == "&full=true" else brief for query in QUERIES}

    said = [(schema, row) for query, schema in schemas.items() for row in rows(client, name, query)]
    said += [(alone, get(client, f"/{name}/{row['id']}")) for row in rows(client, name)]

    assert set().union(*(unknown_keys(schema, row) for schema, row in said)) <= ADDED


@pytest.mark.parametrize(
    ("path", "broken"),
    [
        (("status",), "open"),
        (("organization", "id"), "3919"),
        (("service_at_locations", 0, "location", "location_type"), "secret"),
        (("service_at_locations", 0, "location", "addresses", 0, "postal_code"), None),
        (("service_at_locations", 0, "schedules", 0, "opens_at"), "9 h"),
        (("service_at_locations", 0, "schedules", 0, "dtstart"), "demain"),
        (("phones", 0, "number"), None),
        (("additional_urls", 0, "url"), "exemple . fr"),
        (("attributes", 0, "taxonomy_term", "name"), 3),
    ],
    ids=lambda one: "/".join(map(str, one)) if isinstance(one, tuple) else str(one),
)
def test_an_answer_of_ours_broken_on_purpose_is_refused(client, path, broken):
    """The check looks everywhere: each of these faults, anywhere in an answer, would have been seen."""
    content = get(client, f"/services/{every_kind_of_entry().pk}")
    assert faults("service", content) == []
    *way, last = path
    part = content
    for step in way:
        part = part[step]
    part[last] = broken

    assert faults("service", content) != []


def all_faults(client, name):
    """Of every page, in brief and in full, and of every object by itself."""
    brief, full, alone = LISTS[name]
    wrong = [fault for page in pages(client, name) for fault in page_faults(brief, page)]
    if name.startswith(("service", "organization")):
        wrong += [fault for page in pages(client, name, "&full=true") for fault in page_faults(full, page)]
    if name == "services":
        wrong += [fault for page in pages(client, name, "&minimal=true") for fault in page_faults(brief, page)]
    if name == "organizations":
        wrong += [fault for page in pages(client, name, "&full_service=true") for fault in page_faults(full, page)]
    found = rows(client, name)
    assert found
    wrong += [fault for row in found for fault in faults(alone, get(client, f"/{name}/{row['id']}"))]
    return sorted(set(wrong))
