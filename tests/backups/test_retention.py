"""Which backups are kept."""

from datetime import UTC, datetime, timedelta

from resources.backups.retention import Keep, to_remove

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


def nights(number):
    return [NOW - timedelta(days=day) for day in range(number)]


def kept(dates, keep):
    return sorted(set(dates) - to_remove(dates, keep, now=NOW), reverse=True)


def test_each_day_of_a_week_then_each_week_then_each_month():
    dates = kept(nights(400), Keep(7, 4, 6))

    assert [f"{at:%d/%m}" for at in dates] == [
        *("24/11", "23/11", "22/11", "21/11", "20/11", "19/11", "18/11"),
        *("15/11", "08/11"),
        *("31/10", "30/09", "31/08", "31/07", "30/06"),
    ]


def test_the_last_of_a_day_is_the_days():
    morning, evening = NOW - timedelta(days=5), NOW - timedelta(days=5) + timedelta(hours=12)

    assert kept([NOW, morning, evening], Keep(7, 0, 0)) == [NOW, evening]


def test_what_is_less_than_two_days_old_stays():
    hours = [NOW - timedelta(hours=hour) for hour in range(48)]

    assert kept(hours, Keep(1, 0, 0)) == hours


def test_days_without_a_backup_do_not_count():
    old = [NOW - timedelta(days=100 + day) for day in range(3)]

    assert kept([NOW, *old], Keep(3, 0, 0)) == [NOW, *old[:2]]


def test_the_newest_stays_whatever_the_rule():
    old = [NOW - timedelta(days=100 + day) for day in range(3)]

    assert kept(old, Keep(0, 0, 0)) == [old[0]]
