from datetime import UTC, date, datetime

import pytest

from resources.freshness import Check, Trust, add_months, freshness, standing

TODAY = date(2026, 11, 24)


def checked(on, fact="all", outcome="confirmed"):
    return Check(fact, outcome, on)


@pytest.mark.safety(67)
@pytest.mark.parametrize(
    ("on", "trust"),
    [
        pytest.param(date(2026, 11, 1), Trust.FRESH, id="this month"),
        pytest.param(date(2026, 5, 24), Trust.FRESH, id="six months to the day"),
        pytest.param(date(2026, 5, 23), Trust.DUE, id="a day more"),
        pytest.param(date(2026, 2, 23), Trust.OVERDUE, id="nine months and a day"),
    ],
)
def test_trust_fades_with_time(on, trust):
    assert freshness([checked(on)], interval_months=6, today=TODAY).trust is trust


def test_never_checked_is_overdue():
    assert freshness([], interval_months=6, today=TODAY).trust is Trust.OVERDUE


def test_a_doubt_about_one_fact_leaves_the_entry_fresh():
    result = freshness([checked(TODAY), checked(TODAY, "phone", "doubtful")], interval_months=6, today=TODAY)

    assert (result.trust, result.doubtful) == (Trust.FRESH, {"phone"})


def test_a_doubt_about_existence_is_a_doubt_about_everything():
    result = freshness([checked(TODAY), checked(TODAY, "existence", "doubtful")], interval_months=6, today=TODAY)

    assert result.trust is Trust.DOUBTFUL


def test_a_later_check_of_the_fact_lifts_the_doubt():
    checks = [checked(date(2026, 10, 1), "phone", "doubtful"), checked(TODAY, "phone")]

    assert not freshness(checks, interval_months=6, today=TODAY).doubts("phone")


def test_a_later_check_of_the_whole_entry_lifts_every_doubt():
    checks = [checked(date(2026, 10, 1), "hours", "doubtful"), checked(TODAY)]

    assert freshness(checks, interval_months=6, today=TODAY).doubtful == frozenset()


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        pytest.param(date(2026, 8, 31), 6, date(2027, 2, 28), id="short month"),
        pytest.param(date(2027, 8, 31), 6, date(2028, 2, 29), id="leap year"),
        pytest.param(date(2026, 12, 15), 1, date(2027, 1, 15), id="new year"),
    ],
)
def test_months_are_added(day, months, then):
    assert add_months(day, months) == then


def test_the_last_word_of_a_day_counts():
    morning, evening = (datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in (9, 18))
    checks = [
        Check("phone", "confirmed", TODAY, said_at=evening),
        Check("phone", "doubtful", TODAY, said_at=morning),
    ]

    assert not freshness(checks, interval_months=6, today=TODAY).doubts("phone")


@pytest.mark.parametrize("fact", ["all", "existence"])
def test_confirmation_of_an_entry_since_doubted_does_not_stand(fact):
    confirmed = Check("all", "confirmed", date(2026, 11, 1))
    doubted = Check(fact, "doubtful", date(2026, 11, 2))

    assert (standing([confirmed]), standing([confirmed, doubted])) == (date(2026, 11, 1), None)


def test_confirmation_stands_when_one_fact_is_doubted():
    confirmed = Check("all", "confirmed", date(2026, 11, 1))

    assert standing([confirmed, Check("phone", "doubtful", date(2026, 11, 2))]) == date(2026, 11, 1)
