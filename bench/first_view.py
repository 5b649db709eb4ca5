"""What a first visit feels like on a slow network: `python -m bench.first_view`.

Chromium, its cache empty, is slowed to 400 kbit/s with 400 ms of latency ("slow 3G"). Pages are compressed on their
way, as nginx does in front of the directory. A page is usable when its first words are painted: numbers, links, the
search form and the exit are plain HTML and wait for no script. The best of the runs is what the network costs, the
median adds what else the machine was doing. A page costs one round trip, since its first words are styled in it; the
blank page of the same server, measured in the same run, costs as much.
"""

import gzip
import shutil
import statistics
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from playwright.sync_api import sync_playwright

from tests.browser.site import Database, Site, environment_of, free_port, serve_neutral_site, start

SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
TIMES = 5
PAGES = {"blank (healthz)": "healthz", "home": "", "results": "recherche/?ou=86194", "entry": "fiche/1Y4KTJ/"}
FIRST_WORDS = """() => {
    const painted = performance.getEntriesByName("first-contentful-paint")[0];
    return painted ? painted.startTime : performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd;
}"""


def compressing(url: str) -> ThreadingHTTPServer:
    """What stands in front of the directory: pages compressed, static files as they come."""

    class Front(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            asked = Request(url + self.path.lstrip("/"), headers={"Accept-Encoding": self.headers["Accept-Encoding"]})
            try:
                answer = urlopen(asked)
            except HTTPError as refused:
                self.send_response(refused.code)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            with answer:
                body, headers = answer.read(), dict(answer.headers)
            if "Content-Encoding" not in headers:
                body = gzip.compress(body, 6)
                headers["Content-Encoding"] = "gzip"
            self.send_response(200)
            for name in ("Content-Type", "Content-Encoding", "Content-Security-Policy", "Cache-Control"):
                if name in headers:
                    self.send_header(name, headers[name])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """Nothing to say."""

    front = ThreadingHTTPServer(("127.0.0.1", 0), Front)
    Thread(target=front.serve_forever, daemon=True).start()
    return front


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
        front = compressing(site.url)
        address = f"http://127.0.0.1:{front.server_port}/"
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        print("| page | first words, ms, best | median |\n|---|---|---|")
        for name, path in PAGES.items():
            found = [first_words(browser, address + path) for _ in range(TIMES)]
            print(f"| {name} | {min(found):.0f} | {statistics.median(found):.0f} |", flush=True)
        browser.close()
        front.shutdown()
        front.server_close()
        server.terminate()
        server.wait(10)
        neutral_server.shutdown()
        neutral_server.server_close()


if __name__ == "__main__":
    main()
