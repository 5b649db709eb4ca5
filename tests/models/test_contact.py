import pytest

from resources.enums import ContactKind
from tests.factories import ContactPointFactory, OrganizationFactory, ServiceAtLocationFactory
from tests.models import assert_clean_points_at, assert_database_refuses

pytestmark = pytest.mark.django_db


def test_contact_of_two_owners_is_refused():
    assert_database_refuses(ContactPointFactory(), "contact_one_owner", organization=OrganizationFactory())


def test_contact_of_three_owners_is_refused():
    owners = {"organization": OrganizationFactory(), "way_in": ServiceAtLocationFactory()}

    assert_database_refuses(ContactPointFactory(), "contact_one_owner", **owners)


def test_contact_of_nobody_is_refused():
    assert_database_refuses(ContactPointFactory(), "contact_one_owner", service=None)


def test_contact_of_nobody_is_said():
    contact = ContactPointFactory()
    contact.service = None

    assert_clean_points_at(contact, "__all__")


@pytest.mark.parametrize(
    "make_owner",
    [
        pytest.param(lambda: {"organization": OrganizationFactory()}, id="organization"),
        pytest.param(lambda: {"way_in": ServiceAtLocationFactory()}, id="way-in"),
        pytest.param(dict, id="service"),
    ],
)
def test_contact_of_one_owner_is_accepted(make_owner):
    ContactPointFactory(**make_owner()).full_clean()


def test_contact_without_value_is_refused():
    assert_database_refuses(ContactPointFactory(), "contact_has_value", value="")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param(ContactKind.PHONE, "05 49", id="short-phone"),
        pytest.param(ContactKind.SMS, "texte", id="sms-words"),
        pytest.param(ContactKind.WEBSITE, "http://exemple.fr", id="not-https"),
        pytest.param(ContactKind.EMAIL, "exemple.fr", id="email-without-at"),
    ],
)
def test_contact_clean_names_the_value(kind, value):
    contact = ContactPointFactory()
    contact.kind, contact.value = kind, value

    assert_clean_points_at(contact, "value")


@pytest.mark.parametrize(
    ("kind", "value", "href"),
    [
        pytest.param(ContactKind.PHONE, "05 49 00 00 00", "tel:0549000000", id="phone"),
        pytest.param(ContactKind.PHONE, "3919", "tel:3919", id="short-number"),
        pytest.param(ContactKind.PHONE, "+33 5 49 00 00 00", "tel:+33549000000", id="international"),
        pytest.param(ContactKind.SMS, "114", "sms:114", id="sms"),
        pytest.param(ContactKind.WEBSITE, "https://exemple.fr/", "https://exemple.fr/", id="website"),
    ],
)
def test_contact_opens(kind, value, href):
    assert ContactPointFactory.build(service=None, kind=kind, value=value).href == href


def test_contact_email_opens_nothing():
    assert ContactPointFactory.build(service=None, mail=True).href == ""
