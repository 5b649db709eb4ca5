"""Who covers a commune, to read and to hang up."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resources.enums import OrganizationKind, ServiceKind
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    LocationFactory,
    NetworkFactory,
    OrganizationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def civray():
    return CommuneFactory(civray=True)


def furnish(commune, count):
    owner = OrganizationFactory(kind=OrganizationKind.DEPARTEMENT)
    for kind in (ServiceKind.RECEPTION, ServiceKind.PERMANENCE, ServiceKind.SOCIAL_WORKER):
        for service in ServiceFactory.create_batch(count, published=True, kind=kind, organization=owner):
            ServiceAtLocationFactory(service=service, location=LocationFactory(commune=commune), office_hours=True)
    NetworkFactory.create_batch(count)


def test_every_commune_of_the_departement_has_its_link(client, civray):
    CommuneFactory(insee="79191", name="Niort", departement=DepartementFactory(code="79"))

    page = client.get("/communes/").text

    assert 'href="/communes/86078/"' in page
    assert "Niort" not in page


def test_nothing_known_is_said_and_somebody_answers(client, civray):
    page = client.get("/communes/86078/").text

    assert page.count("à confirmer") >= 3
    assert 'href="tel:3919"' in page


def test_title_is_neutral(client, civray):
    title = re.search("<title>(.*?)</title>", client.get("/communes/86078/").text).group(1)

    assert title == "Civray – Annuaire Vienne"


def test_a_neighbouring_commune_leads_to_what_is_around_it(client, civray):
    CommuneFactory(insee="79191", name="Niort", departement=DepartementFactory(code="79"))

    assert client.get("/communes/79191/").headers["Location"] == "/recherche/?ou=79191"


def test_a_commune_that_is_not_is_not_found(client):
    assert client.get("/communes/99999/").status_code == 404


@pytest.mark.parametrize("path", ["/communes/", "/communes/86078/", "/communes/86078/annuaire/"])
def test_queries_do_not_grow(client, civray, path):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    furnish(civray, 1)
    few = asked()
    furnish(civray, 4)
    CommuneFactory.create_batch(4)

    assert asked() == few
