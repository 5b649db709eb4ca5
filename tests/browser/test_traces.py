"""What a visit leaves on the device: nothing but the history, in neutral words (sections B and C)."""

import re

import pytest

from resources.validators import validate_neutral_title
from tests.browser.pages import EVERY_PAGE, PAGES, WITH_NUMBERS

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


@pytest.mark.safety(25)
def test_no_cookie_is_set(journey):
    assert journey.context.cookies() == []


@pytest.mark.safety(26)
def test_nothing_is_stored(journey):
    assert journey.evaluate(STORED) == NOTHING


@pytest.mark.safety(23)
def test_no_other_host_is_asked_for_anything(journey, site):
    assert [request.url for request in journey.requests if not request.url.startswith(site.url)] == []


@pytest.mark.safety(31)
def test_no_address_holds_a_typed_word(journey):
    typed = re.compile("chatel|frappe", re.I)

    assert [request.url for request in journey.requests if typed.search(request.url)] == []


@pytest.mark.safety(13)
def test_no_request_says_where_the_reader_comes_from(journey):
    # A style sheet names itself to the picture it draws: no page is named.
    told = {request.all_headers().get("referer", "") for request in journey.requests}

    assert {one for one in told if one and ".css" not in one} == set()


@pytest.mark.safety(34)
def test_no_permission_is_asked_for(journey):
    allowed = journey.evaluate(
        "['geolocation', 'camera', 'microphone'].filter((one) => document.featurePolicy.allowsFeature(one))"
    )

    assert allowed == []


@pytest.mark.safety(32)
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_title_says_nothing_to_who_looks_over_the_shoulder(visit, name):
    validate_neutral_title(visit(PAGES[name]).title())


@pytest.mark.safety(20)
@pytest.mark.parametrize("name", WITH_NUMBERS)
def test_numbers_can_be_dialled_without_javascript(visit, name):
    page = visit(PAGES[name], javascript=False)

    assert {"tel:17", "sms:114"} <= set(
        page.locator("a[href^='tel:'], a[href^='sms:']").evaluate_all(
            "all => all.map((one) => one.getAttribute('href'))"
        )
    )


@pytest.mark.safety(27)
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_page_is_not_kept_by_the_browser(visit, site, name):
    page = visit("")

    answer = page.goto(PAGES[name])

    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.safety(27)
def test_static_files_are_kept_long(visit):
    page = visit("")

    with page.expect_response(re.compile(r"\.css")) as answer:
        page.goto("guides/")

    assert "immutable" in answer.value.headers["cache-control"]


@pytest.mark.safety(30)
def test_search_fields_are_not_remembered(visit):
    fields = visit("").locator("form.search input")

    assert fields.evaluate_all("all => all.map((one) => one.autocomplete)") == ["off", "off"]


@pytest.mark.safety(30)
def test_back_from_a_search_offers_to_send_nothing_again(visit, site):
    page = visit("")
    page.locator("#ou").fill("Civray")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("recherche/"))
    page.goto("urgence/")

    page.go_back(wait_until="commit")

    assert page.url.startswith(f"{site.url}recherche/?ou=86078")


@pytest.mark.safety(28)
def test_back_from_a_search_does_not_show_what_was_typed(visit, site):
    page = visit("")
    page.locator("#quoi").fill("il me frappe")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("recherche/"))

    page.go_back(wait_until="commit")

    page.wait_for_function("document.body && !document.body.hidden && document.querySelector('#quoi')")
    page.wait_for_function("document.querySelector('#quoi').value === ''", timeout=3000)
    assert page.url == site.url


@pytest.mark.safety(53)
def test_page_works_under_its_policy(journey):
    refused = []
    journey.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)

    journey.goto("")
    journey.locator("#ou").fill("civ")
    journey.locator("[role=option]").first.wait_for()

    assert refused == []


@pytest.mark.safety(24)
def test_printed_entry_has_no_bar_and_no_address(visit):
    page = visit("fiche/1Y4KTJ/")
    frame = page.locator(".urgent, .exit, .top, footer, .skip")
    shown = "all => all.filter((one) => one.checkVisibility()).map((one) => one.className)"
    assert len(frame.evaluate_all(shown)) >= 5

    page.emulate_media(media="print")

    assert frame.evaluate_all(shown) == []


@pytest.mark.safety(24)
@pytest.mark.parametrize("path", ["fiche/1Y4KTJ/", "recherche/?ou=86194"], ids=["entry", "results"])
def test_paper_holds_it_on_one_page(visit, path):
    assert visit(path).pdf(format="A4", prefer_css_page_size=True).count(b"/Type /Page\n") == 1


@pytest.mark.safety(24)
def test_paper_says_the_neutral_title(visit):
    page = visit("fiche/1Y4KTJ/")

    page.emulate_media(media="print")

    assert page.locator("h1").evaluate("one => getComputedStyle(one, '::after').content") == '"Maison de Freyja"'
