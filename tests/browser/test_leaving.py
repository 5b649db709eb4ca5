"""The way out, as a browser lives it. Numbers are those of the safety requirements, section A."""

import re

import pytest
from playwright.sync_api import expect

PAGES = ["", "recherche/?ou=86078", "urgence/", "guides/", "permanences/", "chiffres/", "rien-ici/"]
WIDTHS = [320, 390, 1280]
EXIT = ".exit"


def press_shift(page, times):
    for _ in range(times):
        page.keyboard.press("Shift")


def arrive(page, site):
    page.wait_for_url(site.neutral.url)


def stayed(page, site):
    """Leaving covers the page in the task of the key itself, long before the address changes: both are asked."""
    return page.url == site.url and not page.evaluate("document.body.hidden")


# Scrolls, then tells what of the exit is out of the window or under something else: corners and centre.
HIDDEN_PARTS = """(share) => {
    scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * share);
    const exit = document.querySelector(".exit"), box = exit.getBoundingClientRect();
    const points = [[.1, .2], [.9, .2], [.5, .5], [.1, .8], [.9, .8]];
    return points.filter(([x, y]) => {
        const top = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
        return !top || !exit.contains(top);
    });
}"""
SCROLLED = [0, 0.5, 1]


@pytest.mark.safety(1, 2)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "home")
def test_exit_stays_in_view_wherever_the_page_is_scrolled(visit, path, width):
    page = visit(path, width=width)

    assert [page.evaluate(HIDDEN_PARTS, share) for share in SCROLLED] == [[]] * len(SCROLLED)
    expect(page.locator(EXIT)).to_be_in_viewport(ratio=1)


def type_a_town(page):
    page.locator("#ou").fill("civ")
    page.locator("[role=listbox] [role=option]").first.wait_for()


OPENED = {
    "proposals": ("", type_a_town),
    "search": ("recherche/?ou=86194", lambda page: page.locator("summary").first.click()),
    "filters": ("recherche/?ou=86194", lambda page: page.locator(".filters summary").click()),
    "presses": ("guides/", lambda page: press_shift(page, 2)),
    "mode-discret": ("guides/?d=1", lambda page: page.locator("[data-discreet=on]").wait_for()),
    "text-twice-as-large": ("urgence/", lambda page: page.add_style_tag(content="html { font-size: 200% }")),
}


@pytest.mark.safety(2)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("opened", OPENED)
def test_nothing_covers_the_exit(visit, opened, width):
    path, open_it = OPENED[opened]
    page = visit(path, width=width, text_percent=101 if opened == "text-twice-as-large" else 100)

    open_it(page)

    assert [page.evaluate(HIDDEN_PARTS, share) for share in SCROLLED] == [[]] * len(SCROLLED)


@pytest.mark.safety(15)
@pytest.mark.parametrize("width", WIDTHS)
def test_exit_is_large_enough_for_a_thumb(visit, width):
    box = visit("", width=width).locator(EXIT).bounding_box()

    assert min(box["width"], box["height"]) >= 44


@pytest.mark.safety(3, 50)
def test_exit_works_without_javascript(visit, site):
    page = visit("guides/", javascript=False)

    page.locator(EXIT).click()

    arrive(page, site)


@pytest.mark.safety(11)
def test_exit_leaves_in_the_same_tab(visit, site):
    page = visit("guides/")

    page.locator(EXIT).click()
    arrive(page, site)

    assert len(page.context.pages) == 1


@pytest.mark.safety(11)
def test_exit_replaces_the_page_in_the_history(visit, site):
    page = visit("")
    page.goto("guides/")
    page.locator(EXIT).click()
    arrive(page, site)

    page.go_back(wait_until="commit")

    assert page.url == site.url


@pytest.mark.safety(10, 28)
def test_page_restored_by_back_can_be_read(visit, site):
    page = visit("")
    page.goto("guides/")
    page.locator(EXIT).click()
    arrive(page, site)

    page.go_back(wait_until="commit")

    expect(page.locator("h1")).to_be_visible()


