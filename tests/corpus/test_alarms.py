"""A number stands above everything when it must, and only then: words of danger, and words that only sound like it."""

import tomllib

import pytest
from django.conf import settings

from resources.search.needs import understand_words

pytestmark = [pytest.mark.usefixtures("real_directory"), pytest.mark.xdist_group("corpus")]

# Learnt from: what a phrase never seen may expect is measured in `test_phrases`.
ALARMS = settings.BASE_DIR / "fixtures" / "phrases" / "alarms.toml"
ENOUGH, MOST_FALSE = 0.95, 0.1


@pytest.fixture(scope="module")
def alarms():
    return tomllib.loads(ALARMS.read_text(encoding="utf-8"))["phrase"]


def test_danger_is_heard(alarms):
    called = [alarm for alarm in alarms if alarm["alert"]]

    missed = [alarm["typed"] for alarm in called if alarm["alert"] not in understand_words(alarm["typed"]).alerts]

    assert len(missed) <= (1 - ENOUGH) * len(called), missed


def test_no_number_is_called_for_nothing(alarms):
    calm = [alarm["typed"] for alarm in alarms if not alarm["alert"]]

    called = [typed for typed in calm if understand_words(typed).alerts]

    assert len(called) <= MOST_FALSE * len(calm), called
