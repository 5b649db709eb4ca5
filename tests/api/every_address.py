"""Every public address of the site, found in its routes: one that is added is asked too, or the test says which."""

import re
from itertools import product

from django.urls import get_resolver
from django.utils import translation

from resources.languages import FRENCH, OTHERS
from tests.api.reading import LISTS, ROOT

# The back office and its sign-in have their own tests.
BEHIND_SIGN_IN = "gestion/"
PARAMETER = re.compile(r"<(?:[a-z]+:)?([a-z_]+)>")
OF_LISTS = (
    "", "?full=true", "?minimal=true", "?full_service=true", "?format=ndjson", "?full=true&format=ndjson",
    "?search=zqsecret", "?postcode=86000", "?postcode=86000&proximity=500000", "?per_page=1&page=2",
    "?modified_after=2020-01-01T00:00:00Z&minimal=true",
)  # fmt: skip
OF_PAGES = ("", "?ou=86194", "?ou=86194&quoi=zqsecret", "?d=1")
FILES = (".xml", ".txt", ".json", "healthz", "ready")


def routes():
    """Each route as it is written, in each language, less what is behind the sign-in."""
    found = []
    for language in (FRENCH, *OTHERS):
        with translation.override(language):
            found += _walk(get_resolver().url_patterns, "")
    return [route for route in dict.fromkeys(found) if not route.startswith(BEHIND_SIGN_IN)]


def _walk(patterns, before):
    for one in patterns:
        route = f"{before}{one.pattern}"
        if hasattr(one, "url_patterns"):
            yield from _walk(one.url_patterns, route)
        else:
            yield route


def addresses(values):
    """Each route with each of the values of its parameters, and each of its queries.

    `values`: what a parameter may be, by its name, or by the beginning of its route.
    """
    for route in routes():
        names = PARAMETER.findall(route)
        assert "(" not in route, f"{route}: write here how it is asked"
        beginning = route.split("<")[0].removeprefix("en/")
        given = [values.get(beginning) or values[name] for name in names]
        for chosen in product(*given):
            rest = iter(chosen)
            path = PARAMETER.sub(lambda _: next(rest), route)  # noqa: B023  # used at once
            yield from (f"/{path}{query}" for query in _queries(route, values))


def _queries(route, values):
    if f"/{route}" in {f"{ROOT}/{name}" for name in LISTS}:
        return OF_LISTS
    if route.endswith("orienter/feuille/"):
        return [f"?fiche={number}" for number in values["public_id"]]
    if route.startswith("api/") or route.endswith(FILES):
        return ("",)
    return OF_PAGES
