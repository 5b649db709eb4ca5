"""WCAG 2.2 A and AA and good practice, by axe; and what axe does not see: width, larger text, keyboard."""

import pytest

from tests.browser.axe import violations
from tests.browser.pages import ESSENTIAL, EVERY_PAGE, PAGES

NARROW, PHONE, DESK = 320, 390, 1280


def too_wide(page):
    """Pixels that stick out of the window; 0 when nothing has to be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.safety(45)
@pytest.mark.parametrize("name", ESSENTIAL)
def test_page_has_no_violation(visit, name):
    assert violations(visit(PAGES[name])) == []


@pytest.mark.safety(45)
@pytest.mark.parametrize("name", ["home", "results", "entry"])
def test_dark_page_has_no_violation(visit, name):
    assert violations(visit(PAGES[name], scheme="dark", width=DESK)) == []


@pytest.mark.safety(46)
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_page_fits_a_narrow_window(visit, name):
    assert too_wide(visit(PAGES[name], width=NARROW)) <= 0


@pytest.mark.safety(46)
@pytest.mark.parametrize("name", ESSENTIAL)
def test_page_fits_with_text_twice_as_large(visit, name):
    assert too_wide(visit(PAGES[name], text_percent=200)) <= 0


@pytest.mark.safety(46)
@pytest.mark.parametrize("name", ["home", "results"])
def test_the_longest_number_fits_with_text_twice_as_large(visit, name):
    """Which lines answer, the hour says."""
    page = visit(PAGES[name], text_percent=200)

    page.eval_on_selector_all(".lines .num", "numbers => numbers.forEach(one => { one.textContent = '116 006' })")

    assert too_wide(page) <= 0


@pytest.mark.safety(46)
@pytest.mark.parametrize(
    "name", [one if one == "results" else pytest.param(one, marks=pytest.mark.proof) for one in PAGES]
)
def test_nothing_is_cut_off_when_text_is_twice_as_large(visit, name):
    cut = visit(PAGES[name], width=NARROW, text_percent=200).evaluate(
        """() => [...document.querySelectorAll("body *:not(svg, svg *, input, .visually-hidden)")]
            .filter((one) => getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1)
            .map((one) => one.className)"""
    )

    assert cut == []


@pytest.mark.safety(46)
@pytest.mark.parametrize("name", ESSENTIAL)
def test_page_fits_with_text_spaced_out(visit, name):
    page = visit(PAGES[name], width=NARROW, text_percent=101)

    page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    )

    assert too_wide(page) <= 0


@pytest.mark.safety(48)
@pytest.mark.parametrize("name", ESSENTIAL)
def test_every_stop_of_the_keyboard_is_seen(visit, name):
    page = visit(PAGES[name], width=DESK)
    unseen = []

    for _ in range(25):
        page.keyboard.press("Tab")
        unseen += page.evaluate(
            """() => {
                const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
                if (one === document.body) return [];
                const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 0
                    && box.bottom > 0 && box.top < innerHeight && box.right > 0;
                return seen ? [] : [one.outerHTML.slice(0, 100)];
            }"""
        )

    assert unseen == []


@pytest.mark.parametrize("name", ESSENTIAL)
def test_keyboard_is_not_hidden_under_the_exit(visit, name):  # WCAG 2.4.11
    page = visit(PAGES[name])
    hidden = []

    for _ in range(25):
        page.keyboard.press("Tab")
        hidden += page.evaluate(
            """() => {
                const one = document.activeElement, exit = document.querySelector(".exit");
                if (one === document.body || one === exit) return [];
                const box = one.getBoundingClientRect(), bar = exit.getBoundingClientRect();
                return box.top >= bar.top && box.bottom <= bar.bottom + 1 ? [one.outerHTML.slice(0, 100)] : [];
            }"""
        )

    assert hidden == []


@pytest.mark.safety(45)
@pytest.mark.proof
@pytest.mark.parametrize("text", [100, 200], ids="text-{}".format)
@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_page_has_no_violation_in_any_way_of_seeing_it(visit, name, scheme, scripts, text):
    page = visit(PAGES[name], scheme=scheme, scripts=scripts, text_percent=text)
    found = {}

    for width in (NARROW, PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 844})
        found[width] = violations(page)

    assert found == {NARROW: [], PHONE: [], DESK: []}
