"""The directory as in production, without containers: the same gunicorn and nginx files, PostgreSQL on loopback.

    deploy/local-stack start [--folder DIR] [--port 8161] [--nodes 2] [--services N]
    deploy/local-stack status | roll | stop [--folder DIR]

A database cluster, nodes and a web server of its own, all below one folder, all on 127.0.0.1: the web server on the
port, its own numbers on the next one, then the nodes, then PostgreSQL. `roll` starts the nodes again one by one, as a
new version does. `--services` makes up a directory of that size, to measure. Tests and benches use the class below.
"""

import argparse
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_FOLDER = Path(tempfile.gettempdir()) / "annuaire-stack"
MEMORY = Path("/dev/shm")
PATIENCE_S = 90
HTTP_OK, LED_ELSEWHERE = 200, 308
# Floods are tested by a stack of their own.
NO_LIMIT = {"DIRECTORY_RATE": "100000r/s", "DIRECTORY_BURST": "100000", "DIRECTORY_CONNECTIONS": "10000"}
# What this process started itself, to know when it ends.
CHILDREN: dict[int, subprocess.Popen] = {}


class StackError(Exception):
    """Something did not start; the message holds the end of its log."""


def find_binaries() -> Path | None:
    """Where initdb and pg_ctl are, or None."""
    found = shutil.which("initdb")
    known = [Path(found)] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return known[-1].resolve().parent if known else None


def find_nginx() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def free_ports(number: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(number)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


@dataclass
class Cluster:
    """A PostgreSQL of our own, whose stops and delays trouble nobody else."""

    folder: Path
    port: int
    binaries: Path
    # Tests need speed; what is measured keeps the guarantees of production.
    safe: bool = False

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if os.getuid() == 0:
            shutil.chown(self.folder, self._owner())
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        if not self.safe:
            options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        self._run("pg_ctl", "start", "-w", "-t", "60", "-l", str(self.folder / "log"), "-o", options)

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "stop", "-m", mode, "-w", "-t", "60")

    def is_running(self) -> bool:
        return (self.folder / "data" / "postmaster.pid").exists()

    def _owner(self) -> str:
        """initdb and pg_ctl refuse root."""
        names = {user.pw_name for user in pwd.getpwall()}
        return "postgres" if "postgres" in names else "nobody"

    def _run(self, name: str, *arguments: str) -> None:
        command = [str(self.binaries / name), "-D", str(self.folder / "data"), *arguments]
        if os.getuid() == 0:
            command = ["runuser", "-u", self._owner(), "--", *command]
        # Not a pipe: what is started would hold it open.
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(command, cwd="/", stdout=said, stderr=said, check=False)
            said.seek(0)
            if done.returncode:
                raise StackError(f"{name}: {said.read()[-2000:]}")


