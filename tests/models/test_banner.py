from datetime import date

import pytest

from resources.models import Banner
from tests.banner_factory import BannerFactory
from tests.models import assert_clean_points_at, assert_database_refuses

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        pytest.param({"ends_on": date(2026, 11, 19)}, "banner_ends_after_it_starts", id="ends-before-it-starts"),
        pytest.param({"text": ""}, "banner_says_something", id="no-text"),
    ],
)
def test_database_refuses(wrong, constraint):
    assert_database_refuses(BannerFactory(), constraint, **wrong)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("text", "Journée contre les violences faites aux femmes", id="revealing"),
        pytest.param("text", "Victimes : appelez le 3919", id="revealing-at-the-beginning"),
        pytest.param("ends_on", date(2026, 11, 1), id="ends-before-it-starts"),
    ],
)
def test_fault_is_said_on_its_field(field, value):
    assert_clean_points_at(BannerFactory.build(**{field: value}), field)


def test_neutral_banner_is_clean():
    BannerFactory.build().full_clean()


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        pytest.param(date(2026, 11, 19), False, id="the-day-before"),
        pytest.param(date(2026, 11, 20), True, id="first-day"),
        pytest.param(date(2026, 11, 30), True, id="last-day"),
        pytest.param(date(2026, 12, 1), False, id="the-day-after"),
    ],
)
def test_banner_is_shown_on_its_days(day, shown):
    BannerFactory()

    assert Banner.objects.on(day).exists() == shown


def test_of_two_banners_the_one_that_began_last_is_shown():
    last = BannerFactory(text="La semaine", starts_on=date(2026, 11, 23))
    BannerFactory(text="Le mois", starts_on=date(2026, 11, 1))

    assert Banner.objects.on(date(2026, 11, 25)).first() == last
    assert Banner.objects.on(date(2026, 11, 22)).first().text == "Le mois"


def test_of_two_banners_of_the_same_day_the_newest_is_shown():
    BannerFactory(text="D’abord")
    newest = BannerFactory(text="Ensuite")

    assert Banner.objects.on(date(2026, 11, 25)).first() == newest
