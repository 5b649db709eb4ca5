"""Contours of communes become light outlines, and their shared borders disappear."""

import json

import pytest
from django.core.management import CommandError, call_command

from resources.imports.contours import simplified, union, write_contours
from resources.imports.problems import BrokenFileError
from resources.management.commands import draw_contours

WEST = [(0.0, 46.0), (0.1, 46.0), (0.1, 46.1), (0.0, 46.1), (0.0, 46.0)]
EAST = [(0.1, 46.0), (0.2, 46.0), (0.2, 46.1), (0.1, 46.1), (0.1, 46.0)]


def geojson(tmp_path, contours):
    source = tmp_path / "communes.geojson"
    features = [
        {"properties": {"insee": insee}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for insee, ring in contours.items()
    ]
    source.write_text(json.dumps({"features": features}), encoding="utf-8")
    return source


def test_the_border_two_communes_share_is_not_in_their_outline():
    rings = union([[WEST], [EAST]])

    assert [set(ring) for ring in rings] == [set(WEST) | set(EAST)]


def test_an_outline_is_closed():
    (ring,) = union([[WEST], [EAST]])

    assert ring[0] == ring[-1]


def test_communes_apart_have_each_their_outline():
    far = [(x + 1, y) for x, y in EAST]

    assert len(union([[WEST], [far]])) == 2


def test_points_that_say_nothing_are_left_out():
    ring = [(0.0, 46.0), (0.05, 46.0005), (0.1, 46.0), (0.1, 46.1), (0.0, 46.1), (0.0, 46.0)]

    assert simplified(ring, 0.5) == WEST


def test_points_that_say_something_stay():
    ring = [(0.0, 46.0), (0.05, 46.02), (0.1, 46.0), (0.1, 46.1), (0.0, 46.1), (0.0, 46.0)]

    assert simplified(ring, 0.5) == ring


def test_the_file_holds_the_outline_then_each_commune(tmp_path):
    target = tmp_path / "contours_86.csv"

    write_contours(geojson(tmp_path, {"86001": WEST, "86002": EAST}), target, departement="86")

    assert [line.split(",")[0] for line in target.read_text().splitlines()] == ["code", "86", "86001", "86002"]


def test_slivers_between_two_contours_are_not_written(tmp_path):
    target = tmp_path / "contours_86.csv"
    sliver = [(0.0, 46.0), (0.0001, 46.0001), (0.0, 46.0)]

    write_contours(geojson(tmp_path, {"86001": WEST, "86002": sliver}), target, departement="86")

    assert "86002" not in target.read_text()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("[]", id="not a collection"),
        pytest.param('{"features": [{"properties": {}}]}', id="no code"),
        pytest.param('{"features": []}', id="no commune"),
    ],
)
def test_a_file_that_is_not_of_communes_writes_nothing(tmp_path, text):
    source, target = tmp_path / "communes.geojson", tmp_path / "contours_86.csv"
    source.write_text(text)

    with pytest.raises(BrokenFileError):
        write_contours(source, target, departement="86")

    assert not target.exists()


def test_the_command_writes_the_file_of_the_departement(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(draw_contours, "FOLDER", tmp_path)

    call_command("draw_contours", geojson(tmp_path, {"86001": WEST}))

    assert capsys.readouterr().out == "contours_86.csv : 2 contours\n"


def test_the_command_says_what_is_wrong_with_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(draw_contours, "FOLDER", tmp_path)

    with pytest.raises(CommandError, match="aucun.geojson"):
        call_command("draw_contours", tmp_path / "aucun.geojson")
