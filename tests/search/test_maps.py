"""The map holds what is listed, and never a secret place."""

import pytest

from resources.enums import Fact, Outcome
from resources.models import Commune, Service
from resources.search.directory import answer
from resources.search.entries import load_entries
from resources.search.maps import entry_map, results_map
from tests.factories import (
    CommuneFactory,
    LocationFactory,
    PhoneWayInFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def poitiers():
    return CommuneFactory(poitiers=True)


@pytest.fixture
def civray():
    return CommuneFactory(civray=True)


def desk(commune, **known):
    service = ServiceFactory(published=True, **known)
    ServiceAtLocationFactory(service=service, location=LocationFactory(commune=commune))
    return service


def results(commune, at, **asked):
    services = Service.objects.published()
    found = answer(services, commune=commune, radius_km=30, at=at, page=1, **asked)
    return results_map(found, commune, 30)


def entry_of(service, at, commune):
    return entry_map(load_entries([service.pk], at=at, commune=commune)[0], commune)


def test_each_place_listed_is_on_the_map(poitiers, civray, noon):
    desk(poitiers), desk(poitiers), desk(civray)

    assert sorted(mark.count for mark in results(civray, noon).marks) == [1, 2]


def test_a_number_leads_to_the_card_of_its_first_entry(poitiers, noon):
    desk(poitiers, name="B"), desk(poitiers, name="A")
    first = Service.objects.get(name="A")

    assert results(poitiers, noon).marks[0].first.anchor == f"e-{first.public_id}"


def test_a_service_named_leads_to_where_it_is_listed(poitiers, noon):
    service = desk(poitiers)

    assert results(poitiers, noon, public_ids=[service.public_id]).marks[0].first.anchor == "nommes"


def test_a_secret_place_is_on_no_map(poitiers, noon):
    service = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=service, location=LocationFactory(confidential_site=True))
    desk(poitiers)

    drawn = {place.key for mark in results(poitiers, noon).marks for place in mark.places}

    assert service.public_id not in drawn


def test_a_secret_place_is_refused_even_with_a_point(poitiers, civray, noon):
    """The database forbids it; the map does not rely on that alone."""
    (entry,) = load_entries([desk(poitiers).pk], at=noon, commune=civray)
    entry.ways[0].location.confidential = True

    assert entry_map(entry, civray) is None


def test_a_line_has_no_point(civray, noon):
    service = ServiceFactory(published=True)
    PhoneWayInFactory(service=service)

    assert results(civray, noon) is None


def test_a_place_with_its_own_point_stands_there(civray, noon):
    service = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=service, location=LocationFactory(with_point=True))

    assert not entry_of(service, noon, civray).rough


def test_a_place_known_by_its_commune_stands_at_its_centre_and_says_so(poitiers, civray, noon):
    assert entry_of(desk(poitiers), noon, civray).rough


def test_a_place_in_doubt_is_drawn_as_such(poitiers, civray, noon):
    service = desk(poitiers)
    VerificationFactory(service=service, fact=Fact.PLACE, outcome=Outcome.DOUBTFUL)

    assert entry_of(service, noon, civray).doubtful


def test_an_entry_is_shown_with_the_commune_of_the_reader(poitiers, civray, noon):
    sheet = entry_of(desk(poitiers), noon, civray)

    assert (sheet.here.label.text, sheet.marks[0].label.text) == ("Civray", "Poitiers")


def test_an_entry_of_several_places_shows_the_nearest(poitiers, civray, noon):
    service = desk(poitiers)
    near = CommuneFactory(insee="86255", name="Savigné", latitude=46.16, longitude=0.32)
    ServiceAtLocationFactory(service=service, location=LocationFactory(commune=near))

    assert [mark.first.town for mark in entry_of(service, noon, civray).marks] == ["Savigné"]


def test_one_point_for_both_is_no_map(poitiers, noon):
    assert entry_of(desk(poitiers), noon, poitiers) is None


def test_a_reader_who_said_no_commune_has_no_map_of_an_entry(poitiers, noon):
    assert entry_of(desk(poitiers), noon, None) is None


def test_the_map_costs_no_query(poitiers, civray, noon, django_assert_num_queries):
    desk(poitiers), desk(civray)
    commune = Commune.objects.get(pk=civray.pk)
    found = answer(Service.objects.published(), commune=commune, radius_km=30, at=noon, page=1)

    with django_assert_num_queries(0):
        results_map(found, commune, 30)


def test_without_an_outline_of_the_departement_the_places_are_still_shown(poitiers, civray, noon, settings):
    desk(poitiers)
    settings.DEPARTEMENT_CODE = "2A"

    sheet = entry_of(Service.objects.get(), noon, civray)

    assert (sheet.land, len(sheet.marks)) == ("", 1)
