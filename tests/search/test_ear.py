"""What phrases are meant for, learnt from phrases people write."""

import gzip
import json

import pytest

from resources.search.ear import LEARNT, Ear, hear, shares
from resources.search.learnt_from import fingerprint


def first(chances):
    return max(chances, key=chances.get)


def test_what_is_known_was_learnt_from_the_phrases_of_today():
    """Otherwise: scripts/learn."""
    assert json.loads(gzip.decompress(LEARNT.read_bytes()))["from"] == fingerprint()


@pytest.mark.parametrize(
    ("typed", "need"),
    [
        pytest.param("je voudrais porter plainte contre mon mari", "droits", id="well spelt"),
        pytest.param("j voudrai porté plainte contr mon marri", "droits", id="misspelt"),
        pytest.param("JE VOUDRAIS PORTER PLAINTE", "droits", id="capitals"),
    ],
)
def test_a_phrase_is_heard_however_it_is_spelt(typed, need):
    assert first(hear(typed).needs) == need


def test_chances_add_up_to_one():
    assert sum(hear("où dormir ce soir avec mes enfants").needs.values()) == pytest.approx(1)


@pytest.mark.parametrize("typed", ["", "???", "xyzzy qwrtp", "ساعدوني"], ids=["nothing", "signs", "no word", "Arabic"])
def test_what_holds_no_known_word_is_not_heard(typed):
    assert not hear(typed).needs
    assert not hear(typed).alerts


def test_a_phrase_said_twice_says_no_more():
    assert shares("il me frappe il me frappe").keys() - shares("il me frappe").keys() == {"|frappe il"}


def test_weights_add_up():
    """One byte a weight, 128 for nothing: here each step is worth one, and "|a" alone has a weight."""
    ear = Ear(["one", "other"], ["", "17"], [0, 0, 0, 0], step=1, rows={"|a": bytes([129, 128, 128, 130])})

    heard = ear.hear("a")

    assert heard.needs["one"] / heard.needs["other"] == pytest.approx(2.718, rel=0.01)
    assert heard.alerts == {"17": pytest.approx(0.881, rel=0.01)}
