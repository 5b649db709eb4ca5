"""Who covers a commune: what is not known is never shown as known."""

from datetime import date

import pytest

from resources.enums import AreaKind, OrganizationKind, ServiceKind
from resources.models import Commune
from resources.search.coverage import coverage
from tests.factories import (
    CommuneFactory,
    LocationFactory,
    NetworkAreaFactory,
    NetworkFactory,
    OpeningRuleFactory,
    OrganizationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def civray():
    CommuneFactory(civray=True)
    return Commune.objects.with_territory().get(insee="86078")


def office(commune, **service):
    """A social office of the Département."""
    owner = OrganizationFactory(kind=OrganizationKind.DEPARTEMENT)
    service = ServiceFactory(published=True, organization=owner, kind=ServiceKind.RECEPTION, **service)
    ServiceAtLocationFactory(service=service, location=LocationFactory(commune=commune))
    return service


def permanence(commune, **service):
    service = ServiceFactory(published=True, kind=ServiceKind.PERMANENCE, **service)
    return ServiceAtLocationFactory(service=service, location=LocationFactory(commune=commune), hours_source="own")


def services(entries):
    return [entry.service for entry in entries]


def test_an_office_made_for_the_commune_is_known(civray, noon):
    own = office(civray, areas=[(AreaKind.EPCI, civray.epci_id)])
    office(CommuneFactory(poitiers=True))

    found = coverage(civray, at=noon)

    assert found.solidarity_known
    assert services(found.solidarity) == [own]


def test_without_an_office_of_its_own_the_nearest_are_shown_as_unknown(civray, noon):
    far = office(CommuneFactory(poitiers=True))
    office(CommuneFactory(chatellerault=True))
    near = office(civray)

    found = coverage(civray, at=noon)

    assert not found.solidarity_known
    assert services(found.solidarity) == [near, far]


def test_social_worker_of_the_commune_comes_before_that_of_the_departement(civray, noon):
    wide = ServiceFactory(published=True, kind=ServiceKind.SOCIAL_WORKER, name="A")
    own = ServiceFactory(
        published=True, kind=ServiceKind.SOCIAL_WORKER, name="B", areas=[(AreaKind.COMMUNE, civray.insee)]
    )
    ServiceFactory(published=True, kind=ServiceKind.SOCIAL_WORKER, areas=[(AreaKind.COMMUNE, "86194")])

    assert services(coverage(civray, at=noon).social_workers) == [own, wide]


def test_network_is_known_only_when_its_communes_are(civray, noon):
    network = NetworkFactory(seat=civray)

    unknown = coverage(civray, at=noon)
    NetworkAreaFactory(network=network, kind=AreaKind.COMMUNE, code=civray.insee)
    known = coverage(civray, at=noon)

    assert (unknown.networks, unknown.nearest_seat[0]) == ([], network)
    assert (known.networks, known.nearest_seat) == ([network], None)


def test_permanences_are_dated_until_the_end_of_the_month(civray, noon):
    OpeningRuleFactory(way_in=permanence(civray), first_tuesday=True)

    found = coverage(civray, at=noon)

    assert found.until == date(2026, 12, 31)
    assert [one.dates for one in found.permanences] == [
        ["mardi 1ᵉʳ\N{NO-BREAK SPACE}décembre, 9\N{NO-BREAK SPACE}h–17\N{NO-BREAK SPACE}h"]
    ]


def test_permanence_of_today_still_counts(civray, noon):
    OpeningRuleFactory(way_in=permanence(civray))

    [found] = coverage(civray, at=noon).permanences

    assert found.dates[0].startswith("mardi 24")
    assert found.more


def test_permanence_without_hours_is_to_be_confirmed(civray, noon):
    unknown = permanence(civray).service

    found = coverage(civray, at=noon)

    assert found.permanences == []
    assert services(found.hours_unknown) == [unknown]


@pytest.mark.parametrize("kind", [ServiceKind.RECEPTION, ServiceKind.PERMANENCE, ServiceKind.SOCIAL_WORKER])
def test_services_for_perpetrators_are_nowhere(civray, noon, kind):
    owner = OrganizationFactory(kind=OrganizationKind.DEPARTEMENT)
    service = ServiceFactory(published=True, serves="perpetrators", kind=kind, organization=owner)
    ServiceAtLocationFactory(service=service, location=LocationFactory(commune=civray), office_hours=True)

    found = coverage(civray, at=noon)

    assert (found.solidarity, found.social_workers, found.permanences, found.hours_unknown) == ([], [], [], [])
