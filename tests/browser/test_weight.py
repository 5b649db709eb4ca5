"""What a first visit costs on a village's network. Pages travel compressed by gzip, static files by brotli."""

import gzip
import re

import pytest

from tests.browser.slow_line import slow_line

KB = 1000
MOST = {"document": 10 * KB, "stylesheet": 8 * KB, "script": 4 * KB}
MOST_IN_ALL = 30 * KB


@pytest.fixture(scope="module")
def first_visit(site, chromium):
    """Bytes by sort of resource, on a results page opened first, a town being typed."""
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    weights = {}

    def weigh(answer):
        sort = answer.request.resource_type
        body = answer.body()
        length = len(gzip.compress(body, 6)) if sort == "document" else int(answer.headers["content-length"])
        weights[sort] = weights.get(sort, 0) + length
        if sort == "document":
            # The style a page holds counts twice: in its own weight, and among the styles.
            first = b"".join(re.findall(rb"<style>(.*?)</style>", body, re.S))
            weights["stylesheet"] = weights.get("stylesheet", 0) + len(gzip.compress(first, 6))

    answers = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto("recherche/?ou=86194", wait_until="networkidle")
    page.locator("summary").first.click()
    page.locator("#ou").focus()
    page.wait_for_load_state("networkidle")
    for answer in answers:
        weigh(answer)
    context.close()
    return weights


@pytest.mark.parametrize("sort", MOST)
def test_part_of_the_first_visit_is_light(first_visit, sort):
    assert first_visit[sort] <= MOST[sort]


def test_first_visit_is_light(first_visit):
    assert sum(first_visit.values()) <= MOST_IN_ALL


def test_no_font_is_sent(first_visit):
    assert "font" not in first_visit


# How much moved, as browsers reckon it: the part of the screen that moved, times how far.
MOVES = """() => new Promise((tell) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => tell(sum), 300);
})"""
FIRST = ["", "recherche/?ou=86194", "fiche/1Y4KTJ/"]
# A drawing gives way to the word that comes after it; no number, field or button leaves the finger that goes to it.
UNSEEN = 0.001


@pytest.fixture(scope="module")
def slowly(site):
    with slow_line(site.url) as url:
        yield url


@pytest.mark.parametrize("path", [*FIRST, "urgence/"], ids=["home", "results", "entry", "emergency"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_the_page_comes_in_pieces(visit, slowly, path, width):
    page = visit(slowly + path, width=width)
    page.wait_for_load_state("networkidle")

    assert page.evaluate(MOVES) < UNSEEN


# Said by the page itself: what waits from outside is evaluated in it, which its policy refuses.
PAINTED = """() => new Promise((done) => {
    const look = () => performance.getEntriesByName("first-contentful-paint").length ? done() : setTimeout(look, 50)
    look()
})"""


@pytest.fixture
def without_its_sheet(chromium, site):
    """Opens a page whose style sheet is still on its way, and how to let it come."""
    contexts = []

    def open_page(path, width):
        context = chromium.new_context(base_url=site.url, viewport={"width": width, "height": 844})
        contexts.append(context)
        held = []
        context.route("**/site.*css", lambda route: held.append(route))
        page = context.new_page()
        page.goto(path, wait_until="commit")
        page.evaluate(PAINTED)
        return page, lambda: [route.continue_() for route in held]

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(
    ("path", "word"),
    [("", "#ou"), ("recherche/?ou=86194", ".compact .num"), ("fiche/1Y4KTJ/", ".number"), ("rien-ici/", ".line .num")],
    ids=["home", "results", "entry", "not-found"],
)
def test_first_words_wait_for_no_style_sheet(without_its_sheet, path, word):
    page, _ = without_its_sheet(path, 390)

    assert page.locator(word).first.is_visible()
    assert page.locator(".exit").evaluate("(one) => getComputedStyle(one).position") == "fixed"


@pytest.mark.parametrize("path", FIRST, ids=["home", "results", "entry"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_the_style_sheet_comes_late(without_its_sheet, path, width):
    page, let_it_come = without_its_sheet(path, width)
    let_it_come()
    page.wait_for_load_state("networkidle")

    assert page.evaluate(MOVES) < UNSEEN
