"""A number stands above everything when it must, and only then: words of danger, and words that only sound like it."""

import tomllib
from pathlib import Path

import pytest

from resources.search.needs import understand_words

pytestmark = [pytest.mark.usefixtures("real_directory"), pytest.mark.xdist_group("corpus")]

HERE = Path(__file__).parent
ENOUGH, MOST_FALSE = 0.95, 0.1


def alarms(name):
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))["alarm"]


def test_danger_is_heard():
    called = [alarm for alarm in alarms("alarms.toml") if alarm["alert"]]

    missed = [alarm["typed"] for alarm in called if alarm["alert"] not in understand_words(alarm["typed"]).alerts]

    assert len(missed) <= (1 - ENOUGH) * len(called), missed


def test_no_number_is_called_for_nothing():
    calm = [alarm["typed"] for alarm in alarms("alarms.toml") if not alarm["alert"]]

    called = [typed for typed in calm if understand_words(typed).alerts]

    assert len(called) <= MOST_FALSE * len(calm), called
