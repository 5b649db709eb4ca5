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


def test_site_text_may_be_left_blank():
    SiteTextFactory(body="").full_clean()