@pytest.mark.safety(28)
def test_page_restored_by_back_can_be_left_again(visit, site):
    page = visit("")
    page.goto("guides/")
    page.locator(EXIT).click()
    arrive(page, site)
    page.go_back(wait_until="commit")

    press_shift(page, 3)

    arrive(page, site)


@pytest.mark.safety(10)
def test_page_kept_by_the_browser_comes_back_uncovered(visit):
    page = visit("")
    page.evaluate("document.body.hidden = true")

    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    expect(page.locator("h1")).to_be_visible()


@pytest.mark.safety(13)
@pytest.mark.parametrize("way", ["click", "keyboard"])
def test_neutral_site_learns_nothing(visit, site, way):
    page = visit("guides/")
    site.neutral.referrers.clear()

    if way == "click":
        page.locator(EXIT).click()
    else:
        press_shift(page, 3)
    arrive(page, site)

    assert site.neutral.referrers == [None]


def state_just_after_leaving(page):
    """What the page holds in the very task that leaves, before any other site can answer."""
    return page.evaluate(
        """() => {
            document.querySelector(".exit").click();
            return { title: document.title, visible: document.querySelector("h1").checkVisibility(),
                     display: getComputedStyle(document.body).display };
        }"""
    )


@pytest.mark.safety(8)
def test_page_is_covered_before_the_next_site_answers(visit):
    assert not state_just_after_leaving(visit("guides/"))["visible"]


@pytest.mark.safety(8)
def test_covered_page_is_out_of_reach_of_a_screen_reader(visit):
    assert state_just_after_leaving(visit("guides/"))["display"] == "none"


@pytest.mark.safety(8)
def test_title_says_nothing_while_leaving(visit):
    assert state_just_after_leaving(visit("guides/"))["title"] == "…"


@pytest.mark.safety(5)
def test_shift_three_times_leaves(visit, site):
    page = visit("guides/")

    press_shift(page, 3)

    arrive(page, site)


@pytest.mark.safety(5)
def test_shift_three_times_leaves_from_a_field(visit, site):
    page = visit("")
    page.locator("#ou").focus()

    press_shift(page, 3)

    arrive(page, site)


@pytest.mark.safety(5, 47)
def test_capitals_do_not_count(visit, site):
    page = visit("")
    page.locator("#ou").focus()

    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")

    assert stayed(page, site)


@pytest.mark.safety(5)
def test_another_key_starts_the_count_again(visit, site):
    page = visit("")

    press_shift(page, 2)
    page.keyboard.press("a")
    press_shift(page, 2)

    assert stayed(page, site)


@pytest.mark.safety(5)
def test_five_seconds_start_the_count_again(visit, site):
    page = visit("")
    page.clock.install()
    page.reload()
    press_shift(page, 2)

    page.clock.fast_forward(5001)
    press_shift(page, 2)

    assert stayed(page, site)


@pytest.mark.safety(5)
def test_five_seconds_run_from_the_last_press(visit, site):
    page = visit("")
    page.clock.install()
    page.reload()
    press_shift(page, 1)
    page.clock.fast_forward(4000)
    press_shift(page, 1)

    page.clock.fast_forward(4000)
    press_shift(page, 1)

    arrive(page, site)


@pytest.mark.safety(6)
def test_escape_does_not_leave(visit, site):
    page = visit("")

    for _ in range(3):
        page.keyboard.press("Escape")

    assert stayed(page, site)


@pytest.mark.safety(9)
@pytest.mark.parametrize(("presses", "left"), [(1, "2 fois"), (2, "1 fois")])
def test_presses_are_announced(visit, presses, left):
    page = visit("")

    press_shift(page, presses)

    expect(page.locator(".leaving[role=status]")).to_contain_text(left)


