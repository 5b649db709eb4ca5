"""The map in its pages: links that lead somewhere, and nothing a strict policy refuses."""

import gzip
import re

import pytest

from tests.factories import (
    CommuneFactory,
    LocationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def poitiers():
    return CommuneFactory(poitiers=True)


def desk(commune, **known):
    service = ServiceFactory(published=True, **known)
    ServiceAtLocationFactory(service=service, location=LocationFactory(commune=commune))
    return service


def map_of(page):
    found = re.search(r'<(details|figure) class="[^"]*\bmap\b.*?</\1>', page, re.DOTALL)
    return found.group(0) if found else ""


def test_a_point_leads_to_its_entry_and_is_named(client, poitiers):
    service = desk(poitiers, name="Maison Mélusine")

    drawn = map_of(client.get("/recherche/?ou=86194").text)

    assert f'href="/fiche/{service.public_id}/?ou=86194" aria-label="Maison Mélusine, Poitiers (' in drawn


@pytest.mark.safety(49)
def test_a_number_leads_to_a_card_of_the_page(client, poitiers):
    desk(poitiers), desk(poitiers)
    page = client.get("/recherche/?ou=86194").text

    (anchor,) = re.findall(r'class="mark" href="#([^"]+)"', map_of(page))

    assert page.count(f'id="{anchor}"') == 1


def test_a_number_says_how_many_and_where(client, poitiers):
    desk(poitiers), desk(poitiers)

    assert 'aria-label="2 fiches : Poitiers"' in map_of(client.get("/recherche/?ou=86194").text)


@pytest.mark.safety(32)
def test_the_only_title_of_the_page_is_its_neutral_one(client, poitiers):
    """Safety 32: what the map names stays out of any title element."""
    desk(poitiers)

    assert client.get("/recherche/?ou=86194").text.count("<title>") == 1


def test_the_circle_says_its_radius(client, poitiers):
    desk(poitiers)

    assert "Le cercle : 20 km autour de Poitiers." in map_of(client.get("/recherche/?ou=86194&rayon=20").text)


def test_numbers_of_a_drawing_have_a_dot_and_no_comma(client, poitiers):
    desk(poitiers)

    radius = re.search(r'class="near"[^>]* r="([^"]+)"', map_of(client.get("/recherche/?ou=86194").text)).group(1)

    assert re.fullmatch(r"\d+\.\d", radius)


@pytest.mark.safety(49)
def test_the_map_is_folded_before_the_list(client, poitiers):
    desk(poitiers)
    page = client.get("/recherche/?ou=86194").text

    assert '<details class="fold map">' in page.split('class="cards"')[0]


def test_without_a_place_to_show_there_is_no_map(client, poitiers):
    ServiceFactory(published=True)

    assert map_of(client.get("/recherche/?ou=86194").text) == ""


def test_the_map_of_an_entry_says_how_far(client, poitiers):
    CommuneFactory(civray=True)

    drawn = map_of(client.get(f"/fiche/{desk(poitiers).public_id}/?ou=86078").text)

    assert 'role="img" aria-label="Carte : Poitiers, à\u00a049\u00a0km de Civray."' in drawn


def test_the_map_says_that_a_point_is_not_the_address(client, poitiers):
    CommuneFactory(civray=True)

    drawn = map_of(client.get(f"/fiche/{desk(poitiers).public_id}/?ou=86078").text)

    assert "Le point est au centre de la commune, pas à l’adresse." in drawn


@pytest.mark.safety(22)
@pytest.mark.parametrize("address", ["/recherche/?ou=86078", "/fiche/{}/?ou=86078"], ids=["results", "entry"])
def test_a_secret_place_draws_nothing(client, address):
    CommuneFactory(civray=True)
    service = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=service, location=LocationFactory(confidential_site=True))

    assert map_of(client.get(address.format(service.public_id)).text) == ""


def test_the_map_obeys_a_strict_policy(client, poitiers):
    desk(poitiers)

    assert not re.search(r"style|script|https?:|\son\w+=", map_of(client.get("/recherche/?ou=86194").text))


def test_the_map_adds_less_than_4_kb_to_a_page(client, poitiers):
    for number in range(12):
        desk(CommuneFactory(latitude=46.1 + number / 12, longitude=0.3))
    page = client.get("/recherche/?ou=86194").text
    without = page.replace(map_of(page), "")

    assert len(gzip.compress(page.encode())) - len(gzip.compress(without.encode())) < 4096
