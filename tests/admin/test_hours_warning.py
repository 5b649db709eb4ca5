"""What is odd in hours, told on Tuesday 24 November 2026 at noon."""

from datetime import date, time

import pytest

from resources.admin.hours_warning import passes_midnight, warnings
from resources.enums import OnHoliday, Recurrence
from resources.hours import EVERY_DAY, Override, Rule, Timetable

TUESDAY = frozenset({1})
HELD = {"on_public_holidays": OnHoliday.HELD}
MORNING = Rule(TUESDAY, time(9), time(12), **HELD)
NEVER = "ne tombe sur aucun jour"
OVERLAP = "se chevauchent"


def told(noon, *rules, overrides=()):
    return [text.replace("\u00a0", " ") for text in warnings(Timetable(rules, overrides), noon)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(Rule(TUESDAY, time(11), time(14), **HELD), id="same-morning"),
        pytest.param(Rule(EVERY_DAY, **HELD), id="day-and-night"),
        pytest.param(Rule(frozenset({0}), time(22), time(10), **HELD), id="night-before"),
        pytest.param(
            Rule(TUESDAY, time(9), time(10), recurrence=Recurrence.NTH, nth=frozenset({2}), **HELD), id="some-weeks"
        ),
    ],
)
def test_rules_that_overlap_are_told(noon, other):
    assert [OVERLAP in text for text in told(noon, MORNING, other)] == [True]


def test_overlap_names_a_date(noon):
    text = told(noon, MORNING, Rule(TUESDAY, time(11), time(14), **HELD))[0]

    assert text.endswith("se chevauchent, par exemple le mardi 1ᵉʳ décembre 2026.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(MORNING, Rule(TUESDAY, time(12), time(14), **HELD), id="one-after-the-other"),
        pytest.param(MORNING, Rule(frozenset({2}), time(9), time(12), **HELD), id="other-day"),
        pytest.param(
            Rule(TUESDAY, time(9), time(12), recurrence=Recurrence.ODD, **HELD),
            Rule(TUESDAY, time(9), time(12), recurrence=Recurrence.EVEN, **HELD),
            id="odd-and-even-weeks",
        ),
        pytest.param(
            Rule(TUESDAY, time(9), time(12), valid_to=date(2026, 12, 31), **HELD),
            Rule(TUESDAY, time(9), time(12), valid_from=date(2027, 1, 1), **HELD),
            id="one-season-then-another",
        ),
    ],
)
def test_rules_that_never_meet_are_not_told(noon, one, other):
    assert told(noon, one, other) == []


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(
            Rule(TUESDAY, time(9), time(12), valid_from=date(2026, 12, 2), valid_to=date(2026, 12, 4), **HELD),
            id="no-such-day-in-its-dates",
        ),
        pytest.param(
            Rule(
                TUESDAY,
                time(9),
                time(12),
                recurrence=Recurrence.NTH,
                nth=frozenset({5}),
                valid_from=date(2027, 1, 1),
                valid_to=date(2027, 2, 28),
                **HELD,
            ),
            id="no-fifth-tuesday",
        ),
        pytest.param(Rule(TUESDAY, time(9), time(12), valid_to=date(2026, 11, 1), **HELD), id="over"),
    ],
)
def test_rule_that_never_happens_is_told(noon, rule):
    assert [NEVER in text for text in told(noon, rule)] == [True]


def test_rule_that_is_only_doubtful_happens(noon):
    christmas = Rule(frozenset({4}), time(9), time(12), valid_from=date(2026, 12, 25), valid_to=date(2026, 12, 25))

    assert told(noon, christmas) == []


def test_same_rule_twice_is_told(noon):
    assert told(noon, MORNING, MORNING) == ["La même plage est écrite deux fois : enlevez-en une."]


def test_past_exception_is_told(noon):
    past = Override(date(2026, 11, 20), date(2026, 11, 23), "closed")

    assert told(noon, overrides=(past,)) == [
        "« Fermé du vendredi 20 novembre au lundi 23 novembre 2026 » est passé : vous pouvez l’enlever."
    ]


def test_exception_of_today_is_not_past(noon):
    assert told(noon, overrides=(Override(date(2026, 11, 24), date(2026, 11, 24), "closed"),)) == []


def test_overlapping_closures_are_told(noon):
    long = Override(date(2026, 12, 20), date(2026, 12, 31), "closed")
    short = Override(date(2026, 12, 24), date(2026, 12, 24), "closed")

    assert [text.endswith(f"{OVERLAP}.") for text in told(noon, overrides=(long, short))] == [True]


def test_opening_within_a_closure_tells_which_counts(noon):
    closed = Override(date(2026, 12, 20), date(2026, 12, 31), "closed")
    opened = Override(date(2026, 12, 24), date(2026, 12, 24), "open", time(9), time(12))

    assert [text.endswith("c’est la seconde qui compte.") for text in told(noon, overrides=(closed, opened))] == [True]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(time(18), time(9), True, id="until-the-morning"),
        pytest.param(time(9), time(9), True, id="round-the-clock"),
        pytest.param(time(), time(), True, id="midnight-to-midnight"),
        pytest.param(time(18), time(), False, id="until-midnight"),
        pytest.param(time(9), time(12), False, id="same-day"),
        pytest.param(None, None, False, id="whole-day"),
    ],
)
def test_slot_passes_midnight(start, end, expected):
    assert passes_midnight(start, end) is expected
