"""Figures of the directory as it is served, in one run, on a stack of its own: `python -m bench.production`.

    python -m bench.production                      10,000 then 100,000 services
    python -m bench.production --seconds 3 1000     shorter, one size

Through nginx: requests a second of a kept results page and of a file with the same bytes from the same nginx (their
ratio). Without what nginx keeps: a search of a town and a need by one reader, never the same address twice, and its
bare SQL a moment after each; how many of them one worker serves while it serves a hundred bare views, as many readers
asking at once as it has threads; its memory before and after. Uses wrk. Loads loopback only.
"""

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

import psycopg

from bench.load import ask
from deploy.local_stack import Stack, StackError

TOWNS = ("86194", "86066", "86078", "86137", "86165", "86041", "86115", "86160", "86174", "86233")
NEED = "dormir"
SEARCHES, WARM_UP = 100, 2
THREADS = 4
NEVER_ASKED = count(1)
RESULTS = f"/recherche/?ou={TOWNS[0]}&besoin={NEED}"


def throughput(url: str, seconds: int, *, readers: int = 16, compressed: bool = False) -> float:
    """Requests a second by two threads."""
    command = ["wrk", "-t2", f"-c{readers}", f"-d{seconds}s"] + (["-H", "Accept-Encoding: gzip"] if compressed else [])
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise StackError(said)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def kept_against_file(stack: Stack, seconds: int) -> str:
    """The kept page is kept longer than the bench lasts, so that only nginx is measured."""
    page = ask(stack.http, RESULTS)[1]
    (stack.public / "static" / "measure.html").write_bytes(page)
    rows = []
    for name, compressed in (("plain", False), ("compressed", True)):
        kept = throughput(f"{stack.url}{RESULTS}", seconds, compressed=compressed)
        static = throughput(f"{stack.url}/static/measure.html", seconds, compressed=compressed)
        rows.append(f"| {name} | {len(page)} | {kept:.0f} | {static:.0f} | {100 * kept / static:.0f} % |")
    return "\n".join(rows)


def page_ms(port: int, path: str) -> float:
    """Of a page nobody asked for before, straight from one node."""
    began = time.perf_counter()
    status, _, _ = ask(port, f"{path}&d={next(NEVER_ASKED)}")
    took = time.perf_counter() - began
    if status != 200:
        raise StackError(f"{path}: {status}")
    return took * 1000


def sql_ms(connection: psycopg.Connection, statements: list[str]) -> float:
    began = time.perf_counter()
    for statement in statements:
        connection.execute(statement).fetchall()
    return (time.perf_counter() - began) * 1000


def searches(stack: Stack) -> list[tuple[float, float]]:
    """Milliseconds of each page and of its bare SQL a moment after: what else the machine does weighs on both."""
    statements = json.loads(stack.run([sys.executable, "-m", "bench.bare_sql", NEED, *TOWNS]))
    times = []
    # As Django asks: no JIT, and nothing prepared on the server.
    asking = {"options": "-c jit=off", "autocommit": True, "prepare_threshold": None}
    with psycopg.connect(stack.cluster.url, **asking) as connection:
        for town in TOWNS:
            for number in range(WARM_UP + SEARCHES // len(TOWNS)):
                page = page_ms(stack.nodes[0], f"/recherche/?ou={town}&besoin={NEED}")
                sql = sql_ms(connection, statements[town])
                times += [(page, sql)] if number >= WARM_UP else []
    return times


def share(stack: Stack, seconds: int) -> float:
    """Searches one worker serves while it serves a hundred bare views: as many readers as it has threads."""
    node = f"http://127.0.0.1:{stack.nodes[0]}"
    searched, bare = (throughput(f"{node}{path}", seconds, readers=THREADS) for path in (RESULTS, "/bare/"))
    return 100 * searched / bare


def memory_mib(stack: Stack) -> list[float]:
    """Resident memory of each worker of the first node."""
    found = []
    for worker in stack.workers(stack.nodes[0]):
        status = Path(f"/proc/{worker}/status").read_text()
        found.append(int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024)
    return found


def measure(size: int, seconds: int) -> None:
    folder = Path(tempfile.mkdtemp(prefix="annuaire-production-"))
    # One node of one worker: what one process does. A bare view behind the same middlewares stands beside.
    settings = {
        "WEB_WORKERS": "1",
        "WEB_THREADS": str(THREADS),
        "PAGES_KEPT_SECONDS": "3600",
        "DJANGO_SETTINGS_MODULE": "bench.settings",
    }
    stack = Stack.on_free_ports(folder, nodes=1, settings=settings, services=size, safe=True)
    try:
        stack.start(copy=False)
        print(
            f"\n## {size} services\n\n| answer | bytes | kept page, req/s | file, req/s | ratio |"
            "\n|---|---|---|---|---|",
        )
        print(kept_against_file(stack, seconds), flush=True)
        times = searches(stack)
        before = memory_mib(stack)
        served = share(stack, seconds)
        searches(stack)
        after = memory_mib(stack)
        pages, bare = sorted(page for page, _ in times), statistics.median(sql for _, sql in times)
        p50, p95 = statistics.median(pages), pages[int(len(pages) * 0.95)]
        print("\n| search p50 ms | bare SQL ms | difference | p95 ms | to p50 | share | worker MiB, before | after |")
        print("|---|---|---|---|---|---|---|---|")
        print(
            f"| {p50:.1f} | {bare:.1f} | {p50 - bare:+.1f} | {p95:.1f} | {p95 / p50:.1f} | {served:.1f} % "
            f"| {max(before):.0f} | {max(after):.0f} |",
            flush=True,
        )
    finally:
        stack.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.production")
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--seconds", type=int, default=10, help="of each throughput")
    asked = parser.parse_args(arguments)
    if not shutil.which("wrk"):
        print("wrk is not installed. On Debian: apt install wrk", file=sys.stderr)
        return 1
    for size in asked.sizes:
        measure(size, asked.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
