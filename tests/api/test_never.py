"""What must never leave: secrets are put everywhere they may be, then looked for in every format and every answer."""

import re
from datetime import date

import pytest

from resources.enums import EditorialStatus
from resources.models import Location, Service
from tests.api.reading import LISTS, ROOT
from tests.factories import (
    ChangeReportFactory,
    ContactPointFactory,
    LocationFactory,
    NetworkFactory,
    OpeningRuleFactory,
    OrganizationFactory,
    ProfessionalContactFactory,
    ProfessionalDetailsFactory,
    ProposedChangeFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    SourceRecordFactory,
    UserFactory,
    VerificationFactory,
    VerificationRequestFactory,
)

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"zqsecret\w*", re.IGNORECASE)
# The place as it was before it became secret.
ADDRESS = {
    "street": "9 impasse Zqsecretrue",
    "complement": "Zqsecretporte",
    "postal_code": "86987",
    "latitude": 46.98761,
    "longitude": 0.98763,
    "transport": "Bus Zqsecretbus",
}
ADDRESS_SIGNS = ("86987", "46.987", "0.987")
BRIEF = [
    "", "?full=true", "?minimal=true", "?full_service=true", "?format=ndjson", "?full=true&format=ndjson",
    "?search=zqsecret", "?postcode=86000&proximity=500000", "?per_page=1&page=2",
]  # fmt: skip


@pytest.fixture
def town():
    """One published entry, in a place that became secret, and all around it what nobody may read."""
    entry = ServiceFactory(published=True, name="Hébergement", editor_note="zqsecretnote")
    place = LocationFactory(organization=entry.organization, name="Foyer Zqsecretlieu", **ADDRESS)
    way = ServiceAtLocationFactory(service=entry, location=place, hours_source="location")
    OpeningRuleFactory(location=place)
    ScheduleExceptionFactory(location=place, first_day=date(2026, 12, 24))
    SourceRecordFactory(model="resources.location", object_id=str(place.pk), values={"street": ADDRESS["street"]})
    place.confidential = True
    for name, empty in Location.BETRAYING.items():
        setattr(place, name, empty)
    place.save()
    ContactPointFactory(way_in=way, value="05 49 00 00 00")
    ContactPointFactory(service=entry, mail=True, value="zqsecretmail@exemple.fr")
    ContactPointFactory(organization=entry.organization, mail=True, value="zqsecretcourriel@exemple.fr")
    details = ProfessionalDetailsFactory(service=entry, how_to_refer="zqsecretpro", notes="zqsecretnotes")
    ProfessionalContactFactory(details=details, role="zqsecretrole", phone="05 49 98 76 54")
    ProfessionalContactFactory(network=NetworkFactory(), role="zqsecretreseau")
    user = UserFactory(staff=True, email="zqsecretagent@exemple.fr", organizations=[entry.organization])
    VerificationFactory(service=entry, note="zqsecretverification", by=user)
    VerificationRequestFactory(organization=entry.organization, to="zqsecretlettre@exemple.fr", services=[entry])
    ProposedChangeFactory(service=entry, proposed="zqsecretproposition")
    ChangeReportFactory(service=entry, text="zqsecretsignalement")
    for status in (EditorialStatus.DRAFT, EditorialStatus.REVIEW, EditorialStatus.ARCHIVED):
        hidden = OrganizationFactory(name=f"Zqsecretstructure {status}")
        service = ServiceFactory(
            published=True, status=status, organization=hidden, name=f"Zqsecretfiche {status}", areas=[]
        )
        desk = LocationFactory(organization=hidden, name="Zqsecretbureau", street="Zqsecretavenue")
        ServiceAtLocationFactory(service=service, location=desk, office_hours=True)
        ContactPointFactory(service=service, value="05 49 98 76 55")
    return entry


def addresses(client, entry):
    """Everything open data has an address for."""
    yield from (f"{ROOT}/{name}{query}" for name in LISTS for query in BRIEF)
    for name in LISTS:
        yield from (f"{ROOT}/{name}/{row['id']}" for row in client.get(f"{ROOT}/{name}").json()["contents"])
    yield from ("/donnees/annuaire.csv", "/donnees/annuaire.geojson", "/donnees/data-inclusion.json")
    yield from ("/donnees/", "/donnees/api/", f"{ROOT}/", f"{ROOT}/openapi.json", "/permanences.ics", "/robots.txt")
    yield from ("/sitemap.xml", "/sitemap-pages.xml", "/sitemap-guides.xml", "/sitemap-fiches.xml")
    yield from (f"/fiche/{entry.public_id}/", f"/fiche/{entry.public_id}/permanences.ics")


def body(client, path):
    response = client.get(path)
    assert response.status_code in (200, 400), path
    text = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{text.decode()} {dict(response.headers)}"


def test_no_secret_leaves_by_any_format(client, town):
    place = Location.objects.get(confidential=True)
    hidden = [str(pk) for pk in Service.objects.exclude(pk=town.pk).values_list("pk", flat=True)]

    for path in addresses(client, town):
        said = body(client, path)
        # Words that were asked for may be repeated in the error that refuses them.
        assert [one for one in SECRET.findall(said) if one not in path] == [], path
        assert [sign for sign in (*ADDRESS_SIGNS, "98 76 5", "exemple.fr") if sign in said] == [], path
        assert [key for key in (str(place.pk), *hidden) if key in said] == [], path


def test_every_format_was_read(client, town):
    """The published entry is in each of them: an empty answer would betray nothing either."""
    for path in ("/donnees/annuaire.csv", "/donnees/annuaire.geojson", "/donnees/data-inclusion.json"):
        assert "Hébergement" in body(client, path), path
    for name in ("services", "service_at_locations"):
        assert "Hébergement" in body(client, f"{ROOT}/{name}"), name


@pytest.mark.parametrize("name", ["services", "organizations", "service_at_locations"])
def test_what_is_hidden_is_not_found_by_its_identifier(client, town, name):
    models = {
        "services": Service.objects.exclude(pk=town.pk),
        "organizations": [one.organization for one in Service.objects.exclude(pk=town.pk)],
        "service_at_locations": [way for one in Service.objects.exclude(pk=town.pk) for way in one.ways_in.all()],
    }
    for row in models[name]:
        assert client.get(f"{ROOT}/{name}/{row.pk}").status_code == 404


@pytest.mark.parametrize("word", ["zqsecretfiche", "zqsecretpro", "zqsecretnote", "zqsecretlieu", "zqsecretmail"])
def test_a_secret_is_not_found_by_its_words(client, town, word):
    for name in ("services", "service_at_locations", "organizations"):
        assert client.get(f"{ROOT}/{name}?search={word}").json()["total_items"] == 0


def test_a_secret_place_is_near_nothing_and_keeps_its_hours(client, town):
    near = client.get(f"{ROOT}/service_at_locations?postcode=86000&proximity=500000").json()
    [way] = client.get(f"{ROOT}/services/{town.pk}").json()["service_at_locations"]

    assert near["total_items"] == 0
    assert set(way["location"]) == {"id", "location_type", "name", "description"}
    assert way["location"]["location_type"] == "virtual"
    assert way["schedules"]


def test_where_a_secret_place_is_changes_no_order(client, town):
    """Lists are in the order of identifiers, which are drawn at random."""
    ServiceFactory.create_batch(5, published=True)

    found = [row["id"] for row in client.get(f"{ROOT}/services").json()["contents"]]

    assert found == sorted(found)
