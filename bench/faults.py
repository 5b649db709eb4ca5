"""What readers and agents are given while something breaks, on a stack of its own: `python -m bench.faults`.

    python -m bench.faults                       every fault, a minute each but for those that last longer
    python -m bench.faults --seconds 10 --rate 20 kill-worker deploy

Steady readers (pages, entries, searches, typed words) and agents who edit, then one fault after the other, each with
the number of public requests that failed and of edits that were half saved or lost. The aim is zero for both. Loads
loopback only, with a PostgreSQL, two nodes and an nginx of its own, below one temporary folder.
"""

import argparse
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.editors import Editor
from bench.load import Readers
from deploy.local_stack import Stack

TOWNS = ("86194", "86066", "86078", "86137", "86165", "86041", "86115", "86160")
NEEDS = ("dormir", "porter-plainte")
WORDS = ("ou+dormir+ce+soir", "il+me+frappe", "avocat+civray", "chatelerault")
IDLE_CLIENTS = 500
NEEDS_A_DISK = "full-disk"


@dataclass
class Scene:
    stack: Stack
    seconds: float

    def sql(self, statement: str) -> None:
        with psycopg.connect(self.stack.cluster.url, autocommit=True) as connection:
            connection.execute(statement)


def nothing(scene: Scene) -> None:
    time.sleep(scene.seconds)


def kill_worker(scene: Scene) -> None:
    until = time.monotonic() + scene.seconds
    while time.monotonic() < until:
        for node in scene.stack.nodes:
            _kill(scene.stack.workers(node)[:1])
            time.sleep(min(5.0, scene.seconds / 2))


def kill_node(scene: Scene) -> None:
    node = scene.stack.nodes[0]
    scene.stack.end(f"node-{node}", signal.SIGKILL)
    time.sleep(scene.seconds)
    scene.stack.start_node(node)


def restart_database(scene: Scene) -> None:
    time.sleep(scene.seconds / 2)
    scene.stack.cluster.stop("fast")
    scene.stack.cluster.start()
    time.sleep(scene.seconds / 2)


def stop_database(scene: Scene) -> None:
    """Two minutes, as a machine that starts again; less when the others are shorter."""
    scene.stack.cluster.stop("immediate")
    time.sleep(min(120.0, scene.seconds * 2))
    scene.stack.cluster.start()
    time.sleep(5)


def full_disk(scene: Scene) -> None:
    """What nginx, the application and the copy write on; the database has a disk of its own, as in production."""
    stuffing = scene.stack.folder / "stuffing"
    try:
        with stuffing.open("wb") as file:
            while file.write(b"0" * 65_536):
                file.flush()
    except OSError:
        pass
    try:
        time.sleep(scene.seconds)
    finally:
        stuffing.unlink()


