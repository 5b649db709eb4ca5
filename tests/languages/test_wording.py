"""Dates, times, distances and states in English."""

from datetime import date, datetime, time

import pytest
from django.utils.translation import override

from resources import wording
from resources.freshness import Check, Freshness, Trust
from resources.hours import LAST, Interval, Override, Rule, State, Status
from tests.conftest import PARIS

NBSP = "\u00a0"
TUESDAY = date(2026, 12, 1)
AT = datetime(2026, 11, 24, 12, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def _english():
    with override("en"):
        yield


def plain(text):
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (time(0), "midnight"),
        (time(0, 30), "12.30 am"),
        (time(9), "9 am"),
        (time(9, 5), "9.05 am"),
        (time(12), "12 noon"),
        (time(12, 30), "12.30 pm"),
        (time(17), "5 pm"),
    ],
)
def test_a_time_is_of_the_morning_or_of_the_afternoon(moment, said):
    assert plain(wording.clock(moment)) == said


def test_a_date_begins_with_its_day():
    assert plain(wording.day_name(TUESDAY, year=True)) == "Tuesday 1 December 2026"


def test_a_capital_leaves_the_others():
    assert plain(wording.capital(wording.day_name(TUESDAY))) == "Tuesday 1 December"


def test_a_week_across_two_months():
    assert plain(wording.week_title(date(2026, 11, 30))) == "from 30 November to 6 December 2026"


@pytest.mark.parametrize(("km", "said"), [(0.4, "less than 1 km away"), (12.3, "12 km away")])
def test_a_distance(km, said):
    assert plain(wording.distance(km)) == said


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule(frozenset({1}), time(9), time(12)), "Tuesdays, 9 am to 12 noon"),
        (Rule(frozenset(range(5)), time(9), time(17)), "Monday to Friday, 9 am to 5 pm"),
        (
            Rule(frozenset({1}), time(9), time(12), recurrence="nth", nth=frozenset({2, LAST})),
            "The 2nd and last Tuesdays of the month, 9 am to 12 noon",
        ),
        (
            Rule(frozenset({3}), time(14), time(17), recurrence="odd", access="appointment"),
            "Thursdays, in odd-numbered weeks, 2 pm to 5 pm, by appointment",
        ),
    ],
    ids=["weekly", "office", "nth", "odd"],
)
def test_a_rule_reads_in_english(rule, said):
    assert plain(wording.rule_sentence(rule)).startswith(said)


def test_unknown_hours_are_never_closed():
    assert wording.opening(Status(State.UNKNOWN, None, "", None), AT) == "Hours to be confirmed"


@pytest.mark.parametrize(("remote", "said"), [(False, "Opens Thursday at 9 am"), (True, "Answers Thursday at 9 am")])
def test_what_is_closed_says_when_it_opens(remote, said):
    opens = Interval(AT.replace(day=26, hour=9), AT.replace(day=26, hour=12), State.OPEN)

    assert plain(wording.opening(Status(State.CLOSED, None, "", opens), AT, remote=remote)) == said


@pytest.mark.parametrize(("reason", "said"), [("congés d’été", ""), ("jour férié", " (public holiday)"), ("", "")])
def test_a_reason_the_staff_wrote_in_french_is_left_out(reason, said):
    closed = Override(TUESDAY, TUESDAY, "closed", reason=reason)

    assert plain(wording.override_sentence(closed)) == f"Closed on Tuesday 1 December{said}"


def test_freshness():
    checked = Check("all", "confirmed", date(2024, 11, 1), "month")

    assert wording.freshness_sentence(Freshness(Trust.OVERDUE, checked)) == (
        "To be confirmed. Last checked in November 2024."
    )
