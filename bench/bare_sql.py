"""Milliseconds of the bare statements of a search, the median over towns: `python -m bench.bare_sql dormir 86194 …`."""

import os
import statistics
import sys
import time

import django

REPEATS = 10


def main(need: str, *towns: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "vienne_support.settings"
    django.setup()
    from bench.measures import bare  # noqa: PLC0415  # Django is ready only now

    times = []
    for town in towns:
        run = bare(town, f"besoin={need}")
        run()
        for _ in range(REPEATS):
            began = time.perf_counter()
            run()
            times.append((time.perf_counter() - began) * 1000)
    print(statistics.median(times))


if __name__ == "__main__":
    main(*sys.argv[1:])
