"""The bare statements of a search, by town, as JSON: `python -m bench.bare_sql dormir 86194 …`."""

import json
import os
import sys

import django


def main(need: str, *towns: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "vienne_support.settings"
    django.setup()
    from bench.measures import bare_statements  # noqa: PLC0415  # Django is ready only now

    json.dump({town: bare_statements(town, f"besoin={need}") for town in towns}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
