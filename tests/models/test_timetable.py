from datetime import date, time

import pytest

from resources.enums import ExceptionState, Recurrence
from resources.hours import LAST, Override, Rule
from resources.models.timetable import days_of, mask_of_days, mask_of_ranks, ranks_of
from tests.factories import (
    LocationFactory,
    OpeningRuleFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
)
from tests.models import assert_clean_points_at, assert_database_refuses

pytestmark = pytest.mark.django_db

EVERY_THREE_WEEKS = {"recurrence": Recurrence.EVERY_N, "interval": 3, "anchor": date(2026, 11, 23)}


OWNED = pytest.mark.parametrize(
    ("factory", "constraint"),
    [
        pytest.param(OpeningRuleFactory, "opening_rule_one_owner", id="rule"),
        pytest.param(ScheduleExceptionFactory, "exception_one_owner", id="exception"),
    ],
)


@OWNED
def test_two_owners_are_refused(factory, constraint):
    assert_database_refuses(factory(), constraint, location=LocationFactory())


@OWNED
def test_no_owner_is_refused(factory, constraint):
    assert_database_refuses(factory(), constraint, way_in=None)


@pytest.mark.parametrize("factory", [OpeningRuleFactory, ScheduleExceptionFactory], ids=["rule", "exception"])
def test_no_owner_is_said(factory):
    row = factory()
    row.way_in = None

    assert_clean_points_at(row, "__all__")


# -- Rules -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        pytest.param("opening_rule_has_days", {"weekdays": 0}, id="no-day"),
        pytest.param("opening_rule_has_days", {"weekdays": 128}, id="an-eighth-day"),
        pytest.param("opening_rule_start_and_end", {"end": None}, id="no-end"),
        pytest.param("opening_rule_start_and_end", {"start": None}, id="no-start"),
        pytest.param(
            "opening_rule_dates_in_order",
            {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 31)},
            id="dates-backwards",
        ),
        pytest.param("opening_rule_nth_weekdays", {"recurrence": Recurrence.NTH}, id="nth-without-rank"),
        pytest.param("opening_rule_nth_weekdays", {"nth_weekdays": 1}, id="weekly-with-rank"),
        pytest.param(
            "opening_rule_nth_weekdays", {"recurrence": Recurrence.NTH, "nth_weekdays": 64}, id="a-seventh-rank"
        ),
        pytest.param(
            "opening_rule_every_n_weeks",
            {**EVERY_THREE_WEEKS, "interval": None},
            id="no-interval",
        ),
        pytest.param("opening_rule_every_n_weeks", {**EVERY_THREE_WEEKS, "anchor": None}, id="no-anchor"),
        pytest.param(
            "opening_rule_every_n_weeks",
            {**EVERY_THREE_WEEKS, "interval": None, "anchor": None},
            id="neither-interval-nor-anchor",
        ),
        pytest.param("opening_rule_every_n_weeks", {**EVERY_THREE_WEEKS, "interval": 1}, id="every-week"),
        pytest.param("opening_rule_every_n_weeks", {**EVERY_THREE_WEEKS, "interval": 27}, id="more-than-half-a-year"),
        pytest.param("opening_rule_every_n_weeks", {"interval": 3}, id="weekly-with-interval"),
        pytest.param("opening_rule_every_n_weeks", {"anchor": date(2026, 1, 1)}, id="weekly-with-anchor"),
    ],
)
def test_opening_rule_refuses(constraint, values):
    assert_database_refuses(OpeningRuleFactory(), constraint, **values)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"weekdays": 0}, "weekdays", id="no-day"),
        pytest.param({"weekdays": 128}, "weekdays", id="an-eighth-day"),
        pytest.param({"end": None}, "end", id="no-end"),
        pytest.param({"start": None}, "start", id="no-start"),
        pytest.param({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 31)}, "valid_to", id="dates-backwards"),
        pytest.param({"recurrence": Recurrence.NTH}, "nth_weekdays", id="nth-without-rank"),
        pytest.param({"nth_weekdays": 1}, "nth_weekdays", id="weekly-with-rank"),
        pytest.param({**EVERY_THREE_WEEKS, "interval": None}, "interval", id="no-interval"),
        pytest.param({**EVERY_THREE_WEEKS, "anchor": None}, "anchor", id="no-anchor"),
        pytest.param({**EVERY_THREE_WEEKS, "interval": 1}, "interval", id="every-week"),
        pytest.param({"interval": 3}, "interval", id="weekly-with-interval"),
        pytest.param({"anchor": date(2026, 1, 1)}, "anchor", id="weekly-with-anchor"),
    ],
)
def test_opening_rule_clean_names_the_field(values, field):
    rule = OpeningRuleFactory()
    for name, value in values.items():
        setattr(rule, name, value)

    assert_clean_points_at(rule, field)


