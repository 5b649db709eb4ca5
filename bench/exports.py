"""Time and memory of each open file over a directory of any size.

    python -m bench.exports                 1,000 and 100,000 services on SQLite
    python -m bench.exports postgresql:1000 one engine and size

Each file is read in a process of its own, so that its highest memory is its own. Memory that grows with the number
of services would show between two sizes.
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
    "/api/hsds/services?per_page=50&full=true&page=10",
    "/api/hsds/services?modified_after=2026-01-01&per_page=50",
)
RUNS = ("sqlite:1000", "sqlite:100000")
ENVIRONMENT = {
    "SECRET_KEY": "bench" * 12,
    "HTTPS": "off",
    "DEBUG": "off",
    "DJANGO_SETTINGS_MODULE": "vienne_support.settings",
}


def main(asked: list[str]) -> None:
    print("| engine | services | file | seconds | first byte (ms) | size (MB) | highest memory (MB) |")
    print("|---" * 7 + "|")
    for run in asked or RUNS:
        engine, size = run.split(":")
        with TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}" if engine == "sqlite" else _fresh_postgres()
            _apart(url, "--build", size)
            for file in FILES:
                _apart(url, "--read", file, engine, size)


def _apart(url: str, *arguments: str) -> None:
    environment = {**os.environ, **ENVIRONMENT, "DATABASE_URL": url}
    subprocess.run([sys.executable, "-m", "bench.exports", *arguments], env=environment, check=True)


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
    from django.test import Client  # noqa: PLC0415  # Django is ready only now

    start, first, read = time.perf_counter(), 0.0, 0
    response = Client(headers={"host": "127.0.0.1"}).get(file)
    for piece in response.streaming_content if response.streaming else [response.content]:
        first = first or time.perf_counter() - start
        read += len(piece)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"| {engine} | {size} | `{file}` | {seconds:.1f} | {first * 1000:.0f} | {read / 1e6:.1f} | {memory:.0f} |",
        flush=True,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--build"]:
        build(sys.argv[2])
    elif sys.argv[1:2] == ["--read"]:
        read(*sys.argv[2:])
    else:
        main(sys.argv[1:])
