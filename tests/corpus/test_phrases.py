"""What people type to say what happens to them leads somewhere right: phrases written apart from the vocabulary."""

import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from resources.search.needs import understand_words

pytestmark = [pytest.mark.usefixtures("real_directory"), pytest.mark.xdist_group("corpus")]

HERE = Path(__file__).parent
PHRASES = tomllib.loads((HERE / "phrases.toml").read_text(encoding="utf-8"))["phrase"]
# Never learnt from, nor looked at to tune: the aim is the same, and this is what is held so far.
NEW = tomllib.loads((HERE / "new-phrases.toml").read_text(encoding="utf-8"))["phrase"]
UNSEEN = tomllib.loads((HERE / "unseen.toml").read_text(encoding="utf-8"))["phrase"]
ENOUGH, HELD_OF_NEW = 0.95, 0.94
DANGERS_HELD, MOST_FALSE = 0.87, 0.16
FIRST = 3


@cache
def _heard(typed):
    return understand_words(typed)


def _answered(phrase) -> bool:
    words = _heard(phrase["typed"])
    alerted = "alert" not in phrase or phrase["alert"] in words.alerts
    return alerted and not set(phrase["needs"]).isdisjoint(words.needs[:FIRST])


def test_phrases_are_many_and_of_several_hands():
    assert len(PHRASES) >= 200
    assert len({phrase["style"] for phrase in PHRASES}) >= 5


def test_nearly_every_phrase_is_understood():
    missed = [phrase for phrase in PHRASES if not _answered(phrase)]

    success = 1 - len(missed) / len(PHRASES)
    assert success >= ENOUGH, f"{success:.1%}\n" + "\n".join(_line(phrase) for phrase in missed)


@pytest.mark.parametrize("phrases", [NEW, UNSEEN], ids=["new", "unseen"])
def test_a_phrase_never_seen_is_understood_as_often_as_it_was(phrases):
    understood = [phrase for phrase in phrases if not set(phrase["needs"]).isdisjoint(_heard(phrase["typed"]).needs)]

    assert len(understood) >= HELD_OF_NEW * len(phrases)


def test_a_danger_never_seen_is_heard_as_often_as_it_was():
    dangers = [phrase for phrase in UNSEEN if phrase["alert"]]

    heard = [phrase for phrase in dangers if phrase["alert"] in _heard(phrase["typed"]).alerts]

    assert len(heard) >= DANGERS_HELD * len(dangers)


def test_a_phrase_never_seen_that_tells_no_danger_seldom_calls_a_number():
    calm = [phrase for phrase in UNSEEN if not phrase["alert"]]

    called = [phrase for phrase in calm if _heard(phrase["typed"]).alerts]

    assert len(called) <= MOST_FALSE * len(calm)


def test_no_style_is_left_behind():
    typed = Counter(phrase["style"] for phrase in PHRASES)
    missed = Counter(phrase["style"] for phrase in PHRASES if not _answered(phrase))

    assert {style: missed[style] for style in typed if missed[style] > 0.25 * typed[style]} == {}


@pytest.mark.parametrize("alert", ["17", "3114", "119"])
def test_danger_is_seen(alert):
    phrases = [phrase for phrase in PHRASES if phrase.get("alert") == alert]

    missed = [phrase["typed"] for phrase in phrases if alert not in understand_words(phrase["typed"]).alerts]

    assert len(missed) <= (1 - ENOUGH) * len(phrases) + 1, missed


def _line(phrase) -> str:
    words = understand_words(phrase["typed"])
    wanted = "/".join(phrase["needs"]) + (f" +{phrase['alert']}" if "alert" in phrase else "")
    return f"[{phrase['style']}] {phrase['typed']} : {wanted}, et non {words.needs} {words.alerts}"
