"""CPU of the import of a spreadsheet of new entries: its plan, then its writing.

    python -m bench.spreadsheet                  500 and 5,000 rows on SQLite
    python -m bench.spreadsheet 500              another number
    python -m bench.spreadsheet --profile 500    and where the time goes

Each run is a process of its own, so that its highest memory is its own.
"""

import cProfile
import csv
import io
import os
import pstats
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from bench.exports import ENVIRONMENT

SIZES = ("500", "5000")
ROW = {
    "organization": "Département de la Vienne",
    "kind": "Accueil social",
    "serves": "personnes qui subissent ou témoins",
    "summary": "Quelqu’un vous écoute et vous dit vos droits.",
    "needs": "Parler à quelqu’un",
    "areas": "Civray (commune)",
    "channel": "sur place",
    "commune": "Civray",
    "postal_code": "86400",
    "access": "sans rendez-vous",
    "hours": "lu-ve 9h-12h, 14h-17h30",
}


def main(asked: list[str]) -> None:
    profiles = [word for word in asked if word == "--profile"]
    print("| rows | plan (CPU s) | writing (CPU s) | ms a row | queries a row | highest memory (MB) |")
    print("|---" * 6 + "|", flush=True)
    for size in [word for word in asked if word.isdigit()] or SIZES:
        with TemporaryDirectory() as folder:
            environment = {**os.environ, **ENVIRONMENT, "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite3'}"}
            command = [sys.executable, "-m", "bench.spreadsheet", "--measure", size, *profiles]
            subprocess.run(command, env=environment, check=True)


def sheet(rows: int, headers: dict[str, str]) -> bytes:
    """Each row is a new entry with its own place, number and hours."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    keys = ["name", "neutral_title", "place", "street", "phone_1", *ROW]
    writer.writerow([headers[key] for key in keys])
    for number in range(rows):
        own = [f"Accueil {number:05}", f"Accueil {number:05}", f"Maison {number:05}", f"{number} rue du Four"]
        writer.writerow([*own, f"05 49 {number // 100:02} {number % 100:02} 00", *ROW.values()])
    return text.getvalue().encode()


def measure(size: str, *, profile: bool) -> None:
    django.setup()
    # Django is ready only now.
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from resources.exports.sheet_columns import COLUMNS  # noqa: PLC0415
    from resources.imports.sheet_import import apply, plan_of  # noqa: PLC0415

    with open(os.devnull, "w") as nowhere:
        for command in ("migrate", "load_communes", "load_directory"):
            call_command(command, verbosity=0, stdout=nowhere)
    content = sheet(int(size), {column.key: column.header for column in COLUMNS})
    start = time.process_time()
    plan = plan_of(content)
    if plan.all_refusals:
        raise SystemExit(f"The sheet is refused: {plan.all_refusals[0]}")
    planned = time.process_time() - start
    queries = 0

    def count(execute, *arguments):
        nonlocal queries
        queries += 1
        return execute(*arguments)

    profiler = cProfile.Profile()
    start = time.process_time()
    with connection.execute_wrapper(count):
        if profile:
            profiler.enable()
        apply(content, digest=plan.digest)
        profiler.disable()
    written = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells = [
        size,
        f"{planned:.1f}",
        f"{written:.1f}",
        f"{1000 * written / int(size):.1f}",
        f"{queries / int(size):.2f}",
    ]
    print(f"| {' | '.join([*cells, f'{memory:.0f}'])} |", flush=True)
    if profile:
        pstats.Stats(profiler).sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], profile="--profile" in sys.argv)
    else:
        main(sys.argv[1:])
