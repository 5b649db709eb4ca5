"""The page of one entry."""

import pytest

from resources.models import Service
from tests.factories import (
    CommuneFactory,
    ContactPointFactory,
    LocationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


def test_an_entry_says_whom_to_call_and_how_far(client):
    CommuneFactory(civray=True)
    service = ServiceFactory(published=True, name="Maison Mélusine", neutral_title="Maison Mélusine")
    ServiceAtLocationFactory(service=service, location=LocationFactory(commune=CommuneFactory(poitiers=True)))
    ContactPointFactory(service=service, value="05 49 00 00 00")

    page = client.get(f"/fiche/{service.public_id}/?ou=86078").text

    assert 'href="tel:0549000000"' in page
    assert "49\u00a0km" in page
    assert "Autour de Civray" in page


@pytest.mark.safety(67)
@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_what_is_not_published_is_not_found(client, status):
    service = ServiceFactory(published=True)
    Service.objects.update(status=status)

    assert client.get(f"/fiche/{service.public_id}/").status_code == 404


def test_a_public_id_in_small_letters_leads_to_the_entry(client):
    service = ServiceFactory(published=True, public_id="ABC123")

    assert client.get("/fiche/abc123/").headers["Location"] == f"/fiche/{service.public_id}/"


@pytest.mark.safety(22)
def test_a_secret_place_shows_no_address(client):
    service = ServiceFactory(published=True)
    place = LocationFactory(confidential_site=True, name="Foyer de la rue Cachée")
    ServiceAtLocationFactory(service=service, location=place)

    page = client.get(f"/fiche/{service.public_id}/").text

    assert "Adresse gardée secrète" in page
    assert "Cachée" not in page


@pytest.mark.safety(33)
def test_an_entry_kept_from_search_engines_says_so(client):
    service = ServiceFactory(published=True, indexable=False)

    assert "noindex" in client.get(f"/fiche/{service.public_id}/").headers["X-Robots-Tag"]


def test_the_page_takes_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    CommuneFactory(civray=True)
    service = ServiceFactory(published=True)
    for _ in range(6):
        ServiceAtLocationFactory(service=service, office_hours=True)

    with django_assert_max_num_queries(15):
        client.get(f"/fiche/{service.public_id}/?ou=86078")
