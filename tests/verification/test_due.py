"""Which entries are to be read again, and where to write."""

from datetime import date, timedelta

import pytest

from resources.verification.due import addresses, due_by_structure, without_address
from tests.factories import (
    ContactPointFactory,
    OrganizationFactory,
    ProfessionalContactFactory,
    ProposedChangeFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    VerificationFactory,
    VerificationRequestFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return ServiceFactory(published=True)


def asked(at):
    return [one for services in due_by_structure(at=at).values() for one in services]


def test_an_entry_never_verified_is_due(service, noon):
    assert asked(noon) == [service]


def test_a_fresh_entry_is_not_due(service, noon):
    VerificationFactory(service=service, on=date(2026, 11, 1))

    assert asked(noon) == []


def test_the_interval_of_the_entry_counts(noon):
    service = ServiceFactory(published=True, review_interval=1)
    VerificationFactory(service=service, on=date(2026, 10, 1))

    assert asked(noon) == [service]


def test_a_doubt_about_one_fact_makes_it_due(service, noon):
    VerificationFactory(service=service, on=date(2026, 11, 1))
    VerificationFactory(service=service, on=date(2026, 11, 2), fact="phone", outcome="doubtful")

    assert asked(noon) == [service]


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_what_the_public_does_not_read_is_not_due(noon, status):
    ServiceFactory(status=status)

    assert asked(noon) == []


def test_an_entry_whose_correction_waits_is_left_alone(service, noon):
    ProposedChangeFactory(service=service)

    assert asked(noon) == []


@pytest.mark.parametrize(
    ("days", "left_alone"), [pytest.param(29, True, id="lately"), pytest.param(31, False, id="long ago")]
)
def test_an_entry_asked_about_lately_is_left_alone(service, noon, days, left_alone):
    sent = noon - timedelta(days=days)
    VerificationRequestFactory(organization=service.organization, services=[service], sent_at=sent, state="closed")

    assert (asked(noon) == []) is left_alone


def test_the_address_of_the_structure_comes_first(service):
    ProfessionalContactFactory(details__service=service, email="pro@exemple.fr")
    ContactPointFactory(service=service, mail=True, value="fiche@exemple.fr")
    ContactPointFactory(organization=service.organization, mail=True, value="structure@exemple.fr")

    assert addresses([service]) == {service.organization_id: "structure@exemple.fr"}


def test_the_professional_contact_comes_next(service):
    ContactPointFactory(service=service, mail=True, value="fiche@exemple.fr")
    ProfessionalContactFactory(details__service=service, email="pro@exemple.fr")

    assert addresses([service]) == {service.organization_id: "pro@exemple.fr"}


def test_the_address_of_a_way_in_is_better_than_none(service):
    way_in = ServiceAtLocationFactory(service=service)
    ContactPointFactory(way_in=way_in, mail=True, value="accueil@exemple.fr")

    assert addresses([service]) == {service.organization_id: "accueil@exemple.fr"}


def test_the_address_of_another_structure_is_not_its_own(noon):
    parent = OrganizationFactory()
    ContactPointFactory(organization=parent, mail=True)
    service = ServiceFactory(published=True, organization=OrganizationFactory(parent=parent))

    assert without_address(at=noon) == [service]
