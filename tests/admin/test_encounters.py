"""Staff are told when victims and perpetrators are received in one place at one time."""

from datetime import time

import pytest

from resources.admin.encounters import encounters
from resources.models.timetable import mask_of_days
from tests.admin.pages import url_of
from tests.factories import (
    LocationFactory,
    OpeningRuleFactory,
    OrganizationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TUESDAY, WEDNESDAY = mask_of_days([1]), mask_of_days([2])


@pytest.fixture
def place():
    return LocationFactory()


@pytest.fixture
def reader():
    return UserFactory(role="coordinatrice")


def received(place, *, serves="victims", hours=(TUESDAY, 9, 12), **service):
    """An entry that receives there; `hours` are a day, a start and an end, or None when nobody told them."""
    service = ServiceFactory(serves=serves, **({"published": True} | service))
    way_in = ServiceAtLocationFactory(service=service, location=place, hours_source="own" if hours else "unknown")
    if hours:
        day, start, end = hours
        OpeningRuleFactory(way_in=way_in, weekdays=day, start=time(start), end=time(end))
    return service


@pytest.mark.parametrize("other", ["perpetrators", "both"])
def test_same_place_and_time_is_told(place, reader, noon, other):
    hers = received(place, name="Pour elles")
    received(place, serves=other, name="Pour eux", hours=(TUESDAY, 11, 13))

    [met] = encounters([hers], reader=reader, at=noon)

    assert "« Pour elles » et « Pour eux » reçoivent au même endroit et en même temps" in str(met)
    assert "mardi 1ᵉʳ\N{NO-BREAK SPACE}décembre, 11\N{NO-BREAK SPACE}h–12\N{NO-BREAK SPACE}h" in str(met)


@pytest.mark.parametrize(
    "hours", [pytest.param((WEDNESDAY, 9, 12), id="another day"), pytest.param((TUESDAY, 12, 14), id="after")]
)
def test_another_time_is_not(place, reader, noon, hours):
    hers = received(place)
    received(place, serves="perpetrators", hours=hours)

    assert encounters([hers], reader=reader, at=noon) == []


def test_unknown_hours_are_to_be_looked_at(place, reader, noon):
    hers = received(place)
    received(place, serves="perpetrators", hours=None)

    [met] = encounters([hers], reader=reader, at=noon)

    assert "des horaires ne sont pas connus" in str(met)


def test_the_same_street_is_the_same_place(place, reader, noon):
    hers = received(place)
    received(LocationFactory(commune=place.commune, street=place.street), serves="perpetrators")

    assert len(encounters([hers], reader=reader, at=noon)) == 1


def test_two_services_of_one_side_are_not_told(place, reader, noon):
    hers = received(place)
    received(place)

    assert encounters([hers], reader=reader, at=noon) == []


def test_an_archived_entry_receives_nobody(place, reader, noon):
    hers = received(place)
    received(place, serves="perpetrators", status="archived")

    assert encounters([hers], reader=reader, at=noon) == []


def test_a_draft_of_others_is_not_told(place, noon):
    mine = OrganizationFactory()
    hers = received(place, organization=mine)
    received(place, serves="perpetrators", status="draft")

    assert encounters([hers], reader=UserFactory(role="rédactrice", organizations=[mine]), at=noon) == []


def test_every_screen_where_it_can_be_mended_tells_it(office, place):
    hers = received(place)
    received(place, serves="perpetrators")

    for obj in (hers, hers.ways_in.get(), place):
        assert "reçoivent au même endroit" in office.get(url_of(obj)).text, obj


def test_nothing_is_told_where_nobody_meets(office, place):
    assert "reçoivent au même endroit" not in office.get(url_of(received(place))).text
