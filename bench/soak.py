"""Readers and agents together for ten minutes at four fifths of what the stack can give: `python -m bench.soak`.

    python -m bench.soak --minutes 1 --rate 20      shorter; a rate given instead of found

Prints what readers and agents were given, the memory of the workers as minutes pass, and the longest wait for a lock.
The aim: no error, no growth, no wait for a lock beyond a second. Loads loopback only, on a stack of its own.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import psycopg

from bench.editors import Editor
from bench.faults import WORDS, pages
from bench.load import Readers
from bench.production import memory_mib
from deploy.local_stack import Stack

SHARE = 0.8
TRIAL_S = 10
LONGEST_WAIT_S = 1.0
# Once every worker has answered every kind of page, it holds what it will hold.
WARM_UP = 0.2
MAY_GROW = 1.05
WAITING = (
    "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - state_change)), 0)"
    " FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
)


def capacity(stack: Stack, asked: list[str]) -> float:
    """Pages a second that readers get when each asks again at once."""
    with Readers(stack.http, asked, number=16, rate=100_000) as readers:
        time.sleep(TRIAL_S)
    return readers.given.asked / TRIAL_S


def soak(stack: Stack, *, minutes: float, rate: float | None) -> bool:
    asked = pages(stack)
    rate = rate or SHARE * capacity(stack, asked)
    session, *services = stack.run([sys.executable, "-m", "bench.agent"]).split()
    memory, waits = [], []
    with ExitStack() as together:
        readers = together.enter_context(Readers(stack.http, asked, number=16, rate=rate, searches=list(WORDS)))
        agents = [together.enter_context(Editor(stack.http, session, one, pause=3)) for one in services[:2]]
        until = time.monotonic() + minutes * 60
        with psycopg.connect(stack.cluster.url, autocommit=True) as connection:
            while time.monotonic() < until:
                waits.append(float(connection.execute(WAITING).fetchone()[0]))
                memory.append(max(memory_mib(stack)))
                time.sleep(0.5)
    edits = sum((agent.outcomes for agent in agents), start=Counter())
    warm = memory[int(len(memory) * WARM_UP)]
    given = readers.given
    wrong = given.failed + given.outcomes["copy"] + given.outcomes["numbers"] + sum(edits.values()) - edits["saved"]
    print("| pages/s | asked | not fresh or failed | p50 ms | p95 ms | edits | MiB, warm | end | longest lock s |")
    print("|---|---|---|---|---|---|---|---|---|")
    print(
        f"| {rate:.0f} | {given.asked} | {wrong} | {given.percentile(0.5) * 1000:.0f} "
        f"| {given.percentile(0.95) * 1000:.0f} | {dict(edits)} | {warm:.0f} | {memory[-1]:.0f} | {max(waits):.2f} |"
    )
    for failure in given.failures:
        print(f"    {failure}")
    return not wrong and memory[-1] <= warm * MAY_GROW and max(waits) <= LONGEST_WAIT_S


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench.soak")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=None)
    parser.add_argument("--tiny", action="store_true", help="a directory of one entry: to see that it runs")
    asked = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="annuaire-soak-"))
    stack = Stack.on_free_ports(folder, nodes=2, safe=True)
    try:
        stack.start(load=[[sys.executable, "-m", "tests.production.stack_data"]] if asked.tiny else None, copy=False)
        return 0 if soak(stack, minutes=asked.minutes, rate=asked.rate) else 1
    finally:
        stack.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
