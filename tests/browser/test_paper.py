"""What comes out of a printer: one sheet where one is promised, and nothing written in the file but a neutral title."""

import re

import pytest

from resources.referrals.discreet import reveals
from tests.browser.pages import PAGES

LEAVES = re.compile(rb"/Type\s*/Page(?!s)")
TITLE = re.compile(rb"/Title\s*(<FEFF[0-9A-F]+>|\([^)]*\))")
LEADS = re.compile(rb"/Dest\s*/([a-z-]+)")
DISCREET = "discreet-sheet"


def printed(page) -> bytes:
    return page.pdf(format="A4")


def title_of(file: bytes) -> str:
    [told] = TITLE.findall(file)
    if told.startswith(b"<"):
        return bytes.fromhex(told[5:-1].decode()).decode("utf-16-be")
    return told[1:-1].decode("latin-1")


@pytest.mark.parametrize("name", ["commune", "commune-with-doubts", DISCREET])
def test_one_sheet_of_paper_is_enough(visit, name):
    assert len(LEAVES.findall(printed(visit(PAGES[name])))) == 1


def test_file_of_a_discreet_sheet_tells_nothing(visit):
    page = visit(PAGES[DISCREET])
    title = title_of(printed(page))

    assert title == "Adresses utiles"
    assert not reveals(page.locator("body").inner_text())
    assert not reveals(page.url)


def test_the_frame_of_the_site_is_not_printed(visit):
    page = visit(PAGES["sheet"])
    page.emulate_media(media="print")

    assert [page.locator(part).first.is_visible() for part in (".exit", ".urgent", "footer")] == [False, False, False]


@pytest.mark.parametrize("name", ["commune", "sheet"])
def test_each_number_says_on_paper_what_it_is_for(visit, name):
    page = visit(PAGES[name])
    page.emulate_media(media="print")
    told = page.eval_on_selector_all(
        ".numbers .line > span",
        "all => all.map(one => one.offsetHeight > 0 && parseFloat(getComputedStyle(one).fontSize))",
    )

    assert len(told) >= 6
    assert all(size and size >= 12 for size in told)


def test_whom_to_call_next_is_on_paper_too(visit):
    page = visit(PAGES["sheet"])
    page.emulate_media(media="print")

    assert page.locator(".given .small > a").first.is_visible()


def test_contents_of_a_printed_directory_lead_to_its_chapters(visit):
    page = visit(PAGES["directory-of-a-network"])
    chapters = page.locator(".contents a").evaluate_all("all => all.map(one => one.hash.slice(1))")
    file = printed(page)

    assert set(chapters) <= {one.decode() for one in LEADS.findall(file)}
    assert len(chapters) > 5
    assert len(LEAVES.findall(file)) > 2


def with_what_a_browser_adds(page) -> tuple[int, int]:
    """The weight of the file without, and with, the title and the address that browsers print around a page."""
    return tuple(len(page.pdf(prefer_css_page_size=True, display_header_footer=added)) for added in (False, True))


@pytest.mark.parametrize("name", [DISCREET, "sheet"])
def test_no_browser_prints_the_address_of_a_sheet(visit, name):
    without, added = with_what_a_browser_adds(visit(PAGES[name]))

    assert added == without


def test_browsers_print_the_address_of_other_pages(visit):
    """What the test above looks at does change when an address is printed."""
    without, added = with_what_a_browser_adds(visit(PAGES["guides"]))

    assert added > without
