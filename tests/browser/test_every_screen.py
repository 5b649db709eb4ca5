"""Every page of the back office there is: open, under its policy, without a violation. A long proof."""

import json

import pytest

from tests.browser.axe import violations
from tests.browser.site import Database, Neutral, Site, environment_of, free_port, start

pytestmark = pytest.mark.proof

# Leads elsewhere; nobody may; only posts.
NO_PAGE_OF_ITS_OWN = (302, 303, 403, 405)
# What answers otherwise, and why.
NO_PAGE = {
    # Nothing is under way.
    "mfa_view_recovery_codes", "mfa_download_recovery_codes", "second-factor-qr",
    # No provider is set.
    "openid_connect_login", "openid_connect_callback",
    # Lists for a script, and files.
    "gestion/autocomplete/", "autocomplete", "jsi18n", "resources_serviceatlocation_search",
    "resources_service_sheet_template", "resources_service_sheet_export",
    # Nowhere.
    "gestion/(?P<url>.*)$",
}  # fmt: skip


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A directory with one row of each model, and nothing else: (site, session of an agent, answers)."""
    folder = tmp_path_factory.mktemp("every-screen")
    database = Database(folder, None, "")
    environment = environment_of(database.url, folder, "https://example.org/")
    site = Site(f"http://127.0.0.1:{free_port()}/", Neutral(""), environment)
    for command in ("migrate", "collectstatic --noinput"):
        site.manage(*command.split())
    told = site.manage("shell", "-v", "0", "-c", "from tests.browser.office_pages import make; print(make())")
    made = json.loads(told.splitlines()[-1])
    process = start(site, folder)
    yield site, made["session"], made["answers"]
    process.terminate()
    process.wait(10)


def pages_of(answers) -> dict[str, str]:
    return {name: url for name, url, status, kind in answers if (status, kind) == (200, "text/html")}


def too_wide(page) -> list[str]:
    """What has to be scrolled sideways is not seen."""
    out = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{out} pixels too wide"] if out > 0 else []


def test_every_address_is_a_page_or_said_to_be_none(full):
    _, _, answers = full
    pages = pages_of(answers)

    left = {
        name: status
        for name, _, status, _ in answers
        if name not in pages and status not in NO_PAGE_OF_ITS_OWN and name not in NO_PAGE
    }

    assert left == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_keeps_its_policy_and_its_width_and_has_no_violation(full, chromium, width):
    site, session, answers = full
    context = chromium.new_context(base_url=site.url, viewport={"width": width, "height": 900}, locale="fr-FR")
    context.add_cookies([{"name": "session", "value": session, "url": site.url}])
    page = context.new_page()
    said = []
    page.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
    page.on("pageerror", lambda one: said.append(str(one)))
    wrong = {}
    for name, url in pages_of(answers).items():
        said.clear()
        page.goto(url)
        if found := [*said, *too_wide(page), *violations(page)]:
            wrong[name] = found
    context.close()

    assert wrong == {}
