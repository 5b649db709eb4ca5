"""Every answer of the API is valid by the official compiled schemas, formats included."""

import pytest

from tests.api.official import example, faults, needs_schemas, page_faults
from tests.api.reading import LISTS, get, pages, rows
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