@pytest.mark.safety(9)
def test_expiry_is_announced(visit):
    page = visit("")
    page.clock.install()
    page.reload()
    press_shift(page, 1)

    page.clock.fast_forward(5001)

    expect(page.locator(".leaving")).to_contain_text("Vous restez")


@pytest.mark.safety(9)
def test_dots_are_not_read_aloud(visit):
    page = visit("")

    press_shift(page, 1)

    assert "●" not in page.locator("body").aria_snapshot()


@pytest.mark.safety(7)
def test_exit_is_among_the_first_stops_of_the_keyboard(visit, site):
    page = visit("guides/")
    for _ in range(2):
        page.keyboard.press("Tab")

    page.keyboard.press("Enter")

    arrive(page, site)


# -- Mode discret (12) ------------------------------------------------------------------------


def switch_on(page):
    page.locator("[data-discreet=off] a").click()
    page.wait_for_url(re.compile(r"[?&]d=1"))


@pytest.mark.safety(12)
def test_mode_discret_is_off_until_asked_for(visit):
    page = visit("guides/")

    page.locator("main a").first.click()
    page.wait_for_url(re.compile("guides/."))

    assert "d=1" not in page.url


def test_mode_discret_cannot_be_offered_without_javascript(visit):
    expect(visit("", javascript=False).locator("[data-discreet]:visible")).to_have_count(0)


@pytest.mark.safety(12)
def test_mode_discret_is_said_on_the_page(visit):
    page = visit("")

    switch_on(page)

    expect(page.locator("[data-discreet=on]")).to_contain_text("Mode discret")


@pytest.mark.safety(12)
def test_links_keep_the_mode_discret(visit):
    page = visit("guides/?d=1")

    page.locator("main a").first.click()
    page.wait_for_url(re.compile("guides/."))

    assert "d=1" in page.url


@pytest.mark.safety(12)
def test_jump_within_the_page_keeps_the_mode_discret_and_adds_nothing(visit):
    page = visit("urgence/?d=1")
    before = page.evaluate("history.length")

    page.locator("main a[hreflang=en]").click()
    page.wait_for_url(re.compile(r"\?d=1#en$"))

    assert page.evaluate("history.length") == before


@pytest.mark.safety(12)
def test_point_of_the_map_keeps_the_mode_discret(visit):
    page = visit("recherche/?ou=86078&besoin=proteger&d=1", width=1280)

    page.locator("a.mark[href^='/fiche/']").first.press("Enter")

    page.wait_for_url(re.compile(r"fiche/.*d=1"))


@pytest.mark.safety(12)
def test_back_does_not_list_the_pages_read_in_mode_discret(visit, site):
    page = visit("")
    page.goto("guides/?d=1")
    page.locator("main a").first.click()
    page.wait_for_url(re.compile("guides/."))

    page.go_back(wait_until="commit")

    assert page.url == site.url


@pytest.mark.safety(12)
def test_search_in_mode_discret_adds_nothing_to_the_history(visit):
    page = visit("?d=1")
    before = page.evaluate("history.length")
    page.locator("#ou").fill("Civray")

    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("recherche/"))

    assert page.evaluate("history.length") == before


def test_search_keeps_the_mode_discret(visit):
    page = visit("?d=1")
    page.locator("#ou").fill("Civray")

    page.keyboard.press("Enter")

    page.wait_for_url(re.compile("recherche/.*d=1"))


def test_leaving_the_mode_discret_takes_it_out_of_the_address(visit):
    page = visit("guides/?d=1")

    page.locator("[data-discreet=on] a").click()

    page.wait_for_url(re.compile(r"guides/$"))


@pytest.mark.safety(12)
def test_mode_discret_is_not_in_the_canonical_address(visit):
    page = visit("guides/?d=1")

    assert page.locator("link[rel=canonical]").get_attribute("href") == "/guides/"


def test_exit_works_in_mode_discret(visit, site):
    page = visit("guides/?d=1")

    page.locator(EXIT).click()

    arrive(page, site)
