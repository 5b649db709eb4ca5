"""What an entry does not say yet, on its page and in the list."""

import pytest
from django.utils import timezone

from resources.exports.published import load_published
from resources.exports.quality import qualities
from resources.models import Service
from tests import factories
from tests.admin.pages import list_url, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole():
    service = factories.ServiceFactory(
        published=True,
        what_happens="Une personne vous reçoit seule. " * 8,
        eligibility="Pour toutes.",
        free_of_charge="yes",
        complaint_required="no",
        needs=[factories.NeedFactory()],
        audiences=[factories.AudienceFactory()],
    )
    place = factories.LocationFactory(
        commune=factories.CommuneFactory(), street="1 rue du Four", transport="Bus 1", step_free="yes"
    )
    way_in = factories.ServiceAtLocationFactory(service=service, location=place, hours_source="own", access="walk_in")
    factories.OpeningRuleFactory(way_in=way_in)
    factories.ContactPointFactory(service=service, value="05 49 00 00 01")
    factories.VerificationFactory(service=service, fact="all", on=timezone.localdate())
    Service.objects.all().refresh_search()
    return service


@pytest.fixture
def poor():
    return factories.ServiceFactory(published=True, summary="", main_need=None)


def test_page_of_an_entry_says_what_is_missing(office, poor):
    assert "<li>ce qui va se passer</li>" in office.get(url_of(poor)).text


def test_page_of_a_whole_entry_says_thanks(office, whole):
    page = office.get(url_of(whole)).text

    assert ("Fiche complète à 100 %" in page, "Tout ce qu’une personne cherche y est." in page) == (True, True)


def test_secret_place_is_not_asked_where_it_is(office, whole):
    way_in = whole.ways_in.get()
    way_in.location = factories.LocationFactory(confidential_site=True)
    way_in.save()

    assert "la rue et la commune" not in office.get(url_of(whole)).text


def test_list_tells_how_complete_each_entry_is(office, whole, poor):
    listed = office.get(list_url(Service)).context["cl"]

    shown = {one: listed.model_admin.completeness(one) for one in listed.result_list}
    assert (shown[whole], shown[poor]) == ("100 %", "0 %")


def test_list_keeps_those_to_complete(office, whole, poor):
    assert list(office.get(list_url(Service), {"manque": "a-completer"}).context["cl"].result_list) == [poor]


def test_list_tells_what_data_inclusion_makes_of_each(office, whole):
    listed = office.get(list_url(Service)).context["cl"]

    [shown] = [listed.model_admin.quality(one) for one in listed.result_list]
    [counted] = [quality.score for entry in load_published(Service.objects.all(), at=timezone.localtime())
                 for quality in qualities(entry, site="https://annuaire.example")]  # fmt: skip
    assert shown == f"{counted:.2f}".replace(".", ",")


def test_draft_has_no_score(office):
    draft = factories.ServiceFactory()

    assert "Qualité selon data·inclusion" not in office.get(url_of(draft)).text
