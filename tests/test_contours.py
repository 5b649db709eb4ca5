"""The outlines that come with the application."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

from resources.contours import outline_of

COMMUNES = Path(settings.BASE_DIR) / "fixtures" / "communes_86.csv"
SLACK = 0.0035  # degrees


def test_every_commune_has_an_outline():
    with COMMUNES.open(newline="", encoding="utf-8") as file:
        codes = [row["insee"] for row in csv.DictReader(file)]

    assert [code for code in codes if not outline_of(code, "86")] == []


def test_the_departement_is_one_outline_light_enough_for_a_page():
    assert [len(ring) < 300 for ring in outline_of("86", "86")] == [True]


def test_every_commune_lies_where_its_outline_is():
    """To a quarter of a kilometre, as the outline itself."""
    with COMMUNES.open(newline="", encoding="utf-8") as file:
        towns = [(row["insee"], float(row["lat"]), float(row["lon"])) for row in csv.DictReader(file)]

    outside = [
        insee
        for insee, latitude, longitude in towns
        for latitudes, longitudes in [zip(*(point for ring in outline_of(insee, "86") for point in ring), strict=True)]
        if not min(latitudes) - SLACK <= latitude <= max(latitudes) + SLACK
        or not min(longitudes) - SLACK <= longitude <= max(longitudes) + SLACK
    ]

    assert outside == []


@pytest.mark.parametrize("departement", [pytest.param("2A", id="no file"), pytest.param("86", id="not its commune")])
def test_what_has_no_outline_has_none(departement):
    assert outline_of("2A004", departement) == ()
