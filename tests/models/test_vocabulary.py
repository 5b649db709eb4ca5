import pytest
from django.db import IntegrityError

from resources.models import Audience, Need, SearchTerm
from tests.factories import AudienceFactory, LineFactory, NeedFactory, SearchTermFactory
from tests.models import assert_clean_points_at, assert_database_refuses

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Need, Audience])
def test_slug_is_unique(model):
    with pytest.raises(IntegrityError):
        model.objects.bulk_create([model(slug="parler", name="A"), model(slug="parler", name="B")])


@pytest.mark.parametrize("factory", [NeedFactory, AudienceFactory])
def test_slug_taken_is_said_on_the_field(factory):
    taken = factory()

    assert_clean_points_at(factory.build(slug=taken.slug), "slug")


def test_search_term_leads_somewhere():
    assert_database_refuses(SearchTermFactory(), "search_term_leads_somewhere", need=None)


def test_search_term_leading_nowhere_is_said():
    term = SearchTermFactory()
    term.need = None

    assert_clean_points_at(term, "__all__")


def test_search_term_may_lead_to_an_audience():
    SearchTermFactory(for_audience=True).full_clean()


def test_search_term_is_kept_once():
    term = SearchTermFactory()

    with pytest.raises(IntegrityError):
        SearchTerm.objects.bulk_create([SearchTerm(text="x", folded=term.folded, need=term.need)])


def test_need_outlives_its_line():
    need = NeedFactory(line=LineFactory())

    need.line.delete()

    need.refresh_from_db()
    assert need.line is None
