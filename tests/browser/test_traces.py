"""What a visit leaves on the device: nothing but the history, in neutral words (sections B and C)."""

import re

import pytest

from resources.validators import validate_neutral_title
from tests.browser.pages import EVERY_PAGE, PAGES

STORED = """async () => [
    document.cookie,
    localStorage.length, sessionStorage.length,
    (await indexedDB.databases()).length,
    (await navigator.serviceWorker?.getRegistrations() ?? []).length,
    isSecureContext ? (await caches.keys()).length : 0,
]"""
NOTHING = ["", 0, 0, 0, 0, 0]


@pytest.fixture
def journey(visit, site):
    """A whole visit: a search, a filter, an entry, a guide, the emergency page. Keeps every request."""
    page = visit("")
    page.requests = []
    page.context.on("request", lambda request: page.requests.append(request))
    page.locator("#ou").fill("chatelerault")
    page.locator("#quoi").fill("il me frappe")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("recherche/"))
    for path in ("recherche/?ou=86066&ouvert=1", "fiche/1Y4KTJ/", "guides/ordonnance/", "urgence/", "rien-ici/"):
        page.goto(path)
    return page


def test_no_cookie_is_set(journey):  # 25
    assert journey.context.cookies() == []


def test_nothing_is_stored(journey):  # 26
    assert journey.evaluate(STORED) == NOTHING


def test_no_other_host_is_asked_for_anything(journey, site):  # 23
    assert [request.url for request in journey.requests if not request.url.startswith(site.url)] == []


def test_no_address_holds_a_typed_word(journey):  # 31
    typed = re.compile("chatel|frappe", re.I)

    assert [request.url for request in journey.requests if typed.search(request.url)] == []


def test_no_request_says_where_the_reader_comes_from(journey):  # 13
    # A style sheet names itself to the picture it draws: no page is named.
    told = {request.all_headers().get("referer", "") for request in journey.requests}

    assert {one for one in told if one and ".css" not in one} == set()


def test_no_permission_is_asked_for(journey):  # 34
    allowed = journey.evaluate(
        "['geolocation', 'camera', 'microphone'].filter((one) => document.featurePolicy.allowsFeature(one))"
    )

    assert allowed == []


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_title_says_nothing_to_who_looks_over_the_shoulder(visit, name):  # 32
    validate_neutral_title(visit(PAGES[name]).title())


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_numbers_can_be_dialled_without_javascript(visit, name):  # 20
    page = visit(PAGES[name], javascript=False)

    assert {"tel:17", "sms:114"} <= set(
        page.locator("a[href^='tel:'], a[href^='sms:']").evaluate_all(
            "all => all.map((one) => one.getAttribute('href'))"
        )
    )


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_page_is_not_kept_by_the_browser(visit, site, name):  # 27
    page = visit("")

    answer = page.goto(PAGES[name])

    assert answer.headers["cache-control"] == "no-store"


def test_static_files_are_kept_long(visit):  # 27
    page = visit("")

    with page.expect_response(re.compile(r"\.css")) as answer:
        page.goto("guides/")

    assert "immutable" in answer.value.headers["cache-control"]


def test_search_fields_are_not_remembered(visit):  # 30
    fields = visit("").locator("form.search input")

    assert fields.evaluate_all("all => all.map((one) => one.autocomplete)") == ["off", "off"]


def test_back_from_a_search_offers_to_send_nothing_again(visit, site):  # 30
    page = visit("")
    page.locator("#ou").fill("Civray")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("recherche/"))
    page.goto("urgence/")

    page.go_back(wait_until="commit")

    assert page.url.startswith(f"{site.url}recherche/?ou=86078")


def test_page_works_under_its_policy(journey):  # 53
    refused = []
    journey.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)

    journey.goto("")
    journey.locator("#ou").fill("civ")

    assert refused == []


def test_printed_entry_has_no_bar_and_no_address(visit):  # 24
    page = visit("fiche/1Y4KTJ/")

    page.emulate_media(media="print")

    assert (
        page.locator(".urgent, .exit, footer, .skip").evaluate_all(
            "all => all.filter((one) => one.checkVisibility()).length"
        )
        == 0
    )