@pytest.mark.parametrize(
    "trait",
    [{}, {"day_and_night": True}, {"first_tuesday": True}, {"every_three_weeks": True}, {"by_appointment": True}],
    ids=lambda trait: next(iter(trait), "weekly"),
)
def test_opening_rule_accepts(trait):
    OpeningRuleFactory(**trait).full_clean()


def test_opening_rule_past_midnight_is_accepted():
    OpeningRuleFactory(start=time(20), end=time(2)).full_clean()


def test_opening_rule_becomes_a_rule_of_the_evaluator():
    row = OpeningRuleFactory.build(
        way_in=None,
        weekdays=mask_of_days([1, 3]),
        recurrence=Recurrence.NTH,
        nth_weekdays=mask_of_ranks([1, LAST]),
        start=time(9),
        end=time(12),
    )

    assert row.as_rule() == Rule(
        weekdays=frozenset({1, 3}),
        start=time(9),
        end=time(12),
        recurrence="nth",
        nth=frozenset({1, LAST}),
        on_public_holidays="not_held",
    )


def test_opening_rule_reads_aloud():
    assert str(OpeningRuleFactory.build(way_in=None, weekdays=mask_of_days([0, 2]))) == "lundi, mercredi 09:00–17:00"


def test_opening_rule_without_times_reads_day_and_night():
    assert str(OpeningRuleFactory.build(way_in=None, weekdays=1, start=None, end=None)) == "lundi jour et nuit"


def test_weekday_mask_goes_there_and_back():
    assert days_of(mask_of_days({0, 4, 6})) == {0, 4, 6}


@pytest.mark.parametrize(
    ("mask", "ranks"),
    [
        pytest.param(0b000001, {1}, id="first"),
        pytest.param(0b010000, {5}, id="fifth"),
        pytest.param(0b100000, {LAST}, id="last"),
        pytest.param(0b111111, {1, 2, 3, 4, 5, LAST}, id="all"),
    ],
)
def test_rank_mask_says_the_ranks_of_the_month_and_back(mask, ranks):
    assert (ranks_of(mask), mask_of_ranks(ranks)) == (ranks, mask)


# -- Exceptions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        pytest.param("exception_days_in_order", {"last_day": date(2026, 11, 23)}, id="days-backwards"),
        pytest.param("exception_start_and_end", {"start": time(9)}, id="no-end"),
        pytest.param("exception_start_and_end", {"end": time(9)}, id="no-start"),
        pytest.param("exception_opening_has_hours", {"state": ExceptionState.OPEN}, id="opening-without-hours"),
        pytest.param(
            "exception_opening_has_hours", {"state": ExceptionState.APPOINTMENT}, id="appointments-without-hours"
        ),
    ],
)
def test_exception_refuses(constraint, values):
    assert_database_refuses(ScheduleExceptionFactory(), constraint, **values)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"last_day": date(2026, 11, 23)}, "last_day", id="days-backwards"),
        pytest.param({"start": time(9)}, "end", id="no-end"),
        pytest.param({"end": time(9)}, "start", id="no-start"),
        pytest.param({"state": ExceptionState.OPEN}, "start", id="opening-without-hours"),
    ],
)
def test_exception_clean_names_the_field(values, field):
    row = ScheduleExceptionFactory()
    for name, value in values.items():
        setattr(row, name, value)

    assert_clean_points_at(row, field)


@pytest.mark.parametrize("missing", ["first_day", "last_day"])
def test_exception_clean_without_a_day_names_the_field(missing):
    row = ScheduleExceptionFactory()
    setattr(row, missing, None)

    assert_clean_points_at(row, missing)


def test_exception_of_one_day_is_accepted():
    ScheduleExceptionFactory(first_day=date(2026, 12, 24), last_day=date(2026, 12, 24)).full_clean()


def test_exception_becomes_an_override_of_the_evaluator():
    row = ScheduleExceptionFactory(way_in=ServiceAtLocationFactory(), opening=True)

    assert row.as_override() == Override(
        first=date(2026, 11, 24),
        last=date(2026, 11, 24),
        state="open",
        start=time(18),
        end=time(20),
        reason="travaux",
    )
