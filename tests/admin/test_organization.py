import pytest

from tests.admin.pages import errors_of, row, save, url_of
from tests.factories import OrganizationFactory


def test_organization_is_not_part_of_itself(office):
    organization = OrganizationFactory()

    response = save(office, url_of(organization), parent=str(organization.pk))

    assert errors_of(response) == {"parent": ["Une structure ne peut pas faire partie d’elle-même."]}


def test_organization_is_not_part_of_what_is_part_of_it(office):
    mother = OrganizationFactory()
    daughter = OrganizationFactory(parent=mother)
    granddaughter = OrganizationFactory(parent=daughter)

    response = save(office, url_of(mother), parent=str(granddaughter.pk))

    assert "parent" in errors_of(response)


def test_two_organizations_may_have_no_siret(office):
    first, second = OrganizationFactory(siret=None), OrganizationFactory(siret=None)

    for organization in (first, second):
        assert save(office, url_of(organization), siret="").redirect_chain


@pytest.mark.parametrize("typed", ["123", "123 456 789 00012"])
def test_bad_siret_is_refused(office, typed):
    response = save(office, url_of(OrganizationFactory()), siret=typed)

    assert "siret" in errors_of(response)


def test_website_without_scheme_is_https(office):
    organization = OrganizationFactory()

    save(office, url_of(organization), website="exemple.fr")

    organization.refresh_from_db()
    assert organization.website == "https://exemple.fr"


def test_contact_of_an_organization_has_no_other_owner(office):
    organization = OrganizationFactory()

    save(office, url_of(organization), **row("contacts", 0, kind="phone", value="05 49 00 11 22"))

    contact = organization.contacts.get()
    assert (contact.service, contact.way_in) == (None, None)