@dataclass
class Stack:
    """The whole of it. `start` makes and loads what is missing; `stop` ends only what it started."""

    folder: Path
    http: int
    status: int
    nodes: list[int]
    database: int
    # Settings of the application and of nginx that differ from production's.
    settings: dict[str, str] = field(default_factory=dict)
    nginx: dict[str, str] = field(default_factory=lambda: dict(NO_LIMIT))
    services: int = 0
    safe: bool = False
    # Elsewhere than below `folder`, when that one is to be filled.
    database_folder: Path | None = None
    processes: dict[str, int] = field(default_factory=dict)
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(60))

    @classmethod
    def on_free_ports(cls, folder: Path, *, nodes: int = 2, **options) -> "Stack":
        http, status, database, *others = free_ports(3 + nodes)
        return cls(folder, http, status, others, database, **options)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http}"

    @property
    def public(self) -> Path:
        return self.folder / "public"

    @property
    def kept(self) -> Path:
        """In memory, as in production: a full disk does not reach it."""
        return (MEMORY if MEMORY.is_dir() else self.folder) / f"annuaire-pages-{self.http}"

    @property
    def cluster(self) -> Cluster:
        binaries = find_binaries()
        if binaries is None:
            raise StackError("PostgreSQL is not installed. On Debian: apt install postgresql")
        return Cluster(self.database_folder or self.folder / "cluster", self.database, binaries, self.safe)

    @property
    def environment(self) -> dict[str, str]:
        """Everything told: a .env lying about changes nothing."""
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
        return (
            kept
            | {
                "SECRET_KEY": self.secret,
                "DATABASE_URL": self.cluster.url,
                "DEBUG": "off",
                "HTTPS": "off",
                "TRUSTED_PROXIES": "1",
                "ALLOWED_HOSTS": "127.0.0.1",
                "DEPARTEMENT_CODE": "86",
                "SITE_NAME": "Annuaire Vienne",
                "TERRITORY_NAME": "la Vienne",
                "TIME_ZONE": "Europe/Paris",
                "LOG_FORMAT": "json",
                "STATIC_ROOT": str(self.public / "static"),
                "SERVER_PAGES_ROOT": str(self.public / "pages"),
                "SNAPSHOT_ROOT": str(self.public / "copies"),
            }
            | self.settings
        )

    # -- Starting and ending ------------------------------------------------------------------

    def start(self, *, load: list[list[str]] | None = None, copy: bool = True) -> None:
        """`load`: the commands that fill the tables, instead of the real directory."""
        self.folder.mkdir(parents=True, exist_ok=True)
        # Read by the workers of nginx, which are not us.
        self.folder.chmod(0o755)
        self.start_database()
        self.manage("migrate", "--verbosity", "0")
        for command in self._directory() if load is None else load:
            self.run(command)
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        self.manage("write_server_pages")
        if copy:
            self.manage("write_snapshot")
        for node in self.nodes:
            self.start_node(node)
        self.start_nginx()

    def _directory(self) -> list[list[str]]:
        commands = [[sys.executable, "manage.py", name] for name in ("load_communes", "load_directory")]
        return commands + ([[sys.executable, "-m", "bench.made_up", str(self.services)]] if self.services else [])

    def start_database(self) -> None:
        if not (self.cluster.folder / "data").exists():
            self.cluster.make()
        if not self.cluster.is_running():
            self.cluster.start()

    def start_node(self, port: int) -> None:
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
        command += ["--bind", f"127.0.0.1:{port}", "vienne_support.wsgi"]
        self._spawn(f"node-{port}", command)
        self.wait_for(port, f"node-{port}")

    def start_nginx(self) -> None:
        nginx = find_nginx()
        if nginx is None:
            raise StackError("nginx is not installed. On Debian: apt install nginx-light")
        self._spawn("nginx", ["deploy/serve-nginx", str(self.folder / "nginx")], self.nginx_settings() | self.nginx)
        self.wait_for(self.http, "nginx")

    def nginx_settings(self) -> dict[str, str]:
        lines = [f"server 127.0.0.1:{port} max_fails=3 fail_timeout=10s;" for port in self.nodes]
        return {
            "DIRECTORY_NODES": " ".join(lines * 2 if len(lines) == 1 else lines),
            "DIRECTORY_PUBLIC": str(self.public),
            "DIRECTORY_CACHE": str(self.kept),
            "DIRECTORY_RUN": str(self.folder / "run"),
            "DIRECTORY_HTTP": f"127.0.0.1:{self.http}",
            "DIRECTORY_STATUS": f"127.0.0.1:{self.status}",
            "DIRECTORY_SCHEME": "http",
            "DIRECTORY_LOG": str(self.folder / "nginx.log"),
        }

    def stop(self) -> None:
        for name in list(self.processes):
            self.end(name)
        if self.cluster.is_running():
            self.cluster.stop("immediate")
        shutil.rmtree(self.kept, ignore_errors=True)

    def end(self, name: str, how: signal.Signals = signal.SIGTERM) -> None:
        """End one process and what it started, and wait for it."""
        number = self.processes.pop(name)
        # The workers of gunicorn are told by their master: told twice, they would not finish what they answer.
        tell = os.kill if name.startswith("node") and how is not signal.SIGKILL else os.killpg
        try:
            tell(number, how)
        except ProcessLookupError:
            return
        until = time.monotonic() + 40
        while time.monotonic() < until and _is_alive(number):
            time.sleep(0.05)

    def roll(self) -> None:
        """Each node in turn: the others serve meanwhile."""
        for node in self.nodes:
            self.end(f"node-{node}")
            self.start_node(node)

    def is_up(self) -> dict[str, bool]:
        return {name: _is_alive(number) for name, number in self.processes.items()}

    # -- What tests and benches do with it ------------------------------------------------------

    def manage(self, *arguments: str, text: str | None = None) -> str:
        return self.run([sys.executable, "manage.py", *arguments], text=text)

    def workers(self, node: int) -> list[int]:
        """The processes of one node that answer."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.processes[f"node-{node}"])],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(number) for number in listed.stdout.split()]

    def wait_for(self, port: int, name: str) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and _is_alive(self.processes[name]):
            if _answers(port):
                return
            time.sleep(0.1)
        raise StackError(f"{name} did not start: {(self.folder / f'{name}.out').read_text()[-2000:]}")

    def _spawn(self, name: str, command: list[str], more: dict[str, str] | None = None) -> None:
        with (self.folder / f"{name}.out").open("a") as out:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment | (more or {}), stdout=out, stderr=out, start_new_session=True
            )
        CHILDREN[process.pid] = process
        self.processes[name] = process.pid

    def run(self, command: list[str], more: dict[str, str] | None = None, text: str | None = None) -> str:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment | (more or {}),
            input=text,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise StackError(f"{' '.join(command[-2:])}: {done.stderr[-2000:]}")
        return done.stdout

    # -- From one command to the next -----------------------------------------------------------

    def write_down(self) -> None:
        kept = {name: value for name, value in vars(self).items() if name not in ("folder", "database_folder")}
        path = self.folder / "stack.json"
        path.touch(mode=0o600)
        path.write_text(json.dumps(kept))

    @classmethod
    def read_back(cls, folder: Path) -> "Stack":
        try:
            return cls(folder, **json.loads((folder / "stack.json").read_text()))
        except FileNotFoundError as error:
            raise StackError(f"Nothing was started in {folder}.") from error


def _is_alive(number: int) -> bool:
    if child := CHILDREN.get(number):
        return child.poll() is None
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def _answers(port: int) -> bool:
    """Well, or by leading to HTTPS."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status in (HTTP_OK, LED_ELSEWHERE)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="deploy/local-stack", description="As in production, on loopback.")
    parser.add_argument("what", choices=["start", "status", "roll", "stop"])
    parser.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--port", type=int, default=8161)
    parser.add_argument("--nodes", type=int, default=2)
    parser.add_argument("--services", type=int, default=0)
    asked = parser.parse_args(arguments)
    try:
        return _do(asked)
    except StackError as error:
        print(error, file=sys.stderr)
        return 1


def _do(asked: argparse.Namespace) -> int:
    if asked.what == "start":
        ports = [asked.port + number for number in range(3 + asked.nodes)]
        stack = Stack(asked.folder, *ports[:2], ports[2:-1], ports[-1], services=asked.services, safe=True)
        if (asked.folder / "stack.json").exists() and any(Stack.read_back(asked.folder).is_up().values()):
            raise StackError(f"It already runs in {asked.folder}.")
        try:
            stack.start()
        except BaseException:
            stack.stop()
            raise
        stack.write_down()
        print(f"The directory: {stack.url}/ (log: {stack.folder / 'nginx.log'})")
        return 0
    stack = Stack.read_back(asked.folder)
    if asked.what == "stop":
        stack.stop()
    elif asked.what == "roll":
        stack.roll()
    if asked.what != "stop":
        for name, up in stack.is_up().items():
            print(f"{name}: {'runs' if up else 'DOWN'}")
    stack.write_down()
    return 0 if asked.what == "stop" or all(stack.is_up().values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
