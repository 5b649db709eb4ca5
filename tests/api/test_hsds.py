"""The HSDS API: what is asked together holds together, pages are whole, errors can be mended."""

import html
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from resources.enums import EditorialStatus
from resources.models import ContactPoint, Location, Service
from tests.api.reading import LISTS, ROOT, get, rows
from tests.api.town import every_kind_of_entry, many
from tests.factories import (
    AudienceFactory,
    CommuneFactory,
    ContactPointFactory,
    LocationFactory,
    NeedFactory,
    OrganizationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


def names(client, query, name="services"):
    return {row["name"] for row in rows(client, name, query)}


def test_the_root_says_what_this_is(client):
    root = get(client, "/")

    assert root["version"] == "3.1"
    assert client.get(root["openapi_url"]).json()["openapi"].startswith("3.1")
    assert client.get(root["profile"]).status_code == 200


def test_pages_hold_everything_once(client):
    many(12)
    expected = set(map(str, Service.objects.values_list("pk", flat=True)))

    first, second, third = (get(client, f"/services?per_page=5&page={number}") for number in (1, 2, 3))

    found = [row["id"] for page in (first, second, third) for row in page["contents"]]
    assert len(found) == 12
    assert set(found) == expected
    assert (first["total_items"], first["total_pages"], first["size"]) == (12, 3, 5)
    assert [page["first_page"] for page in (first, second, third)] == [True, False, False]
    assert [page["last_page"] for page in (first, second, third)] == [False, False, True]


def test_a_page_beyond_the_last_is_empty(client):
    ServiceFactory(published=True)

    page = get(client, "/services?page=9")

    assert page["empty"] is True
    assert page["contents"] == []
    assert page["total_items"] == 1


def test_every_line_is_one_service(client):
    many(7)

    response = client.get(f"{ROOT}/services?format=ndjson&per_page=2")

    lines = b"".join(response.streaming_content).decode().splitlines()
    assert response.headers["Content-Type"] == "application/x-ndjson; charset=utf-8"
    assert len(lines) == 7


def test_words_are_all_searched_for_whatever_their_accents(client):
    ServiceFactory(published=True, name="Écoute des familles")
    ServiceFactory(published=True, name="Écoute des jeunes")

    assert names(client, "&search=ecoutes+famille") == {"Écoute des familles"}


@pytest.fixture
def four():
    """Two needs by two organisations."""
    here, there = OrganizationFactory(name="Ici"), OrganizationFactory(name="Là")
    sleep, talk = NeedFactory(slug="dormir"), NeedFactory(slug="parler")
    for organization in (here, there):
        for need in (sleep, talk):
            ServiceFactory(
                published=True,
                organization=organization,
                name=f"{organization.name} {need.slug}",
                main_need=need,
                audiences=[AudienceFactory(slug="femmes")] if need == talk else [],
            )
    return {"here": here.pk, "there": there.pk, "sleep": sleep.pk, "talk": talk.pk}


def term(client, code):
    return next(one["id"] for one in rows(client, "taxonomy_terms") if one["code"] == code)


def taxonomy(client, name):
    return next(one["id"] for one in rows(client, "taxonomies") if one["name"] == name)


def test_a_term_an_organization_and_words_add_up(client, four):
    both = f"&taxonomy_term_id={four['sleep']}&organization_id={four['here']}"

    assert names(client, f"&taxonomy_term_id={four['sleep']}") == {"Ici dormir", "Là dormir"}
    assert names(client, f"&organization_id={four['here']}") == {"Ici dormir", "Ici parler"}
    assert names(client, both) == {"Ici dormir"}
    assert names(client, f"{both}&search=parler") == set()


def test_a_taxonomy_holds_every_one_of_its_terms(client, four):
    audiences = taxonomy(client, "Publics")

    assert names(client, f"&taxonomy_id={audiences}") == {"Ici parler", "Là parler"}
    assert names(client, f"&taxonomy_id={audiences}&taxonomy_term_id={four['sleep']}") == set()
    assert names(client, f"&taxonomy_id={taxonomy(client, 'Sortes de services')}") == names(client, "")


def test_those_who_fear_their_own_acts_are_told_apart_by_a_term(client):
    ServiceFactory(published=True, name="Pour elle")
    ServiceFactory(published=True, name="Pour lui", for_perpetrators=True)

    assert names(client, f"&taxonomy_term_id={term(client, 'perpetrators')}") == {"Pour lui"}


def test_terms_lead_to_organizations_too(client, four):
    only_here = ServiceFactory(published=True, main_need=NeedFactory(slug="soin"), organization_id=four["here"])

    assert names(client, f"&taxonomy_term_id={only_here.main_need_id}", "organizations") == {"Ici"}
    assert names(client, "&search=la", "organizations") == {"Là"}


def modified_after(client, moment):
    return names(client, f"&modified_after={moment:%Y-%m-%dT%H:%M:%S.%fZ}")


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: Service.objects.filter(pk=entry.pk).update(summary="Autre chose."),
        lambda entry: ContactPointFactory(service=entry),
        lambda entry: entry.contacts.get().delete(),
        lambda entry: entry.ways_in.get().delete(),
        lambda entry: entry.ways_in.get().location.opening_rules.create(weekdays=1),
        lambda entry: entry.organization.contacts.create(value="3919"),
        lambda entry: entry.needs.add(NeedFactory(slug="autre")),
        lambda entry: keep_secret(entry.ways_in.get().location),
    ],
    ids=[
        "a word",
        "a new number",
        "a number removed",
        "a desk removed",
        "hours of its place",
        "its structure",
        "a need",
        "its place becomes secret",
    ],
)
def test_whatever_changes_an_entry_changes_its_date(client, change):
    entry = ServiceFactory(published=True, name="Celle-ci")
    ServiceFactory(published=True, name="Une autre")
    ServiceAtLocationFactory(service=entry)
    ContactPointFactory(service=entry)
    before = get(client, f"/services/{entry.pk}")["last_modified"]
    moment = timezone.now()
    assert modified_after(client, moment) == set()

    change(entry)

    assert modified_after(client, moment) == {"Celle-ci"}
    assert get(client, f"/services/{entry.pk}")["last_modified"] > before


