"""What a first visit costs on a village's network. Pages travel compressed by gzip, static files by brotli."""

import gzip

import pytest

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


@pytest.mark.parametrize("path", ["", "recherche/?ou=86194", "fiche/1Y4KTJ/"], ids=["home", "results", "entry"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_the_page_loads(visit, path, width):
    page = visit(path, width=width)
    page.wait_for_load_state("networkidle")

    shift = page.evaluate(
        """() => new Promise((tell) => {
            new PerformanceObserver((list) => tell(list.getEntries().reduce((sum, one) => sum + one.value, 0)))
                .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => tell(0), 300);
        })"""
    )

    assert shift == 0
