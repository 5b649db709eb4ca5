"""What a first visit feels like on a slow network: `python -m bench.first_view`.

Chromium is slowed to 400 kbit/s with 400 ms of latency ("slow 3G") on a results page opened first, and on a blank page
of the same server. Pages travel as gunicorn sends them; behind nginx they are compressed and arrive sooner. Prints
milliseconds to the first words on the screen, and the ratio to the blank page, measured in the same run.
"""

import shutil
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.site import Database, Site, environment_of, free_port, serve_neutral_site, start

SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
TIMES = 5
PAGES = {"blank (healthz)": "healthz", "home": "", "results": "recherche/?ou=86194", "entry": "fiche/1Y4KTJ/"}
FIRST_WORDS = """() => {
    const painted = performance.getEntriesByName("first-contentful-paint")[0];
    return painted ? painted.startTime : performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd;
}"""


def first_words(browser, url: str) -> float:
    """Milliseconds from the request to the first words painted, nothing being in any cache."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_3G)
    page.goto(url, wait_until="networkidle")
    milliseconds = page.evaluate(FIRST_WORDS)
    context.close()
    return milliseconds


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        neutral, neutral_server = serve_neutral_site()
        database = Database(folder, None, "")
        site = Site(f"http://127.0.0.1:{free_port()}/", neutral, environment_of(database.url, folder, neutral.url))
        for command in ("migrate", "load_communes", "load_directory", "collectstatic --noinput"):
            site.manage(*command.split())
        server = start(site, folder)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        found = {
            name: statistics.median(first_words(browser, site.url + path) for _ in range(TIMES))
            for name, path in PAGES.items()
        }
        blank = next(iter(found.values()))
        print("| page | first words, ms | ratio to blank |\n|---|---|---|")
        for name, milliseconds in found.items():
            print(f"| {name} | {milliseconds:.0f} | {milliseconds / blank:.1f} |")
        browser.close()
        server.terminate()
        server.wait(10)
        neutral_server.shutdown()
        neutral_server.server_close()


if __name__ == "__main__":
    main()
