"""A directory served as in production, on the real data, with its own database; and the neutral site it leads to."""

import os
import secrets
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import URLError
from urllib.request import urlopen

import psycopg

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60


@dataclass
class Neutral:
    """The site somebody lands on when leaving. Keeps what each request told of where it came from."""

    url: str
    referrers: list[str | None] = field(default_factory=list)


@dataclass
class Site:
    """A running directory. `manage` runs one of its commands, on its own database."""

    url: str
    neutral: Neutral
    environment: dict[str, str]

    def manage(self, *arguments: str, text: str | None = None) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, input=text, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)}: {done.stderr}")
        return done.stdout


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def serve_neutral_site() -> tuple[Neutral, ThreadingHTTPServer]:
    neutral = Neutral("")

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/":
                neutral.referrers.append(self.headers.get("Referer"))
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write("<!doctype html><title>Météo</title><h1>Demain, du soleil</h1>".encode())

        def log_message(self, *_):
            """Nothing to say."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    Thread(target=server.serve_forever, daemon=True).start()
    neutral.url = f"http://127.0.0.1:{server.server_port}/"
    return neutral, server


class Database:
    """A database for one run of the browser tests, on the engine the suite runs on."""

    def __init__(self, folder: Path, server: str | None, name: str):
        self.server, self.name = server, name
        self.url = f"sqlite:///{folder / 'directory.sqlite3'}"
        if server:
            self.url = f"{server.rsplit('/', 1)[0]}/{name}"
            self._run(f'CREATE DATABASE "{name}"')

    def drop(self) -> None:
        if self.server:
            self._run(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)


def environment_of(database_url: str, folder: Path, exit_url: str) -> dict[str, str]:
    """Everything told: a .env lying about changes nothing."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return kept | {
        "SECRET_KEY": secrets.token_urlsafe(60),
        "DATABASE_URL": database_url,
        "DEBUG": "off",
        "HTTPS": "off",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DEPARTEMENT_CODE": "86",
        "SITE_NAME": "Annuaire Vienne",
        "TERRITORY_NAME": "la Vienne",
        "TIME_ZONE": "Europe/Paris",
        "EXIT_URL": exit_url,
        "STATIC_ROOT": str(folder / "static"),
    }


def start(site: Site, folder: Path) -> subprocess.Popen:
    address = site.url.removeprefix("http://").rstrip("/")
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", address]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            [*command, "vienne_support.wsgi"], cwd=ROOT, env=site.environment, stdout=log, stderr=log
        )
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            urlopen(f"{site.url}healthz", timeout=1).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return process
    process.kill()
    raise RuntimeError(f"The directory did not start: {(folder / 'server.log').read_text()[-2000:]}")
