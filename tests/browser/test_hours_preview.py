"""The back office tells how hours read while they are typed."""

import json

import pytest
from playwright.sync_api import expect

MAKE = "from tests.browser.guide_entries import make; print(make())"


@pytest.fixture(scope="module")
def made(site):
    """A made-up structure, and agents who are signed in."""
    return json.loads(site.manage("shell", "-v", "0", "-c", MAKE).splitlines()[-1])


@pytest.fixture
def place(visit, site, made):
    """The page of a place open from Monday to Friday, 9:00 to 18:00, as its agent sees it."""
    page = visit("urgence/", width=1280)
    page.context.add_cookies([{"name": "session", "value": made["sessions"]["editor"], "url": site.url}])
    page.goto(f"{site.url}gestion/resources/location/{made['keys']['place']}/change/")
    return page


def reading(page):
    return page.locator("#hours-preview")


def end_of_first(page):
    return page.locator("#id_opening_rules-0-end")


def test_hours_read_as_they_are_saved(place):
    expect(reading(place)).to_contain_text("Du lundi au vendredi, 9\u00a0h–18\u00a0h")


def test_hours_read_as_they_are_typed(place):
    end_of_first(place).fill("16h30")

    expect(reading(place)).to_contain_text("Du lundi au vendredi, 9\u00a0h–16\u00a0h\u00a030")


def test_each_row_tells_its_own_sentence(place):
    end_of_first(place).fill("16h30")

    expect(place.locator("#opening_rules-0 .field-sentence .readonly")).to_contain_text("16\u00a0h\u00a030")


def test_hours_past_midnight_are_asked_about(place):
    end_of_first(place).fill("2h")

    expect(place.locator("#opening_rules-0 .field-past_midnight")).to_be_visible()


def test_what_is_not_an_hour_is_told(place):
    end_of_first(place).fill("bientôt")

    expect(reading(place).locator(".hours-unfinished")).to_be_visible()


def test_preview_that_fails_says_so(place):
    place.route("**/apercu/", lambda route: route.abort())

    end_of_first(place).fill("16h30")

    expect(reading(place)).to_have_text("L’aperçu n’a pas pu être calculé : enregistrez pour le voir.")


def test_nothing_is_saved_by_looking(place):
    end_of_first(place).fill("16h30")
    expect(reading(place)).to_contain_text("16\u00a0h\u00a030")

    place.reload()

    expect(reading(place)).to_contain_text("9\u00a0h–18\u00a0h")
