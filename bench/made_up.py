"""Fills the directory of DATABASE_URL with made-up services, to measure: `python -m bench.made_up 10000`."""

import os
import sys

import django


def main(size: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vienne_support.settings")
    django.setup()
    from django.db import connection  # noqa: PLC0415  # Django is ready only now

    from bench import town  # noqa: PLC0415

    town.build(size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main(int(sys.argv[1]))
