"""A real browser on a real server. Without Chromium these tests are skipped, and in CI they fail instead."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.site import Database, Site, environment_of, free_port, serve_neutral_site, start

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# The page cache is part of what is tested: Playwright would turn it off.
SWITCHED_BACK_ON = ["--disable-back-forward-cache"]
PHONE = {"width": 390, "height": 844}


@pytest.hookimpl(tryfirst=True)  # before the tests are shared out
def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            # One worker: one server and one browser serve them all.
            item.add_marker(pytest.mark.xdist_group("browser"))
            if not CHROMIUM and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The directory on its real data, as gunicorn serves it."""
    folder = tmp_path_factory.mktemp("browser")
    neutral, neutral_server = serve_neutral_site()
    server = os.environ.get("DATABASE_URL")
    database = Database(folder, server, f"test_directory_{os.environ['TEST_RUN']}_browser")
    site = Site(f"http://127.0.0.1:{free_port()}/", neutral, environment_of(database.url, folder, neutral.url))
    process = None
    try:
        for command in ("migrate", "load_communes", "load_directory", "collectstatic --noinput"):
            site.manage(*command.split())
        process = start(site, folder)
        yield site
    finally:
        if process:
            process.terminate()
            process.wait(10)
        neutral_server.shutdown()
        neutral_server.server_close()
        database.drop()


@pytest.fixture(scope="session")
def chromium():
    # The browser's loop runs beside the tests that follow on this worker: theirs is no asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"], ignore_default_args=SWITCHED_BACK_ON
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site):
    """Opens a page of the directory: `visit("urgence/", javascript=False, width=1280)`."""
    contexts = []

    def open_page(path="", *, javascript=True, scripts=True, width=PHONE["width"], scheme="light", text_percent=100):
        context = chromium.new_context(
            base_url=site.url,
            viewport={**PHONE, "width": width},
            color_scheme=scheme,
            locale="fr-FR",
            java_script_enabled=javascript,
            # Larger text is a style of the reader's, which the policy of a page does not know.
            bypass_csp=text_percent != 100,
        )
        contexts.append(context)
        if not scripts:
            # Ours alone: what looks at the page is a script too.
            context.route("**/*.js", lambda route: route.abort())
        page = context.new_page()
        page.goto(path)
        if text_percent != 100:
            page.add_style_tag(content=f"html {{ font-size: {text_percent}% }}")
        return page

    yield open_page
    for context in contexts:
        context.close()


SIGNS_IN = """
from django.test import Client
from resources.models import User
from tests.sign_in import sign_in
agent = User.objects.create_superuser(email="axe@exemple.fr", password="une phrase longue et bleue")
print(sign_in(Client(), agent).cookies["session"].value)
"""


@pytest.fixture(scope="session")
def session_of_an_agent(site):
    """What her browser keeps once she is in, second factor given."""
    return site.manage("shell", "--no-imports", "-c", SIGNS_IN).split()[-1]


@pytest.fixture
def office(chromium, site, session_of_an_agent):
    """Opens a page of the back office: `office("gestion/", width=1280, scheme="dark")`."""
    contexts = []

    def open_page(path, *, width=1280, scheme="light"):
        context = chromium.new_context(
            base_url=site.url, viewport={**PHONE, "width": width}, color_scheme=scheme, locale="fr-FR"
        )
        contexts.append(context)
        context.add_cookies([{"name": "session", "value": session_of_an_agent, "url": site.url}])
        page = context.new_page()
        page.refused = []
        page.on("console", lambda said: page.refused.append(said.text) if "Content Security" in said.text else None)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
