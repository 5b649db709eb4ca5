"""Figures drawn: only those that count the same thing stand side by side."""

from dataclasses import dataclass, replace

import pytest

from resources.charts import BOLD_LETTER, TRACK, WIDTH, blocks


@dataclass(frozen=True)
class Figure:
    label: str = "Violences physiques"
    value: str = "64"
    number: float | None = 64
    unit: str = "%"
    period: str = "2024"
    territory: str = "France"
    scope: str = "Victimes enregistrées"
    source_name: str = "SSMSI"
    source_url: str = "https://exemple.fr"
    note: str = ""
    chart: str = "Formes"
    whole: float | None = 100


ONE = Figure()
OTHER = replace(ONE, label="Violences sexuelles", value="5", number=5)


def test_figures_of_one_scope_are_drawn_together():
    [block] = blocks([ONE, OTHER])

    assert block.title == "Formes"
    assert [(bar.length, bar.shown) for bar in block.chart.bars] == [
        (0.64 * TRACK, "64\u00a0%"),
        (0.05 * TRACK, "5\u00a0%"),
    ]


@pytest.mark.parametrize(
    "apart",
    [
        {"period": "2023"},
        {"territory": "Vienne"},
        {"scope": "Réponses à une enquête"},
        {"unit": "victimes"},
        {"whole": 200},
        {"source_name": "Un autre"},
        {"source_url": "https://autre.exemple.fr"},
        {"chart": "Autre"},
    ],
    ids=lambda apart: next(iter(apart)),
)
def test_figures_of_different_scopes_are_never_drawn_together(apart):
    found = blocks([ONE, replace(OTHER, **apart)])

    assert [len(block.figures) for block in found] == [1, 1]


def test_figure_keeps_its_place_and_those_of_its_chart_join_it():
    between = Figure(label="Autre chose", chart="", whole=None)

    assert [[one.label for one in block.figures] for block in blocks([ONE, between, OTHER])] == [
        ["Violences physiques", "Violences sexuelles"],
        ["Autre chose"],
    ]


@pytest.mark.parametrize(
    "lone",
    [
        pytest.param({"chart": ""}, id="no-chart-asked"),
        pytest.param({"whole": None}, id="part-of-nothing"),
        pytest.param({"number": None, "whole": None}, id="no-number"),
    ],
)
def test_figure_alone_is_not_drawn(lone):
    [block] = blocks([replace(ONE, **lone)])

    assert block.chart is None


def test_figure_alone_is_drawn_as_a_part_of_its_whole():
    [block] = blocks([replace(ONE, value="29", number=29, unit="téléphones", whole=42)])

    [bar] = block.chart.bars
    assert (bar.lines, bar.shown, bar.whole) == ((), "29 sur 42", True)
    assert bar.length == pytest.approx(29 / 42 * TRACK, abs=0.1)


def test_without_a_whole_the_longest_bar_fills_the_track():
    counts = [replace(ONE, value=str(number), number=number, unit="personnes", whole=None) for number in (50, 200)]

    [block] = blocks(counts)

    assert [bar.length for bar in block.chart.bars] == [TRACK / 4, TRACK]


def test_nothing_to_draw_when_all_is_zero():
    [block] = blocks([replace(one, number=0, whole=None) for one in (ONE, OTHER)])

    assert block.chart is None


def test_long_label_is_folded_and_nothing_overlaps():
    [block] = blocks([replace(ONE, label="Part des violences " + "verbales ou psychologiques " * 4), OTHER])

    tops = [y for bar in block.chart.bars for y in (*(line.y for line in bar.lines), bar.y)]
    assert tops == sorted(set(tops))
    assert tops[-1] + block.chart.bar_height <= block.chart.height
    assert max(len(line.text) for bar in block.chart.bars for line in bar.lines) * 8 <= WIDTH


@pytest.mark.parametrize(("value", "whole"), [("107", 138), ("29", 42), ("100 000", 200_000)])
def test_what_is_written_after_a_bar_fits_beside_it(value, whole):
    [block] = blocks([replace(ONE, value=value, number=1, unit="personnes", whole=whole)])

    [bar] = block.chart.bars
    assert block.chart.value_x + len(bar.shown) * BOLD_LETTER <= block.chart.width


def test_same_precaution_is_said_once():
    [block] = blocks([replace(one, note="À lire avec soin.") for one in (ONE, OTHER)])

    assert block.notes == ["À lire avec soin."]
