"""Time of every search and of an entry page, beside the bare SQL of the same search and beside a bare view.

    python -m bench.pages                     every size, on SQLite and on PostgreSQL when it answers
    python -m bench.pages sqlite:10000        one engine and size

Each size runs in a process and a database of its own. Times are of one client, in milliseconds: the best of several
calls for a town, and the median of ten towns. All of it takes about eight minutes at rest, the making included. A
"phrase" is typed words posted and the page they lead to. "Share" is how many searches with a need one worker serves
while it serves a hundred bare views behind the same middlewares.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import django
import psycopg

POSTGRES = os.environ.get("DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
RUNS = (("sqlite", 300), ("sqlite", 10_000), ("postgresql", 300), ("postgresql", 10_000), ("postgresql", 100_000))
TOWNS = ("86194", "86066", "86078", "86137", "86165", "86041", "86115", "86160", "86174", "86233")
REPEATS, LEAST_REPEATS, LONG_ENOUGH_MS = 7, 3, 1500
HEADER = (
    "| engine | services | town | bare SQL | difference | with a need | bare SQL | difference | ratio "
    "| a phrase | to a need | filtered | open now | entry | bare view | share | queries | of an entry |"
)


def main(asked: list[str]) -> None:
    runs = [(run.split(":")[0], int(run.split(":")[1])) for run in asked] or RUNS
    print(HEADER)
    print("|---" * HEADER.count(" | ") + "|---|")
    for engine, size in runs:
        with TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}" if engine == "sqlite" else _fresh_postgres()
            if url:
                _measure_apart(engine, size, url)
            else:
                print(f"| {engine} | {size} | not run: no server answers |")


def _fresh_postgres() -> str:
    """The address of an empty database, or an empty text when no server answers."""
    try:
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as connection:
            connection.execute("DROP DATABASE IF EXISTS directory_bench WITH (FORCE)")
            connection.execute("CREATE DATABASE directory_bench")
    except psycopg.OperationalError:
        return ""
    return urlsplit(POSTGRES)._replace(path="/directory_bench").geturl()


def _measure_apart(engine: str, size: int, url: str) -> None:
    environment = {**os.environ, "DATABASE_URL": url, "SECRET_KEY": "bench" * 12, "HTTPS": "off", "DEBUG": "off"}
    environment["DJANGO_SETTINGS_MODULE"] = "vienne_support.settings"
    subprocess.run([sys.executable, "-m", "bench.pages", "--measure", engine, str(size)], env=environment, check=True)


def measure(engine: str, size: int) -> None:
    django.setup()
    from bench.measures import page_times  # noqa: PLC0415  # Django is ready only now

    print(page_times(engine, size, towns=TOWNS, repeats=REPEATS), flush=True)


def best_ms(call, repeats: int) -> float:
    """Time of a call: the best of several, after one that is not counted; fewer of them when each is long.

    The best, because whatever else the machine does only adds to it.
    """
    call()
    times: list[float] = []
    while len(times) < repeats and (len(times) < LEAST_REPEATS or sum(times) < LONG_ENOUGH_MS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], int(sys.argv[3]))
    else:
        main(sys.argv[1:])
