"""The open files, read back by other libraries and compared with the page, field by field."""

import csv
import io
import json
import re
from datetime import date

import pytest
from data_inclusion.schema.v1 import Service as InclusionService
from data_inclusion.schema.v1 import Structure

from resources.enums import EditorialStatus
from resources.exports.json_ld import opening_hours
from resources.exports.published import load_published
from resources.exports.quality import ENOUGH, qualities
from resources.models import Service
from resources.search.entries import load_entries
from tests.api.town import every_kind_of_entry, many
from tests.factories import (
    AudienceFactory,
    CommuneFactory,
    ContactPointFactory,
    LocationFactory,
    OpeningRuleFactory,
    PhoneWayInFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


@pytest.fixture
def entry():
    """An entry with a place, hours and numbers, and signs that a careless format would break."""
    service = ServiceFactory(
        published=True,
        name='Écoute ; « là » & <ici> "vraiment"',
        what_happens="Première ligne.\nSeconde ligne.",
        free_of_charge="yes",
        audiences=[AudienceFactory(slug="femmes", name="Femmes")],
    )
    place = LocationFactory(
        organization=service.organization,
        with_point=True,
        commune=CommuneFactory(civray=True),
        street="1 rue de l’Œuf",
        postal_code="01400",
    )
    way = ServiceAtLocationFactory(service=service, location=place, hours_source="own", access="walk_in")
    OpeningRuleFactory(way_in=way)
    ContactPointFactory(service=service, value="05 49 00 00 01")
    VerificationFactory(service=service, on=date(2026, 11, 1))
    return service


@pytest.fixture
def page(client, entry):
    """What it says, whatever keeps a mark on the line of its word."""
    return client.get(entry.get_absolute_url()).text.replace("\u00a0", " ")


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def rows_of_csv(client):
    content = read(client, "/donnees/annuaire.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_spreadsheet_says_what_the_page_says(client, entry, page):
    [row] = rows_of_csv(client)

    for name in ("nom", "en_une_phrase", "adresse", "code_postal", "commune", "telephone", "structure"):
        assert row[name]
        assert escaped(row[name]) in page, name
    assert row["horaires"] == "Du lundi au vendredi, 9 h–17 h, sauf jours fériés".replace(" h", "\u00a0h")
    assert row["ce_qui_va_se_passer"] == entry.what_happens
    assert row["fiche"] == f"{SITE}/fiche/{entry.public_id}/"
    assert (row["gratuit"], row["plainte_necessaire"]) == ("oui", "")


@pytest.mark.parametrize("text", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1"])
def test_no_cell_is_a_formula(client, entry, text):
    Service.objects.filter(pk=entry.pk).update(summary=text)

    [row] = rows_of_csv(client)

    assert row["en_une_phrase"].startswith("'")


def test_every_way_in_is_a_row_that_stands_alone(client):
    entry = every_kind_of_entry()

    rows = [row for row in rows_of_csv(client) if row["numero"] == entry.public_id]

    assert len(rows) == entry.ways_in.count()
    assert {row["nom"] for row in rows} == {entry.name}


def test_the_map_says_what_the_page_says(client, entry, page):
    collection = json.loads(read(client, "/donnees/annuaire.geojson"))

    [feature] = collection["features"]
    assert collection["type"] == "FeatureCollection"
    assert feature["geometry"] == {"type": "Point", "coordinates": [0.34, 46.58]}
    assert feature["properties"]["point_de"] == "lieu"
    for name in ("nom", "adresse", "commune", "telephone"):
        assert escaped(feature["properties"][name]) in page, name


def test_what_has_no_point_is_on_no_map_and_is_not_lost(client):
    secret = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=secret, location=LocationFactory(confidential_site=True))

    [feature] = json.loads(read(client, "/donnees/annuaire.geojson"))["features"]

    assert feature["geometry"] is None
    assert feature["properties"]["numero"] == secret.public_id


def test_a_place_known_by_its_commune_says_so(client):
    ServiceAtLocationFactory(
        service=ServiceFactory(published=True), location=LocationFactory(commune=CommuneFactory(civray=True))
    )

    [feature] = json.loads(read(client, "/donnees/annuaire.geojson"))["features"]

    assert feature["geometry"]["coordinates"] == [0.2998, 46.1431]
    assert feature["properties"]["point_de"] == "commune"


def linked(page):
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return json.loads(found)


def test_search_engines_read_what_the_page_says(entry, page):
    data = linked(page)

    place = next(one["serviceLocation"] for one in data["availableChannel"] if "serviceLocation" in one)
    phone = next(one["servicePhone"] for one in data["availableChannel"] if "servicePhone" in one)
    assert data["name"] == entry.name
    assert data["isAccessibleForFree"] is True
    assert phone["telephone"] == "05 49 00 00 01"
    assert place["address"]["streetAddress"] == "1 rue de l’Œuf"
    assert place["geo"]["latitude"] == 46.58
    assert place["openingHoursSpecification"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
            "opens": "09:00",
            "closes": "17:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["PublicHolidays"],
            "opens": "00:00",
            "closes": "00:00",
        },
    ]


@pytest.mark.parametrize(
    ("rule", "dated"),
    [
        ({}, False),
        ({"on_public_holidays": "unknown"}, False),
        ({"in_school_holidays": "not_held"}, True),
        ({"in_school_holidays": "unknown"}, True),
        ({"first_tuesday": True}, True),
    ],
    ids=["weekly", "holidays unknown", "not in school holidays", "school holidays unknown", "first tuesday"],
)
def test_only_what_is_held_every_week_is_told_by_days_of_the_week(entry, noon, rule, dated):
    entry.ways_in.get().opening_rules.all().delete()
    OpeningRuleFactory(way_in=entry.ways_in.get(), **rule)
    [loaded] = load_entries([entry.pk], at=noon)

    told = opening_hours(loaded.ways[0].timetable, noon)

    assert told
    assert all(("dayOfWeek" not in one) == dated for one in told)
    # What holidays become is said when it is known, and only then.
    closed = [one for one in told if one.get("dayOfWeek") == ["PublicHolidays"]]
    assert len(closed) == (not dated and "on_public_holidays" not in rule)


def test_a_number_and_a_chat_have_each_their_hours(client):
    line = ServiceFactory(published=True)
    phone = PhoneWayInFactory(service=line, hours_source="own")
    chat = PhoneWayInFactory(service=line, channel="chat", hours_source="own")
    OpeningRuleFactory(way_in=phone)
    OpeningRuleFactory(way_in=chat, weekdays=1)
    ContactPointFactory(service=line, value="3919")
    ContactPointFactory(way_in=chat, kind="chat", value="https://exemple.fr/tchat")

    data = linked(client.get(line.get_absolute_url()).text)

    [number] = [one["servicePhone"] for one in data["availableChannel"] if "servicePhone" in one]
    assert number["hoursAvailable"][0]["dayOfWeek"] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert data["hoursAvailable"][0]["dayOfWeek"] == ["Monday"]
    assert {"@type": "ServiceChannel", "serviceUrl": "https://exemple.fr/tchat"} in data["availableChannel"]


def test_closures_to_come_are_told_to_search_engines(client, entry):
    ScheduleExceptionFactory(way_in=entry.ways_in.get(), first_day=date(2099, 12, 24), last_day=date(2099, 12, 31))

    data = linked(client.get(entry.get_absolute_url()).text)

    closed = data["availableChannel"][0]["serviceLocation"]["openingHoursSpecification"][-1]
    assert (closed["opens"], closed["closes"]) == ("00:00", "00:00")
    assert (closed["validFrom"], closed["validThrough"]) == ("2099-12-24", "2099-12-31")


def test_hours_that_are_doubted_are_not_repeated(client, entry):
    VerificationFactory(service=entry, fact="hours", outcome="doubtful", on=date(2026, 11, 2))

    assert "openingHours" not in client.get(entry.get_absolute_url()).text


def test_data_cannot_end_its_script(client, entry):
    Service.objects.filter(pk=entry.pk).update(name="</script><script>alert(1)</script>")

    page = client.get(entry.get_absolute_url()).text

    assert linked(page)["name"] == "</script><script>alert(1)</script>"
    assert "<script>alert" not in page


def test_an_entry_that_is_not_indexed_says_nothing_to_search_engines(client, entry):
    Service.objects.filter(pk=entry.pk).update(indexable=False)

    assert "ld+json" not in client.get(entry.get_absolute_url()).text
    assert entry.public_id not in client.get("/sitemap-fiches.xml").text


def test_the_site_map_lists_published_entries(client, entry):
    draft = ServiceFactory()

    listed = client.get("/sitemap-fiches.xml").text

    assert f"/fiche/{entry.public_id}/" in listed
    assert draft.public_id not in listed
    assert "/sitemap-fiches.xml" in client.get("/sitemap.xml").text
    assert "/sitemap.xml" in client.get("/robots.txt").text


def data_inclusion(client):
    return json.loads(read(client, "/donnees/data-inclusion.json"))


def test_the_schema_of_data_inclusion_takes_every_row(client):
    every_kind_of_entry()
    many(5)
    content = data_inclusion(client)

    structures = {Structure(**row).id for row in content["structures"]}
    services = [InclusionService(**row) for row in content["services"]]

    assert {service.structure_id for service in services} == structures
    assert len({service.id for service in services}) == len(services)
    assert set().union(*content["services"]) <= set(InclusionService.model_fields)
    assert set().union(*content["structures"]) <= set(Structure.model_fields)


def test_data_inclusion_says_what_the_page_says(client, entry, page):
    [row] = data_inclusion(client)["services"]

    for name in ("nom", "adresse", "commune", "code_postal", "telephone"):
        assert escaped(row[name]) in page, name
    assert row["frais"] == "gratuit"
    assert row["publics"] == ["femmes", "personnes-en-situation-durgence"]
    assert row["zone_eligibilite"] == ["86"]
    assert row["modes_mobilisation"] == ["se-presenter", "telephoner"]
    assert row["date_maj"] == "2026-11-01"
    assert row["horaires_accueil"].startswith("Mo-Fr 09:00-17:00")


def test_what_is_only_online_or_only_by_text_says_how_to_ask(client):
    online, text = ServiceFactory(published=True, name="En ligne"), ServiceFactory(published=True, name="Par écrit")
    ContactPointFactory(service=online, website=True)
    ContactPointFactory(service=text, kind="sms", value="114")

    rows = {row["nom"]: row for row in data_inclusion(client)["services"]}

    assert rows["En ligne"]["lien_mobilisation"] == "https://exemple.fr/"
    assert rows["En ligne"]["modes_mobilisation"] == ["utiliser-lien-mobilisation"]
    assert rows["Par écrit"]["mobilisation_precisions"].startswith("Par SMS au 114.")
    assert "telephone" not in rows["Par écrit"]


def test_an_entry_whose_facts_are_known_scores_enough(entry, noon):
    [published] = load_published(Service.objects.filter(pk=entry.pk), at=noon)

    [quality] = qualities(published, site=SITE)

    assert quality.score >= ENOUGH


def test_what_is_missing_is_named(noon):
    [published] = load_published(Service.objects.filter(pk=ServiceFactory(published=True).pk), at=noon)

    [quality] = qualities(published, site=SITE)

    assert quality.score < ENOUGH
    assert {"gratuit ou payant", "un numéro ou une adresse en ligne"} <= set(quality.missing)


def test_the_page_of_open_data_shows_a_line_of_each_format(client, entry):
    page = client.get("/donnees/").text

    assert page.count("<pre") == 6
    assert "BEGIN:VEVENT" in page
    assert all(address in page for address in ("annuaire.csv", "annuaire.geojson", "data-inclusion.json", "/api/"))
    assert "Licence Ouverte 2.0" in page


def test_the_page_of_open_data_stands_empty(client):
    assert client.get("/donnees/").status_code == 200


@pytest.mark.parametrize("name", ["annuaire.csv", "annuaire.geojson", "data-inclusion.json"])
def test_a_file_is_read_again_only_when_something_changed(client, entry, name):
    etag = client.get(f"/donnees/{name}").headers["ETag"]

    assert client.get(f"/donnees/{name}", headers={"If-None-Match": etag}).status_code == 304
    Service.objects.filter(pk=entry.pk).update(status=EditorialStatus.ARCHIVED)
    assert client.get(f"/donnees/{name}", headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("name", ["annuaire.csv", "annuaire.geojson", "data-inclusion.json"])
def test_a_file_costs_the_same_whatever_a_piece_holds(client, django_assert_max_num_queries, name):
    every_kind_of_entry()
    with django_assert_max_num_queries(40) as few:
        read(client, f"/donnees/{name}")
    many(8)

    with django_assert_max_num_queries(len(few.captured_queries)):
        read(client, f"/donnees/{name}")