def keep_secret(place):
    for name, empty in Location.BETRAYING.items():
        setattr(place, name, empty)
    place.confidential = True
    place.save()


@pytest.mark.parametrize("name", ["organizations", "service_at_locations"])
def test_an_entry_withdrawn_leaves_every_list(client, name):
    """Who keeps a copy compares with the list of identifiers: what is no longer there is to be erased."""
    entry = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=entry)
    assert get(client, "/services?minimal=true")["total_items"] == 1

    Service.objects.filter(pk=entry.pk).update(status=EditorialStatus.ARCHIVED)

    assert get(client, "/services?minimal=true")["empty"] is True
    assert get(client, f"/{name}")["empty"] is True
    assert client.get(f"{ROOT}/services/{entry.pk}").status_code == 404


def test_a_date_whose_plus_became_a_space_is_understood(client):
    assert client.get(f"{ROOT}/services?modified_after=2026-11-24T00:00:00+01:00").status_code == 200


def test_minimal_tells_what_to_read_again_in_one_page(client):
    many(15)

    page = get(client, "/services?minimal=true")

    assert page["total_pages"] == 1
    assert set(page["contents"][0]) == {"id", "name", "status", "last_modified", "modified_date"}


@pytest.fixture
def around_civray():
    """Places in Civray and in Poitiers, 50 km away; entries that cover one, the other, or everything."""
    civray, poitiers = CommuneFactory(civray=True), CommuneFactory(poitiers=True)
    for name, commune, area in (
        ("Civray pour Civray", civray, ("commune", "86078")),
        ("Civray pour Poitiers", civray, ("commune", "86194")),
        ("Poitiers pour tous", poitiers, ("departement", "86")),
        ("Poitiers pour Poitiers", poitiers, ("commune", "86194")),
    ):
        service = ServiceFactory(published=True, name=name, areas=[area])
        place = LocationFactory(organization=service.organization, commune=commune, street="")
        ServiceAtLocationFactory(service=service, location=place)
    hidden = ServiceFactory(published=True, name="Lieu secret")
    ServiceAtLocationFactory(service=hidden, location=LocationFactory(confidential_site=True))


def served(client, query):
    return {row["service"]["name"] for row in rows(client, "service_at_locations", query)}


def test_a_postcode_asks_who_covers_it(client, around_civray):
    assert served(client, "&postcode=86400") == {"Civray pour Civray", "Poitiers pour tous", "Lieu secret"}


def test_a_proximity_asks_what_is_near_as_well(client, around_civray):
    assert served(client, "&postcode=86400&proximity=10000") == {"Civray pour Civray"}
    assert served(client, "&postcode=86400&proximity=60000") == {"Civray pour Civray", "Poitiers pour tous"}


def test_nobody_knows_a_postcode_from_elsewhere(client, around_civray):
    assert served(client, "&postcode=75001&proximity=10000") == set()


@pytest.mark.parametrize(
    "query",
    [
        "services?page=0", "services?page=x", "services?per_page=0", "services?per_page=100000", "services?format=xml",
        "services?modified_after=1764000000", "services?modified_after=hier",
        "services?modified_after=0001-01-01T00:00:00%2B14:00", "services/3919",
        "services?taxonomy_term_id=dormir", "organizations?taxonomy_id=1", "service_at_locations?postcode=civray",
        "service_at_locations?postcode=٨٦٤٠٠", "service_at_locations?proximity=10",
        "service_at_locations?proximity=nan",
        "service_at_locations?postcode=86400&proximity=-1", "taxonomy_terms/x", "services?full=peut-etre",
    ],
)  # fmt: skip
def test_a_wrong_request_says_what_to_mend(client, query):
    response = client.get(f"{ROOT}/{query}")

    said = response.json()
    assert response.status_code == 400
    assert said["status"] == 400
    assert said["errors"][0]["parameter"] in query or said["errors"][0]["parameter"] == "id"
    assert said["detail"]


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_identifier_is_not_found_in_words(client, name):
    response = client.get(f"{ROOT}/{name}/{uuid4()}")

    assert response.status_code == 404
    assert "annuaire" in response.json()["detail"]