def full_database_disk(scene: Scene) -> None:
    """Writing refused, as PostgreSQL does when its disk is full: reading goes on."""
    scene.sql("ALTER SYSTEM SET default_transaction_read_only = on")
    scene.sql("SELECT pg_reload_conf()")
    time.sleep(scene.seconds)
    with psycopg.connect(scene.stack.cluster.url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute("ALTER SYSTEM RESET default_transaction_read_only")
        connection.execute("SELECT pg_reload_conf()")
    time.sleep(2)


def slow_database(scene: Scene) -> None:
    """Every process of PostgreSQL stopped, five seconds out of six: connections open, nothing answers."""
    until = time.monotonic() + scene.seconds
    while time.monotonic() < until:
        processes = _database_processes(scene.stack)
        _signal(processes, signal.SIGSTOP)
        time.sleep(5)
        _signal(processes, signal.SIGCONT)
        time.sleep(1)


def migration(scene: Scene) -> None:
    """A table held as a migration that rewrites it holds it."""
    with psycopg.connect(scene.stack.cluster.url) as connection:
        connection.execute("LOCK TABLE resources_service IN ACCESS EXCLUSIVE MODE")
        time.sleep(scene.seconds)


def slow_clients(scene: Scene) -> None:
    """Each sends a letter of its request now and then."""
    held = []
    until = time.monotonic() + scene.seconds
    try:
        for _ in range(IDLE_CLIENTS):
            one = socket.create_connection(("127.0.0.1", scene.stack.http), timeout=5)
            one.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-")
            held.append(one)
        while time.monotonic() < until:
            time.sleep(2)
            for one in held:
                try:
                    one.sendall(b"a")
                except OSError:
                    continue
    finally:
        for one in held:
            one.close()


def deploy(scene: Scene) -> None:
    """A new version: what it prepares while the old one serves, then one node after the other."""
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        scene.stack.manage(*command)
    scene.stack.manage("write_server_pages")
    scene.stack.roll()
    time.sleep(2)


FAULTS: dict[str, Callable[[Scene], None]] = {
    "nothing": nothing,
    "kill-worker": kill_worker,
    "kill-node": kill_node,
    "restart-database": restart_database,
    "stop-database": stop_database,
    NEEDS_A_DISK: full_disk,
    "full-database-disk": full_database_disk,
    "slow-database": slow_database,
    "migration": migration,
    "slow-clients": slow_clients,
    "deploy": deploy,
}


def _kill(processes: list[int]) -> None:
    _signal(processes, signal.SIGKILL)


def _signal(processes: list[int], which: signal.Signals) -> None:
    for number in processes:
        subprocess.run(["kill", f"-{which.value}", str(number)], check=False, stderr=subprocess.DEVNULL)


def _database_processes(stack: Stack) -> list[int]:
    master = (stack.cluster.folder / "data" / "postmaster.pid").read_text().splitlines()[0]
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", master], capture_output=True, text=True, check=False)
    return [int(number) for number in found.stdout.split()]


def pages(stack: Stack) -> list[str]:
    """What is asked for: mostly searches, as readers do; half of it was never asked in this form before."""
    with psycopg.connect(stack.cluster.url) as connection:
        rows = connection.execute(
            "SELECT public_id FROM resources_service WHERE status = 'published' LIMIT 60"
        ).fetchall()
    towns = [f"/recherche/?ou={town}" for town in TOWNS]
    entries = [f"/fiche/{public_id}/" for (public_id,) in rows]
    both = [f"{town}&besoin={need}&rayon={radius}" for town in towns for need in NEEDS for radius in (10, 20, 50)]
    return ["/", "/urgence/", "/guides/", "/communes/", *towns, *entries, *both]


def run(stack: Stack, name: str, *, seconds: float, rate: float, editors: list[tuple[str, str]]) -> int:
    """One fault under load, one row of the table. How many failures."""
    with ExitStack() as all_of_them:
        readers = all_of_them.enter_context(
            Readers(stack.http, pages(stack), number=max(8, int(rate)), rate=rate, searches=list(WORDS))
        )
        agents = [all_of_them.enter_context(Editor(stack.http, *one, pause=2)) for one in editors]
        time.sleep(2)
        FAULTS[name](Scene(stack, seconds))
    given = readers.given
    edits = sum((agent.outcomes for agent in agents), start=agents[0].outcomes.__class__()) if agents else {}
    lost = sum(agent.failed for agent in agents)
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(edits.items()))
    print(
        f"| {name} | {given.asked} | {given.outcomes['page']} | {given.outcomes['copy']} | {given.outcomes['numbers']} "
        f"| **{given.failed}** | {given.percentile(0.5) * 1000:.0f} | {given.percentile(0.99) * 1000:.0f} "
        f"| **{lost}** | {told} |",
        flush=True,
    )
    for failure in given.failures:
        print(f"    {failure}", flush=True)
    return given.failed + lost


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.faults")
    parser.add_argument("faults", nargs="*", help=f"among {', '.join(FAULTS)}; all when none is named")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=30, help="pages asked for in a second, in all")
    parser.add_argument("--agents", type=int, default=2)
    parser.add_argument("--tiny", action="store_true", help="a directory of one entry: to see that it runs")
    asked = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="annuaire-faults-"))
    small = small_disk(folder / "disk")
    stack = Stack.on_free_ports(folder / "disk", nodes=2, safe=True, database_folder=folder / "cluster")
    failures = 0
    try:
        stack.start(load=[[sys.executable, "-m", "tests.production.stack_data"]] if asked.tiny else None)
        session, *services = stack.run([sys.executable, "-m", "bench.agent"]).split()
        print("| fault | asked | page | copy | numbers | failed | p50 ms | p99 ms | edits lost | edits |")
        print("|---|---|---|---|---|---|---|---|---|---|")
        for name in asked.faults or FAULTS:
            if name == NEEDS_A_DISK and not small:
                print(f"| {name} | not run: needs the right to mount a small disk |")
                continue
            editors = [(session, service) for service in services[: asked.agents]]
            failures += run(stack, name, seconds=asked.seconds, rate=asked.rate, editors=editors)
    finally:
        stack.stop()
        if small:
            subprocess.run(["umount", folder / "disk"], check=False)
        shutil.rmtree(folder, ignore_errors=True)
    print(f"\nFailed: {failures}.")
    return 1 if failures else 0


def small_disk(folder: Path) -> bool:
    """A disk of 200 MB in memory, when we may mount one: filling it troubles nobody else."""
    folder.parent.chmod(0o755)
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200m,mode=755", "tmpfs", folder], capture_output=True, check=False
    )
    return mounted.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
