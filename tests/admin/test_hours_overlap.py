"""When two exceptions want the same moment."""

from datetime import date, time

import pytest

from resources.admin.hours_overlap import contradicts, crossing, repeats
from resources.hours import Override

CHRISTMAS = {"first": date(2026, 12, 24), "last": date(2026, 12, 26)}
CLOSED = Override(**CHRISTMAS, state="closed", reason="congés")
OPEN_MORNING = Override(**CHRISTMAS, state="open", start=time(9), end=time(12))
OPEN_AFTERNOON = Override(**CHRISTMAS, state="open", start=time(12), end=time(17))
OPEN_NIGHT = Override(**CHRISTMAS, state="open", start=time(22), end=time(2))
CLOSED_EVENING = Override(**CHRISTMAS, state="closed", start=time(21), end=time(23))
CLOSED_LATER = Override(date(2026, 12, 28), date(2026, 12, 28), "closed")
OPEN_ONE_DAY = Override(date(2026, 12, 26), date(2026, 12, 26), "open", time(9), time(12))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(CLOSED, OPEN_MORNING, True, id="whole-day-and-hours"),
        pytest.param(OPEN_MORNING, OPEN_AFTERNOON, False, id="one-after-the-other"),
        pytest.param(OPEN_NIGHT, CLOSED_EVENING, True, id="past-midnight"),
        pytest.param(CLOSED, CLOSED_LATER, False, id="other-days"),
        pytest.param(CLOSED, OPEN_ONE_DAY, True, id="one-of-the-days"),
    ],
)
def test_exceptions_cross(one, other, expected):
    assert crossing([one, other]) == ([(one, other)] if expected else [])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(CLOSED, OPEN_MORNING, True, id="closed-and-open"),
        pytest.param(OPEN_NIGHT, CLOSED_EVENING, True, id="at-the-same-hours"),
        pytest.param(OPEN_MORNING, CLOSED_EVENING, False, id="at-other-hours"),
        pytest.param(CLOSED, OPEN_ONE_DAY, False, id="one-more-precise"),
        pytest.param(CLOSED, CLOSED_EVENING, False, id="both-closed"),
    ],
)
def test_exceptions_contradict(one, other, expected):
    assert contradicts(one, other) is expected


def test_reason_does_not_make_another_exception():
    assert repeats(CLOSED, Override(**CHRISTMAS, state="closed", reason="travaux"))
