"""What is reserved reaches nobody else: every route of the site, with data that could leak, for each reader."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from resources.enums import AreaKind
from resources.referrals import codes
from resources.referrals.sheet import Options
from resources.sitemaps import SITEMAPS
from tests.factories import (
    CommuneFactory,
    GuideFactory,
    NetworkAreaFactory,
    NetworkFactory,
    ProfessionalContactFactory,
    ProfessionalDetailsFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    UserFactory,
)
from tests.routes import OFFICE, address_of, routes
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

SECRETS = ("lettre-reservee", "condition-reservee", "delai-reserve", "note-reservee", "fonction-reservee",
           "05 49 00 00 77", "reserve@exemple.fr", "coordination-reservee", "05 49 00 00 88")  # fmt: skip
RESERVED_TABLES = re.compile(r"resources_professional(details|contact)")
READERS = (None, "no role", "rédactrice")


@pytest.fixture
def keys(noon):
    """A published entry, a network and a commune with all that could leak; what each route is asked with."""
    commune = CommuneFactory(civray=True)
    service = ServiceFactory(published=True, name="Accueil de Civray")
    way_in = ServiceAtLocationFactory(service=service, location__commune=commune, office_hours=True)
    details = ProfessionalDetailsFactory(
        service=service,
        how_to_refer=SECRETS[0],
        conditions=SECRETS[1],
        delay=SECRETS[2],
        notes=SECRETS[3],
    )
    ProfessionalContactFactory(details=details, role=SECRETS[4], phone=SECRETS[5], email=SECRETS[6])
    network = NetworkFactory(slug="reseau-civray", seat=commune)
    NetworkAreaFactory(network=network, kind=AreaKind.COMMUNE, code=commune.insee)
    ProfessionalContactFactory(network=network, role=SECRETS[7], phone=SECRETS[8])
    GuideFactory(published=True, slug="guide")
    code = codes.keep(Options(public_ids=(service.public_id,)), at=noon.replace(year=noon.year + 5)).code
    hidden = {"uidb36": "1", "key": "abc", "signed": "signature"}
    return {
        "fiche/": {"public_id": service.public_id},
        "pro/fiche/": {"public_id": service.public_id},
        "communes/": {"insee": "86078", "key": "86078"},
        "intercommunalites/": {"key": commune.epci_id},
        "reseaux/": {"slug": network.slug, "key": network.slug},
        "pro/reseaux/": {"slug": network.slug},
        "guides/": {"slug": "guide"},
        "f/": {"code": code},
        "pro/code/": {"code": code},
        "verifier/": hidden,
        "sitemap-": {"section": next(iter(SITEMAPS))},
        "api/hsds/services/": {"id": service.pk},
        "api/hsds/organizations/": {"id": service.organization_id},
        "api/hsds/service_at_locations/": {"id": way_in.pk},
        "api/hsds/taxonomies/": {"id": uuid4()},
        "api/hsds/taxonomy_terms/": {"id": uuid4()},
        "gestion/": hidden
        | {"provider_id": "departement", "pk": service.pk, "act_id": uuid4(), "kind": "csv", "token": "jeton"}
        | {"first": service.pk, "second": uuid4(), "content_type_id": 1, "object_id": service.pk},
        "gestion/resources/serviceatlocation/": {"pk": way_in.pk, "act_id": uuid4()},
        "gestion/resources/user/": {"pk": 1, "act_id": uuid4()},
    }  # fmt: skip


def of_the_office(route):
    return route.startswith(OFFICE)


def public_addresses(keys):
    """Each route, as it is typed; each with a choice, a town and a need as well."""
    public_id = keys["fiche/"]["public_id"]
    for route in routes():
        if not of_the_office(route):
            address = address_of(route, keys)
            yield from (address, f"{address}?ou=86078&fiche={public_id}", f"/en{address}?sobre=1&d=1&full=true")


def office_addresses(keys):
    yield from (address_of(route, keys) for route in routes() if of_the_office(route))


def browser_of(reader):
    browser = Client(raise_request_exception=True)
    if reader is None:
        return browser
    return sign_in(browser, UserFactory() if reader == "no role" else UserFactory(role=reader))


def text_of(response):
    return response.getvalue().decode() if response.streaming else response.content.decode(errors="replace")


@pytest.mark.parametrize("reader", READERS, ids=str)
def test_nothing_reserved_reaches_who_may_not_read_it(keys, reader):
    browser = browser_of(reader)

    for address in public_addresses(keys):
        text = text_of(browser.get(address))

        assert [secret for secret in SECRETS if secret in text] == [], address


@pytest.mark.parametrize("reader", [None, "no role", pytest.param("rédactrice", marks=pytest.mark.proof)], ids=str)
def test_the_back_office_shows_nothing_reserved_to_who_may_not_read_it(keys, reader):
    browser = browser_of(reader)

    for address in office_addresses(keys):
        text = text_of(browser.get(address))

        assert [secret for secret in SECRETS if secret in text] == [], address


def test_no_public_page_even_asks_for_what_is_reserved(keys):
    browser = Client()

    for address in public_addresses(keys):
        with CaptureQueriesContext(connection) as queries:
            text_of(browser.get(address))

        assert [one["sql"] for one in queries if RESERVED_TABLES.search(one["sql"])] == [], address


def test_a_professional_reads_all_of_it(keys):
    browser = browser_of("professionnelle")

    text = "".join(text_of(browser.get(address)) for address in public_addresses(keys) if address.startswith("/pro/"))

    assert [secret for secret in SECRETS if secret not in text] == []


def test_a_professional_who_reads_a_public_page_finds_nothing_reserved_on_it(keys):
    browser = browser_of("professionnelle")

    for address in public_addresses(keys):
        if not address.startswith("/pro/"):
            text = text_of(browser.get(address))

            assert [secret for secret in SECRETS if secret in text] == [], address


def test_no_sheet_holds_anything_reserved_whoever_prints_it(keys):
    browser = browser_of("professionnelle")
    public_id, code = keys["fiche/"]["public_id"], keys["f/"]["code"]

    for address in (f"/orienter/feuille/?fiche={public_id}", f"/f/{code}/"):
        assert [secret for secret in SECRETS if secret in browser.get(address).text] == []


def test_every_public_route_is_walked_to_a_page_that_is_there(keys):
    """A page that is not found holds no secret, and proves nothing."""
    browser = Client()

    lost = {
        address
        for address in public_addresses(keys)
        if "?" not in address and browser.get(address).status_code not in (200, 302, 303)
    }

    assert lost == {
        f"/verifier/{keys['verifier/']['signed']}/",
        f"/api/hsds/taxonomies/{keys['api/hsds/taxonomies/']['id']}",
        f"/api/hsds/taxonomy_terms/{keys['api/hsds/taxonomy_terms/']['id']}",
    }


# -- Two sides -------------------------------------------------------------------------------

LISTS = ("/communes/86078/", "/communes/86078/annuaire/", "/communes/86078/annuaire.csv", "/orienter/?ou=86078",
         "/reseaux/reseau-civray/annuaire/", "/reseaux/reseau-civray/annuaire.csv", "/orienter/?enfants=1",
         "/orienter/feuille/?fiche={hers},{his}", "/orienter/feuille/?fiche={his},{hers}&sobre=1",
         "/orienter/?fiche={his},{hers}", "/pro/annuaire/", "/pro/annuaire/?fiche={his}")  # fmt: skip


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("side", ["", "type=changer"], ids=["victims", "perpetrators"])
def test_two_sides_never_share_a_page(keys, path, side):
    browser = browser_of("professionnelle")
    commune = CommuneFactory(civray=True)
    for name, made in (("Pour elles", {}), ("Pour eux", {"for_perpetrators": True})):
        service = ServiceFactory(
            published=True, name=name, neutral_title=f"{name} (titre)", children_welcome="yes", **made
        )
        ServiceAtLocationFactory(service=service, location__commune=commune)
        keys[name] = service.public_id
    address = path.format(hers=keys["Pour elles"], his=keys["Pour eux"])
    query = f"{'&' if '?' in address else '?'}{side}" if side else ""

    text = text_of(browser.get(f"{address}{query}"))
    # Naming what was left out is not listing it.
    text = re.sub(r'<p class="note" role="status">.*?</p>', "", text)

    assert len([name for name in ("Pour elles", "Pour eux") if name in text]) <= 1
