"""Entries that look alike, with why; those staff told apart are left alone."""

import pytest

from resources.enums import EditorialStatus
from resources.models import NotDuplicates
from resources.models import Service as ServiceModel
from resources.search.duplicates import find_duplicates
from tests.factories import (
    CommuneFactory,
    ContactPointFactory,
    LocationFactory,
    OrganizationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


def found():
    return find_duplicates(ServiceModel.objects.all())


def reasons():
    return [one.reasons for one in found()]


def with_number(value, **service):
    return ContactPointFactory(service=ServiceFactory(**service), value=value).service


def at(latitude, longitude, name, **more):
    place = LocationFactory(latitude=latitude, longitude=longitude)
    return ServiceAtLocationFactory(location=place, service__name=name, **more).service


def test_one_number_written_in_two_ways():
    with_number("05 49 12 34 56")
    with_number("+33549123456")

    assert reasons() == [["Même numéro : 05 49 12 34 56."]]


def test_the_number_of_a_way_in_counts_too():
    with_number("05 49 12 34 56")
    ContactPointFactory(way_in=ServiceAtLocationFactory(), value="05 49 12 34 56")

    assert len(found()) == 1


def test_a_short_number_alone_says_nothing():
    with_number("15", name="Urgences de Loudun")
    with_number("15", name="Centre de soins")

    assert found() == []


def test_a_switchboard_says_nothing():
    for number in range(7):
        with_number("05 49 12 34 56", name=f"Service bien à part {number * 7919}")

    assert found() == []


@pytest.mark.parametrize(("away", "count"), [pytest.param(0.0026, 1, id="290 m"), pytest.param(0.0028, 0, id="311 m")])
def test_close_names_within_three_hundred_metres(away, count):
    at(46.58, 0.34, "Permanence d’écoute")
    at(46.58 + away, 0.34, "Permanences d’écoute")

    assert len(found()) == count


def test_another_name_next_door_is_another_service():
    at(46.58, 0.34, "Permanence d’écoute")
    at(46.58, 0.34, "Gendarmerie")

    assert found() == []


def test_close_names_of_one_structure_in_one_town():
    structure, town = OrganizationFactory(), CommuneFactory()
    for name in ("Permanence juridique", "Permanences juridiques"):
        place = LocationFactory(commune=town)
        ServiceAtLocationFactory(service__organization=structure, service__name=name, location=place)

    assert reasons() == [["Noms proches, même structure et même commune."]]


def test_a_secret_place_brings_nothing_near():
    place = LocationFactory(confidential_site=True)
    for _ in range(2):
        ServiceAtLocationFactory(service__name="Hébergement", location=place)

    assert found() == []


def test_services_for_other_people_are_never_offered():
    with_number("05 49 12 34 56")
    with_number("05 49 12 34 56", for_perpetrators=True)

    assert found() == []


def test_an_archived_entry_is_left_alone():
    with_number("05 49 12 34 56")
    with_number("05 49 12 34 56", status=EditorialStatus.ARCHIVED)

    assert found() == []


def test_entries_told_apart_are_not_offered_again():
    one, other = sorted([with_number("05 49 12 34 56"), with_number("05 49 12 34 56")], key=lambda entry: entry.pk)
    NotDuplicates.objects.create(first=one, second=other)

    assert found() == []


def test_the_surest_come_first():
    with_number("05 49 12 34 56", name="Alpha")
    with_number("05 49 12 34 56", name="Oméga, tout autre")
    with_number("05 49 00 00 00", name="Même nom")
    with_number("05 49 00 00 00", name="Même nom")

    assert [one.likeness == 100 for one in found()] == [True, False]
