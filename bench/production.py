"""Figures of the directory as it is served, in one run, on a stack of its own: `python -m bench.production`.

    python -m bench.production                      10,000 then 100,000 services
    python -m bench.production --seconds 3 1000     shorter, one size

Through nginx: requests a second of a kept results page and of a file with the same bytes from the same nginx (their
ratio). Without what nginx keeps: a search of a town and a need by one reader, never the same address twice, beside the
bare SQL of the same search; how many of them one worker serves while it serves a hundred bare views; the memory of each
worker before and after. Uses wrk. Loads loopback only.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path

from bench.load import ask
from deploy.local_stack import Stack, StackError

TOWNS = ("86194", "86066", "86078", "86137", "86165", "86041", "86115", "86160", "86174", "86233")
NEED = "dormir"
SEARCHES = 100
NEVER_ASKED = count(1)
RESULTS = f"/recherche/?ou={TOWNS[0]}&besoin={NEED}"


def throughput(url: str, seconds: int, *, compressed: bool = False) -> float:
    """Requests a second by two threads and sixteen connections."""
    command = ["wrk", "-t2", "-c16", f"-d{seconds}s"] + (["-H", "Accept-Encoding: gzip"] if compressed else [])
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


def times_ms(port: int, path: str, number: int) -> list[float]:
    """Of pages nobody asked for before, straight from one node."""
    times = []
    for _ in range(number):
        began = time.perf_counter()
        status, _, _ = ask(port, f"{path}&d={next(NEVER_ASKED)}")
        times.append((time.perf_counter() - began) * 1000)
        if status != 200:
            raise StackError(f"{path}: {status}")
    return sorted(times)


def searches(stack: Stack) -> list[float]:
    for town in TOWNS:
        times_ms(stack.nodes[0], f"/recherche/?ou={town}&besoin={NEED}", 2)
    each = SEARCHES // len(TOWNS)
    return sorted(
        one for town in TOWNS for one in times_ms(stack.nodes[0], f"/recherche/?ou={town}&besoin={NEED}", each)
    )


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
    settings = {"WEB_WORKERS": "1", "PAGES_KEPT_SECONDS": "3600", "DJANGO_SETTINGS_MODULE": "bench.settings"}
    stack = Stack.on_free_ports(folder, nodes=1, settings=settings, services=size, safe=True)
    try:
        stack.start(copy=False)
        print(
            f"\n## {size} services\n\n| answer | bytes | kept page, req/s | file, req/s | ratio |"
            "\n|---|---|---|---|---|",
        )
        print(kept_against_file(stack, seconds), flush=True)
        bare_sql = float(stack.run([sys.executable, "-m", "bench.bare_sql", NEED, *TOWNS]))
        times = searches(stack)
        before = memory_mib(stack)
        bare_view = statistics.median(times_ms(stack.nodes[0], "/bare/?x=1", 200))
        searches(stack)
        after = memory_mib(stack)
        p50, p95 = statistics.median(times), times[int(len(times) * 0.95)]
        print(
            "\n| search p50 ms | bare SQL ms | difference | p95 ms | to p50 | bare view ms | share "
            "| worker MiB, before | after |"
        )
        print("|---|---|---|---|---|---|---|---|---|")
        print(
            f"| {p50:.1f} | {bare_sql:.1f} | {p50 - bare_sql:+.1f} | {p95:.1f} | {p95 / p50:.1f} | {bare_view:.2f} "
            f"| {100 * bare_view / p50:.1f} % | {max(before):.0f} | {max(after):.0f} |",
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
