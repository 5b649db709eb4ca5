"""The back office: its stock screens, made accessible, under the same policy, with the way out in view."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

ROOM = "gestion/resources/"
# The entry is the first of its list: its rows (areas, places, contacts, verifications) are those of the fixtures.
PAGES = {
    "sign-in": "gestion/connexion/",
    "index": "gestion/",
    "entries": f"{ROOM}service/",
    "entry": f"{ROOM}service/",
    "new-entry": f"{ROOM}service/add/",
    "places": f"{ROOM}location/",
    "place": f"{ROOM}location/",
    "way-in": f"{ROOM}serviceatlocation/",
    "network": f"{ROOM}network/",
    "commune": f"{ROOM}commune/",
    "guide": f"{ROOM}guide/",
    "agents": f"{ROOM}user/",
    "new-agent": f"{ROOM}user/add/",
    "closure": f"{ROOM}scheduleexception/add/",
    "reports": f"{ROOM}changereport/",
    "account": "gestion/connexion/compte/",
}
OF_ONE = {"entry", "place", "way-in", "network", "commune", "guide"}
ESSENTIAL = {"entries", "entry"}
EVERY_PAGE = [pytest.param(name, marks=[] if name in ESSENTIAL else pytest.mark.proof) for name in PAGES]


@pytest.fixture
def screen(office):
    def open_screen(name, **seen):
        page = office(PAGES[name], **seen)
        if name in OF_ONE:
            page.goto(page.locator("#result_list tbody th a").first.get_attribute("href"))
        return page

    return open_screen


@pytest.mark.safety(68)
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_screen_has_no_violation(screen, name):
    assert violations(screen(name)) == []


@pytest.mark.proof
@pytest.mark.safety(68)
@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_screen_has_no_violation_in_any_way_of_seeing_it(screen, name, width, scheme):
    assert violations(screen(name, width=width, scheme=scheme)) == []


@pytest.mark.safety(53, 68)
@pytest.mark.parametrize(
    "name", [one if one == "entry" else pytest.param(one, marks=pytest.mark.proof) for one in PAGES]
)
def test_screen_works_under_its_policy(screen, name):
    assert screen(name).refused == []


@pytest.mark.safety(1, 2)
@pytest.mark.parametrize("width", [390, 1280])
def test_way_out_stays_in_view(screen, width):
    page = screen("entries", width=width)

    page.evaluate("scrollTo(0, document.body.scrollHeight)")

    expect(page.locator(".exit")).to_be_in_viewport(ratio=1)


@pytest.mark.safety(13)
def test_way_out_of_the_office_leads_to_the_neutral_site(screen, site):
    page = screen("index")

    page.locator(".exit").click()
    page.wait_for_url(site.neutral.url)

    assert set(site.neutral.referrers) == {None}
