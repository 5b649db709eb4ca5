"""A campaign is told on the first page, on its days, and nowhere else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resources.enums import EditorialStatus
from tests.banner_factory import BannerFactory
from tests.factories import GuideFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def banner(today):
    return BannerFactory(text="Vous pouvez en parler.", starts_on=today, ends_on=today)


def test_banner_is_on_the_first_page_only(client, banner):
    assert "Vous pouvez en parler." in client.get("/").text
    assert "Vous pouvez en parler." not in client.get("/guides/").text


@pytest.mark.parametrize("days", [-2, 2], ids=["past", "to-come"])
def test_banner_out_of_its_days_is_not_shown(client, today, days):
    day = today + timedelta(days=days)
    BannerFactory(starts_on=day, ends_on=day)

    assert 'class="banner"' not in client.get("/").text


@pytest.mark.parametrize(
    ("instant", "shown"),
    [
        pytest.param(datetime(2026, 11, 24, 22, 59, tzinfo=UTC), False, id="the day before, a minute to midnight"),
        pytest.param(datetime(2026, 11, 24, 23, 1, tzinfo=UTC), True, id="the first minute"),
        pytest.param(datetime(2026, 11, 25, 22, 59, tzinfo=UTC), True, id="the last minute"),
        pytest.param(datetime(2026, 11, 25, 23, 1, tzinfo=UTC), False, id="over"),
    ],
)
def test_days_of_a_banner_begin_and_end_in_paris(client, monkeypatch, instant, shown):
    BannerFactory(starts_on=date(2026, 11, 25), ends_on=date(2026, 11, 25))
    monkeypatch.setattr(timezone, "now", lambda: instant)

    assert ('class="banner"' in client.get("/").text) is shown


def test_one_banner_is_shown_at_a_time(client, banner, today):
    BannerFactory(text="Plus long.", starts_on=today - timedelta(days=5), ends_on=today + timedelta(days=5))

    page = client.get("/").text

    assert page.count('class="banner"') == 1
    assert "Vous pouvez en parler." in page


def test_banner_leads_to_its_guide_in_neutral_words(client, banner):
    banner.guide = GuideFactory(published=True, slug="page", title="Tout sur les coups", neutral_title="En parler")
    banner.save()

    assert '<a href="/guides/page/">En parler</a></p>' in client.get("/").text


def test_banner_does_not_lead_to_a_guide_withdrawn(client, banner):
    banner.guide = GuideFactory(published=True, slug="page", status=EditorialStatus.ARCHIVED)
    banner.save()

    page = client.get("/").text

    assert "Vous pouvez en parler." in page
    assert "/guides/page/" not in page


def test_what_is_typed_in_a_banner_runs_nothing(client, banner):
    banner.text = "<script>alert(1)</script>"
    banner.save()

    assert "<script>alert" not in client.get("/").text


def test_banner_is_one_query(client, banner):
    with CaptureQueriesContext(connection) as captured:
        client.get("/")

    assert len([one for one in captured if "resources_banner" in one["sql"]]) == 1