@pytest.mark.parametrize("path", ["/api/", "/api/hsds/rien", "/api/hsds/services/1/2"])
def test_an_unknown_address_is_not_found_in_json(client, path):
    response = client.get(path)

    assert response.status_code == 404
    assert response.json()["title"] == "Rien à cette adresse"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    response = getattr(client, method)(f"{ROOT}/services")

    assert response.status_code == 405
    assert response.json()["status"] == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/", "/services", "/services?page=x", "/rien"])
def test_any_site_may_read_without_a_key_nor_a_cookie(client, path):
    response = client.get(f"{ROOT}{path}", headers={"origin": "https://ailleurs.example"})

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_browser_that_asks_first_may_send_an_etag(client):
    response = client.options(f"{ROOT}/services", headers={"access-control-request-headers": "if-none-match"})

    assert response.status_code == 204
    assert "If-None-Match" in response.headers["Access-Control-Allow-Headers"]


def test_a_head_has_the_headers_of_a_get(client):
    head, full = client.head(f"{ROOT}/services"), client.get(f"{ROOT}/services")

    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["ETag"] == full.headers["ETag"]


@pytest.fixture
def in_an_hour(monkeypatch):
    """Called, it is an hour later, and stays so."""

    def leap():
        later = timezone.now() + timedelta(hours=1)
        monkeypatch.setattr(timezone, "now", lambda: later)

    return leap


@pytest.mark.parametrize(
    "query", ["/services?full=true", "/services?format=ndjson", "/organizations", "/taxonomy_terms"]
)
@pytest.mark.parametrize(("given", "sent"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_the_same_is_not_sent_twice(client, in_an_hour, query, given, sent):
    every_kind_of_entry()
    in_an_hour()
    first = client.get(f"{ROOT}{query}")

    again = client.get(f"{ROOT}{query}", headers={sent: first.headers[given]})

    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_what_changes_within_the_same_second_is_sent_again(client, monkeypatch):
    """A date counts seconds: two changes in one second would read alike."""
    ServiceFactory(published=True)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    first = client.get(f"{ROOT}/services")

    ServiceFactory(published=True)

    again = client.get(f"{ROOT}/services", headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert again.status_code == 200


def test_an_entry_withdrawn_is_sent_again(client):
    entry = ServiceFactory(published=True)
    ServiceFactory(published=True)
    etag = client.get(f"{ROOT}/services").headers["ETag"]

    Service.objects.filter(pk=entry.pk).update(status=EditorialStatus.ARCHIVED)

    again = client.get(f"{ROOT}/services", headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert again.json()["total_items"] == 1


def test_a_removed_number_changes_what_is_streamed(client):
    contact = ContactPointFactory(service=ServiceFactory(published=True))
    etag = client.get(f"{ROOT}/services?format=ndjson").headers["ETag"]

    ContactPoint.objects.get(pk=contact.pk).delete()

    assert client.get(f"{ROOT}/services?format=ndjson", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("path", ["/services?full=true", "/organizations?full=true",
                                  "/service_at_locations?full=true", "/services?minimal=true"])  # fmt: skip
def test_a_page_costs_the_same_whatever_it_holds(client, django_assert_max_num_queries, path):
    every_kind_of_entry()
    with django_assert_max_num_queries(30) as few:
        client.get(f"{ROOT}{path}")
    many(8, seed=1)

    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(f"{ROOT}{path}")


def test_identifiers_stay_from_one_reading_to_the_next(client):
    entry = every_kind_of_entry()

    first, second = (get(client, f"/services/{entry.pk}") for _ in range(2))

    assert first == second
    assert first["id"] == str(entry.pk)


def test_the_guide_lists_every_address_of_the_api(client):
    paths = client.get(f"{ROOT}/openapi.json").json()["paths"]

    page = client.get("/donnees/api/").text

    assert [path for path in paths if f"<code>{path}</code>" not in page] == []


def test_every_command_of_the_guide_answers(client, around_civray):
    page = html.unescape(client.get("/donnees/api/").text)

    commands = re.findall(r"curl .*'http://testserver(/[^']+)'", page)

    assert len(commands) == 4
    for path in commands:
        response = client.get(path)
        assert response.status_code == 200, path
        assert "Poitiers pour tous" in response.getvalue().decode(), path
