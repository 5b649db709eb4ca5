"""What people type to say their town, written blind in towns.toml, against the real communes and their neighbours."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from resources.imports.communes import load_communes
from resources.search.places import understand_place

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
TOWNS = tomllib.loads((Path(__file__).parent / "towns.toml").read_text(encoding="utf-8"))["town"]
LEAST_QUERIES = 400
LEAST_SUCCESS = 0.995


@pytest.fixture(scope="module", autouse=True)
def _communes(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_communes(departements=FIXTURES / "departements.csv", files=sorted(FIXTURES.glob("communes_*.csv")))
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _database(db):
    """Every test here reads the communes."""


def missed(town):
    commune = understand_place(town["typed"]).commune
    return commune is None or commune.insee not in {town["insee"], *town.get("also", [])}


def test_the_right_town_comes_first():
    misses = [town for town in TOWNS if missed(town)]

    said = "\n".join(
        f"{town['style']}: « {town['typed']} » → {understand_place(town['typed']).commune}, not {town['insee']}"
        for town in misses
    )
    asked, failed = Counter(town["style"] for town in TOWNS), Counter(town["style"] for town in misses)
    by_style = "\n".join(f"{style}: {count - failed[style]} / {count}" for style, count in asked.items())
    assert len(TOWNS) >= LEAST_QUERIES
    assert len(misses) <= len(TOWNS) * (1 - LEAST_SUCCESS), f"{len(misses)} of {len(TOWNS)}\n{by_style}\n{said}"
