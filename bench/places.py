"""Time a place takes to be understood, over the real communes, then over as many as France has, made up.

    python -m bench.places            on SQLite, and on PostgreSQL when it answers

Medians of one client, in milliseconds, by kind of query; the index of names is already built, its time is told apart.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import django
import psycopg

from bench.pages import POSTGRES, best_ms

SEED = 86
COMMUNES = 35_000
REPEATS = 9
BATCH = 2_000
QUERIES = {
    "exact name": "Châtellerault",
    "misspelt": "chatelero",
    "misspelt, long": "saint gorge les bailargeau",
    "first letters": "montmo",
    "first word": "saint georges",
    "code and name": "86400 saint gaudent",
    "words around": "mairie de lusignan",
    "misspelt, words around": "jsuis a poitier",
    "by ear": "pwatié",
    "unknown": "xkqzw jfhg",
    "long phrase": "bonjour je voudrais savoir ou aller quand on habite du cote de montmorilon et sans voiture merci",
}
# Looked for inside what is asked, as the search box does.
PHRASES = {
    "in a phrase": "je cherche un avocat gratuit à Loudun",
    "in a phrase, misspelt": "je cherche un avocat gratuit pres de chateleraut",
    "in a phrase, none": "je suis pres de craquer il me fait tres peur vers le soir quand il rentre",
}
ENDINGS = "ac ay é y ville court igny euil ers on ières eaux âtre olles".split()
SYLLABLES = "mon ver sa lu cha bou ran neu tour mar pé li gar von dre cou fon bel ro ger tré an vi sau mé que".split()
TAILS = "-sur-Loire -les-Bois -en-Plaine -la-Forêt -sous-Roche -le-Comte".split()


def main() -> None:
    print("| engine | communes | index | " + " | ".join([*QUERIES, *PHRASES]) + " | worst |")
    print("|---" * (len(QUERIES) + len(PHRASES) + 4) + "|", flush=True)
    with TemporaryDirectory() as folder:
        for engine, url in (
            ("sqlite", f"sqlite:///{Path(folder) / 'bench.sqlite3'}"),
            ("postgresql", _fresh_postgres()),
        ):
            if url:
                environment = {**os.environ, "DATABASE_URL": url, "SECRET_KEY": "bench" * 12, "HTTPS": "off"}
                environment |= {"DEBUG": "off", "DJANGO_SETTINGS_MODULE": "vienne_support.settings"}
                command = [sys.executable, "-m", "bench.places", "--measure", engine]
                subprocess.run(command, env=environment, check=True)


def _fresh_postgres() -> str:
    """The address of an empty database of this bench alone, or an empty text when no server answers."""
    try:
        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3) as connection:
            connection.execute("DROP DATABASE IF EXISTS directory_bench_places WITH (FORCE)")
            connection.execute("CREATE DATABASE directory_bench_places")
    except psycopg.OperationalError:
        return ""
    return urlsplit(POSTGRES)._replace(path="/directory_bench_places").geturl()


def measure(engine: str) -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415  # Django is ready only now

    from resources.models import Commune  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("load_communes", verbosity=0, stdout=open(os.devnull, "w"))  # noqa: SIM115
    print(_row(engine, Commune.objects.count()), flush=True)
    _make_up(COMMUNES - Commune.objects.count())
    print(_row(engine, Commune.objects.count()), flush=True)


def _row(engine: str, communes: int) -> str:
    from django.db import connection  # noqa: PLC0415

    from resources.search.places import find_place_in, understand_place  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    start = time.perf_counter()
    understand_place("Civray")
    index = time.perf_counter() - start
    times = [best_ms(lambda typed=typed: understand_place(typed), REPEATS) for typed in QUERIES.values()]
    times += [best_ms(lambda typed=typed: find_place_in(typed), REPEATS) for typed in PHRASES.values()]
    cells = [engine, communes, f"{index * 1000:.0f}", *(f"{one:.1f}" for one in times), f"{max(times):.1f}"]
    return f"| {' | '.join(map(str, cells))} |"


def _make_up(count: int) -> None:
    """Communes of other départements, under names that look like French ones; the same at every run."""
    from resources.enums import NameKind  # noqa: PLC0415
    from resources.models import Commune, CommuneName, Departement, PostalCode  # noqa: PLC0415
    from resources.text import fold_place, sort_key  # noqa: PLC0415

    dice = random.Random(SEED)
    Departement.objects.get_or_create(code="99", defaults={"name": "Ailleurs", "region_code": "99"})
    for start in range(0, count, BATCH):
        rows = []
        for number in range(start, min(count, start + BATCH)):
            name = "".join(dice.choices(SYLLABLES, k=dice.randint(1, 3))) + dice.choice(ENDINGS)
            name = dice.choice(["", "", "Saint-"]) + name.capitalize() + dice.choice(["", "", *TAILS])
            rows.append(
                Commune(insee=f"X{number:04X}", name=name, departement_id="99", population=dice.randint(50, 9_000),
                        latitude=46, longitude=1, sort_key=sort_key(name))
            )  # fmt: skip
        Commune.objects.bulk_create(rows)
        CommuneName.objects.bulk_create(
            CommuneName(commune=row, name=row.name, folded=fold_place(row.name), kind=NameKind.OFFICIAL) for row in rows
        )
        PostalCode.objects.bulk_create(PostalCode(commune=row, code=f"99{dice.randint(0, 999):03}") for row in rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2])
    else:
        main()
