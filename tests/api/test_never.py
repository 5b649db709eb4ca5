"""What must never leave: secrets are put everywhere they may be, then looked for in every format and every answer."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from resources.enums import EditorialStatus
from resources.models import (
    Epci,
    Location,
    Organization,
    ProfessionalDetails,
    Service,
    ServiceAtLocation,
    VerificationRequest,
)
from resources.sitemaps import SITEMAPS
from tests.api.every_address import addresses
from tests.api.reading import LISTS, ROOT
from tests.factories import (
    ChangeReportFactory,
    CommuneFactory,
    ContactPointFactory,
    GuideFactory,
    LocationFactory,
    NetworkFactory,
    OpeningRuleFactory,
    OrganizationFactory,
    PostalCodeFactory,
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
# Drawn anew for each page: it is no answer to anything.
CHANCE = re.compile(r"nonce[-=][^\s';>]+")
# What is written piece by piece is known by a mark of the whole directory, and so is the date of each answer.
OF_THE_WHOLE = {"Last-Modified"}


@pytest.fixture
def town():
    """One published entry, in a place that became secret, and all around it what nobody may read."""
    CommuneFactory(poitiers=True)
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
    ProfessionalContactFactory(network=NetworkFactory(slug="reseau"), role="zqsecretreseau")
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


@pytest.fixture
def asked(client, town):
    """Every public address, with every key there is, shown and hidden."""
    rows = {name: client.get(f"{ROOT}/{name}").json()["contents"] for name in LISTS}
    hidden = [*Service.objects.exclude(pk=town.pk), *Organization.objects.all(), *Location.objects.all()]
    hidden += ServiceAtLocation.objects.exclude(service=town)
    keys = {str(row["id"]) for found in rows.values() for row in found} | {str(one.pk) for one in hidden}
    return list(
        addresses(
            {
                "id": sorted(keys),
                "public_id": sorted(Service.objects.values_list("public_id", flat=True)),
                "communes/": ["86194"],
                "intercommunalites/": sorted(Epci.objects.values_list("pk", flat=True)),
                "reseaux/": ["reseau"],
                "pro/reseaux/": ["reseau"],
                "guides/": [GuideFactory(published=True).slug],
                "section": list(SITEMAPS),
                "signed": ["rien"],
                "code": ["rien"],
            }
        )
    )


def body(client, path):
    response = client.get(path)
    assert response.status_code < 500, path
    return f"{response.getvalue().decode()} {dict(response.headers)}"


def test_no_secret_leaves_by_any_address(client, town, asked):
    place = Location.objects.get(confidential=True)
    hidden = [str(pk) for pk in Service.objects.exclude(pk=town.pk).values_list("pk", flat=True)]

    for path in asked:
        said = body(client, path)
        # Words that were asked for may be repeated in the page that finds nothing.
        assert [one for one in SECRET.findall(said) if one not in path] == [], path
        assert [sign for sign in (*ADDRESS_SIGNS, "98 76 5", "exemple.fr") if sign in said] == [], path
        assert [key for key in (str(place.pk), *hidden) if key in said and key not in path] == [], path


FORMATS = {
    "/donnees/annuaire.csv", "/donnees/annuaire.geojson", "/donnees/data-inclusion.json", "/api/hsds/services",
    "/api/hsds/service_at_locations?postcode=86000", "/sitemap-fiches.xml", "/permanences.ics", "/donnees/",
    "/communes/86194/annuaire.csv", "/recherche/?ou=86194",
}  # fmt: skip


def test_every_format_was_read(client, town, asked):
    """The published entry is in each of them: an empty answer would betray nothing either."""
    assert set(asked) >= FORMATS
    for path in FORMATS:
        assert re.search(f"Hébergement|{town.public_id}|{town.neutral_title}", body(client, path)), path


def read_again(client, asked):
    """Every answer but what it says of the whole directory."""
    found = {}
    for path in asked:
        response = client.get(path)
        left_out = OF_THE_WHOLE | ({"ETag"} if response.streaming else set())
        headers = {name: value for name, value in response.headers.items() if name not in left_out}
        found[path] = (response.status_code, CHANCE.sub("", response.getvalue().decode()), CHANCE.sub("", str(headers)))
    return found


def test_what_changes_in_secret_changes_no_answer(client, town, asked, monkeypatch):
    """Not a word, not an order, not a date, not a mark: whoever watches learns nothing of what is hidden."""
    asked = [path for path in asked if path.startswith(("/api/", "/donnees/", "/sitemap", "/fiche/", "/permanences"))]
    now, later = timezone.now, timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    before = read_again(client, asked)
    monkeypatch.setattr(timezone, "now", now)

    change_everything_hidden(town)

    monkeypatch.setattr(timezone, "now", lambda: later)
    after = read_again(client, asked)
    assert [path for path in asked if before[path] != after[path]] == []


def change_everything_hidden(town):
    place = Location.objects.get(confidential=True)
    place.name, place.step_free, place.organization = "Autre Zqsecretlieu", "yes", OrganizationFactory()
    place.save()
    for details in ProfessionalDetails.objects.all():
        details.notes = "zqsecretautre"
        details.save()
    ProfessionalContactFactory(details=ProfessionalDetails.objects.get(), role="zqsecretrole", phone="05 49 98 76 56")
    for hidden in Service.objects.exclude(pk=town.pk):
        hidden.name = f"A {hidden.name}"
        hidden.save()
        ContactPointFactory(service=hidden)
    ServiceFactory(name="Zqsecretfiche nouvelle")
    ProposedChangeFactory(service=town, proposed="zqsecretproposition")
    ChangeReportFactory(service=town, text="zqsecretsignalement")
    VerificationRequest.objects.update(to="zqsecretsuivant@exemple.fr")
    UserFactory(staff=True, email="zqsecretautre@exemple.fr", organizations=[town.organization])


def test_no_circle_holds_a_secret_place(client, town):
    """Circles around three towns would tell where it is: it is in none, however wide."""
    for commune in (CommuneFactory(civray=True), CommuneFactory(chatellerault=True), CommuneFactory(poitiers=True)):
        for code in commune.postal_codes.values_list("code", flat=True):
            for metres in (0, 5000, 50_000, 500_000):
                near = client.get(f"{ROOT}/service_at_locations?postcode={code}&proximity={metres}").json()
                assert near["total_items"] == 0
            # Who it is for, as it is published, and nothing else.
            assert client.get(f"{ROOT}/service_at_locations?postcode={code}").json()["total_items"] == 1


def test_the_postal_code_a_place_had_finds_nothing(client, town):
    PostalCodeFactory(code=ADDRESS["postal_code"], commune=CommuneFactory(insee="86299"))
    Service.objects.get(pk=town.pk).areas.all().delete()

    assert client.get(f"{ROOT}/service_at_locations?postcode={ADDRESS['postal_code']}").json()["total_items"] == 0


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
