"""What somebody types of a person stays nowhere: in no table, no log, no address, no cookie."""

import logging

import pytest
from django.db import connection

from resources.filters import ReferralFilter, SearchQuery, SheetQuery
from resources.referrals import codes
from resources.referrals.sheet import Options
from tests.factories import CommuneFactory, GuideFactory, NetworkFactory, ServiceFactory, UserFactory
from tests.routes import OFFICE, address_of, routes
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

PERSON = "Jeanne Martin-Zoé 06 12 34 56 78"
TRACES = ("jeanne", "martin-zo", "06 12 34", "0612345678", "203.0.113.9", "navigateur-de-jeanne")
READER = {"REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "Navigateur-de-Jeanne/1"}
ASKED = (*SearchQuery.base_fields, *SheetQuery.base_fields, *ReferralFilter.base_filters, "code", "lieu", "nom")
TYPED = dict.fromkeys(ASKED, PERSON)
# What a reader reports is kept for the staff: its own tests say how long.
KEPT_ON_PURPOSE = ("signaler/", "verifier/")


@pytest.fixture
def keys(noon):
    commune = CommuneFactory(civray=True)
    public_id = ServiceFactory(published=True).public_id
    NetworkFactory(slug="reseau", seat=commune)
    GuideFactory(published=True, slug="guide")
    code = codes.keep(Options(public_ids=(public_id,)), at=noon.replace(year=noon.year + 5)).code
    told = {"public_id": public_id, "insee": "86078", "slug": "guide", "code": code, "section": "pages", "id": 0}
    places = {
        "communes/": "86078",
        "intercommunalites/": commune.epci_id,
        "reseaux/": "reseau",
        "pro/reseaux/": "reseau",
    }
    return {"": told} | {prefix: told | {"key": key, "slug": key} for prefix, key in places.items()}


def addresses(keys):
    for route in routes():
        if not route.startswith(OFFICE) and not any(part in route for part in KEPT_ON_PURPOSE):
            yield address_of(route, keys)


def held_by_the_database():
    """Every table, those of the sign-in counters and of the history included."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield table, str(cursor.fetchall()).lower()


def walk(browser, keys):
    """Everything is asked with a person in it, and sent with a person in it; where that leads."""
    for address in addresses(keys):
        for answer in (browser.get(address, TYPED, **READER), browser.post(address, TYPED, **READER)):
            if answer.streaming:
                b"".join(answer.streaming_content)
            yield address, answer
    for _ in range(3):
        yield "/f/", browser.get("/f/22222222/", **READER)


def traces_in(text):
    return [trace for trace in TRACES if trace in text.lower()]


@pytest.mark.safety(36)
def test_a_person_who_is_typed_is_kept_nowhere(client, keys, caplog):
    caplog.set_level(logging.INFO)

    for address, answer in walk(client, keys):
        if not address.startswith("/pro/"):  # the door of the professionals gives back the address that was asked for
            assert traces_in(answer.headers.get("Location", "")) == [], address
            assert not answer.cookies, address

    assert {table: traces for table, text in held_by_the_database() if (traces := traces_in(text))} == {}
    # The test client answers for the server here: its lines have a test of their own.
    assert traces_in("".join(record.getMessage() for record in caplog.records)) == []


@pytest.mark.safety(36)
def test_a_professional_leaves_no_more(client, keys):
    browser = sign_in(client, UserFactory(role="professionnelle"))

    for address, answer in walk(browser, keys):
        assert traces_in(answer.headers.get("Location", "")) == [], address

    assert {table: traces for table, text in held_by_the_database() if (traces := traces_in(text))} == {}
