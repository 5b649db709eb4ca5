from datetime import date

import pytest
from django.db import IntegrityError

from resources.enums import EditorialStatus
from resources.models import Guide
from tests.factories import GuideFactory, KeyFigureFactory, SiteTextFactory
from tests.models import assert_clean_points_at, assert_database_refuses

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("missing", [{"sources": ""}, {"reviewed_on": None}], ids=["sources", "review-date"])
def test_published_guide_has_sources_and_a_review_date(missing):
    assert_database_refuses(GuideFactory(published=True), "guide_published_has_sources", **missing)


@pytest.mark.parametrize(
    ("field", "empty"), [pytest.param("sources", "", id="sources"), pytest.param("reviewed_on", None, id="review-date")]
)
def test_published_guide_clean_names_what_is_missing(field, empty):
    guide = GuideFactory(published=True)
    setattr(guide, field, empty)

    assert_clean_points_at(guide, field)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("body", "## Un\n\nDit.[^sp]\n\n## Deux\n\nDit sans source.", id="part-without-source"),
        pytest.param("body", "## Un\n\nDit.[^sp][^autre]", id="unknown-source"),
        pytest.param("sources", "[^sp]: Service-public.fr", id="source-without-date"),
        pytest.param("sources", "[^sp]: Service-public.fr, 2026\nDILA, 2024", id="source-nobody-can-cite"),
    ],
)
def test_published_guide_says_nothing_without_a_source(field, value):
    guide = GuideFactory(published=True)
    setattr(guide, field, value)

    assert_clean_points_at(guide, field)


def test_published_guide_that_cites_in_each_part_is_clean():
    GuideFactory(published=True).full_clean()


@pytest.mark.parametrize("months", [0, 25])
def test_guide_is_read_again_within_two_years(months):
    assert_database_refuses(GuideFactory(), "guide_review_months", review_months=months)


@pytest.mark.parametrize(
    ("today", "stale"),
    [pytest.param(date(2027, 5, 1), False, id="in-time"), pytest.param(date(2027, 5, 2), True, id="late")],
)
def test_guide_is_stale_after_its_months(today, stale):
    guide = GuideFactory.build(reviewed_on=date(2026, 11, 1), review_months=6)

    assert guide.is_stale(today) == stale
    assert guide.review_is_due(today) == stale


def test_guide_somebody_must_read_is_due_and_not_stale():
    guide = GuideFactory.build(reviewed_on=date(2026, 11, 1), review_note="L’article cité : à relire.")

    assert guide.review_is_due(date(2026, 11, 2))
    assert not guide.is_stale(date(2026, 11, 2))


def test_draft_guide_may_have_no_source():
    GuideFactory().full_clean()


def test_guide_slug_is_unique():
    with pytest.raises(IntegrityError):
        Guide.objects.bulk_create([GuideFactory.build(slug="partir"), GuideFactory.build(slug="partir")])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("slug", "violences", id="slug"),
        pytest.param("neutral_title", "Victimes : vos droits", id="neutral-title"),
    ],
)
def test_guide_revealing_words_are_said_on_the_field(field, value):
    guide = GuideFactory()
    setattr(guide, field, value)

    assert_clean_points_at(guide, field)


@pytest.mark.parametrize("status", [status for status in EditorialStatus if status != EditorialStatus.PUBLISHED])
def test_published_guides_leave_out(status):
    GuideFactory(published=True, status=status)

    assert not Guide.objects.published().exists()


def test_key_figure_without_its_scope_is_said_on_the_field():
    assert_clean_points_at(KeyFigureFactory.build(scope=""), "scope")


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        pytest.param({"number": -1}, "key_figure_is_not_negative", id="negative"),
        pytest.param({"whole": 200}, "key_figure_is_part_of_its_whole", id="more-than-the-whole"),
        pytest.param({"number": None, "whole": 100}, "key_figure_is_part_of_its_whole", id="whole-of-nothing"),
        pytest.param({"number": 0, "whole": 0}, "key_figure_is_part_of_its_whole", id="empty-whole"),
        pytest.param({"number": None, "chart": "Dessin"}, "key_figure_drawn_has_a_number", id="drawn-without-number"),
    ],
)
def test_key_figure_that_cannot_be_drawn_is_refused(wrong, constraint):
    assert_database_refuses(KeyFigureFactory(), constraint, **wrong)


def test_site_text_may_be_left_blank():
    SiteTextFactory(body="").full_clean()
