import pytest
from django.db import IntegrityError
from django.db.models import F

from resources.models import Organization
from tests.factories import OrganizationFactory
from tests.models import assert_clean_points_at, assert_database_refuses

pytestmark = pytest.mark.django_db


def test_organization_is_not_its_own_parent():
    assert_database_refuses(OrganizationFactory(), "organization_not_its_own_parent", parent=F("id"))


def test_organization_siret_is_null_rather_than_empty():
    assert_database_refuses(OrganizationFactory(), "organization_siret_null_or_set", siret="")


def test_organization_siret_is_unique():
    OrganizationFactory(siret="12345678901234")

    with pytest.raises(IntegrityError):
        Organization.objects.bulk_create([OrganizationFactory.build(siret="12345678901234")])


def test_two_organizations_may_have_no_siret():
    OrganizationFactory(siret=None)
    OrganizationFactory(siret=None)

    assert Organization.objects.filter(siret=None).count() == 2


def test_organization_clean_turns_an_empty_siret_into_none():
    organization = OrganizationFactory.build(siret="")

    organization.full_clean()

    assert organization.siret is None


@pytest.mark.parametrize("siret", ["1234", "1234567890123X", "123 456 789 01234"])
def test_organization_siret_badly_written_is_said_on_the_field(siret):
    assert_clean_points_at(OrganizationFactory.build(siret=siret), "siret")


def test_organization_its_own_parent_is_said():
    organization = OrganizationFactory()
    organization.parent = organization

    assert_clean_points_at(organization, "__all__")
