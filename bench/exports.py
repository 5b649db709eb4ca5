"""Time and memory of each open file over a directory of any size.

    python -m bench.exports                                  10,000 and 100,000 services on SQLite
    python -m bench.exports postgresql:1000 postgresql:10000 other engines and sizes

Each file is read in a process of its own, so that its highest memory is its own. The last table tells how much more
the largest directory took than the smallest: a file held whole would grow as the number of services.
"""

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from bench.pages import _fresh_postgres

FILES = (
    "/donnees/annuaire.csv",
    "/donnees/annuaire.geojson",
    "/donnees/data-inclusion.json",
    "/api/hsds/services?format=ndjson&full=true",
    "/api/hsds/organizations?format=ndjson&full=true",
    "/api/hsds/service_at_locations?format=ndjson&full=true",
    "/api/hsds/services?per_page=50&full=true&page=10",
    "/api/hsds/services?modified_after=2026-01-01&per_page=50",
    "/api/hsds/service_at_locations?postcode=86000&proximity=5000&per_page=50",
    "/sitemap-fiches.xml",
)
RUNS = ("sqlite:10000", "sqlite:100000")
ENVIRONMENT = {
    "SECRET_KEY": "bench" * 12,
    "HTTPS": "off",
    "DEBUG": "off",
    "DJANGO_SETTINGS_MODULE": "vienne_support.settings",
}


def main(asked: list[str]) -> None:
    print("| engine | services | file | seconds | first byte (ms) | queries | size (MB) | highest memory (MB) |")
    print("|---" * 8 + "|")
    highest: dict[str, list[float]] = {}
    for run in asked or RUNS:
        engine, size = run.split(":")
        with TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}" if engine == "sqlite" else _fresh_postgres()
            _apart(url, "--build", size)
            for file in FILES:
                told = _apart(url, "--read", file, engine, size)
                print(told, flush=True)
                highest.setdefault(f"{engine} | `{file}`", []).append(float(told.split("|")[-2]))
    print("\n| engine | file | memory, largest to smallest (ratio) | growth (MB) |")
    print("|---" * 4 + "|")
    for file, memory in highest.items():
        print(f"| {file} | {memory[-1] / memory[0]:.2f} | {memory[-1] - memory[0]:.0f} |")


def _apart(url: str, *arguments: str) -> str:
    """What a process of its own prints."""
    environment = {**os.environ, **ENVIRONMENT, "DATABASE_URL": url}
    command = [sys.executable, "-m", "bench.exports", *arguments]
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def build(size: str) -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # Django is ready only now

    from bench import town  # noqa: PLC0415

    with open(os.devnull, "w") as nowhere:
        for command in ("migrate", "load_communes", "load_directory"):
            call_command(command, verbosity=0, stdout=nowhere)
    town.build(int(size))


def read(file: str, engine: str, size: str) -> None:
    django.setup()
    from django.db import connection  # noqa: PLC0415  # Django is ready only now
    from django.test import Client  # noqa: PLC0415

    queries = 0

    def counted(execute, *arguments):
        nonlocal queries
        queries += 1
        return execute(*arguments)

    start, first, read = time.perf_counter(), 0.0, 0
    with connection.execute_wrapper(counted):
        response = Client(headers={"host": "127.0.0.1"}).get(file)
        for piece in response.streaming_content if response.streaming else [response.content]:
            first = first or time.perf_counter() - start
            read += len(piece)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {engine} | {size} | `{file}` | {seconds:.1f} | {first * 1000:.0f} | {queries} | {read / 1e6:.1f} "
        f"| {memory:.0f} |"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build(sys.argv[2])
    elif sys.argv[1:2] == ["--read"]:
        read(*sys.argv[2:])
    else:
        main(sys.argv[1:])
