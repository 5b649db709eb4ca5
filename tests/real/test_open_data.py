"""The real directory in every open format, read back by libraries that did not write it, and compared field by field
with its own pages: what a page does not show is compared with another source, named beside each column."""

import csv
import io
import json
import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from data_inclusion.schema.v1 import Service as InclusionService
from data_inclusion.schema.v1 import Structure
from data_inclusion.schema.v1.score_qualite import score
from dateutil.rrule import rrulestr
from django.test import Client
from django.utils import timezone
from geojson_pydantic import FeatureCollection
from ical.calendar_stream import IcsCalendarStream
from opening_hours import OpeningHours
from rdflib import Graph, Namespace

from resources.exports.flat import COLUMNS
from resources.exports.published import in_pieces
from resources.exports.quality import ENOUGH, qualities
from resources.models import Service
from tests.real.page import Page
from tests.real_directory import FIXTURES

PARIS = ZoneInfo("Europe/Paris")
# A week without holiday: what the formats say of any week is then what the page says of this one.
NOON = datetime(2026, 11, 24, 12, tzinfo=PARIS)
MONDAY = NOON.date() - timedelta(days=NOON.weekday())
WEEK = [MONDAY + timedelta(days=number) for number in range(7)]
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
HOURS_IN_DOUBT = "Les horaires sont à confirmer."
ALWAYS = "Tous les jours, jour et nuit"
COUNTRY = {"toute la France": "France entière"}


@pytest.fixture(scope="module", autouse=True)
def _at_noon():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: NOON)
        yield


def read(path):
    response = Client().get(path)
    assert response.status_code == 200, path
    return response.getvalue().decode("utf-8-sig")


@pytest.fixture(scope="module")
def pages(_loaded, _at_noon, django_db_blocker):
    """The page of each entry, by its number."""
    with django_db_blocker.unblock():
        numbers = list(Service.objects.published().values_list("public_id", flat=True))
        return {number: Page(read(f"/fiche/{number}/"), MONDAY) for number in numbers}


def rows_of_csv():
    return list(csv.DictReader(io.StringIO(read("/donnees/annuaire.csv"), newline=""), delimiter=";"))


def services_of_hsds():
    lines = read("/api/hsds/services?format=ndjson&full=true").splitlines()
    return {_number_of(service): service for service in map(json.loads, lines)}


def _number_of(service):
    """The number of its page, in the address that names it."""
    [page] = [one["url"] for one in service["additional_urls"] if one["label"] == "Fiche dans l’annuaire"]
    return page.split("/")[-2]


@pytest.fixture(scope="module")
def communes():
    """By name: the INSEE code, the latitude and the longitude of each commune, as INSEE and IGN give them."""
    found = {}
    for file in FIXTURES.glob("communes_*.csv"):
        with file.open(encoding="utf-8") as text:
            for row in csv.DictReader(text):
                if row.get("lat"):
                    found[row["name"], row["insee"]] = (row["insee"], row["lat"], row["lon"])
    return found


def listed(text):
    return text.split(" ; ") if text else []


def once(values):
    return list(dict.fromkeys(values))


def told(page, yes, no):
    """A fact as the page tells it, in the words of the spreadsheet."""
    return "oui" if yes in page.facts else "non" if no in page.facts else ""


def day_in_words(text):
    """2026-11-23 → 23 novembre 2026; 2026-11 → novembre 2026."""
    year, month, day = (*text.split("-"), "", "")[:3]
    number = {"": "", "01": "1ᵉʳ "}.get(day, f"{int(day or 0)} ")
    return f"{number}{MONTHS[int(month) - 1]} {year}" if month else year


def warnings_of(page, row):
    """What the page warns of, in the words of the formats."""
    said = [f"{way.title.split(' – ')[0]} : {one}." for way in page.ways for one in way.exceptions]
    beginnings = {
        "Ce numéro est à confirmer.": "Le numéro est à confirmer.",
        "Ces horaires sont à confirmer": HOURS_IN_DOUBT,
        "Le lieu est à confirmer": "Le lieu est à confirmer.",
    }
    for beginning, words in beginnings.items():
        # Of hours that are unknown nothing more can be doubted: the page says it once.
        unknown = words == HOURS_IN_DOUBT and words in row["avertissement"] and "Horaires à confirmer" in page.tags
        if unknown or any(note.startswith(beginning) for note in page.notes):
            said.append(words)
    said += [f"{one.removesuffix('.')}." for one in page.panel if one.startswith("À confirmer")]
    return " ".join(said)


def source_of(page):
    """(name, date in words) under the structure."""
    said = page.panel[-1].removeprefix("Source : ").removesuffix(".")
    name, _, rest = said.rpartition(" (")
    return (
        (name, rest.removesuffix(")")) if name and rest.endswith(")") and re.search(r"\d{4}\)$", said) else (said, "")
    )


def terms_of(service, taxonomy):
    found = [one["taxonomy_term"] for one in service.get("attributes", ())]
    return sorted(term["name"] for term in found if term["taxonomy"] == taxonomy)


# Of each column of the spreadsheet, what is expected from the page, its way in, the HSDS service, the communes.
EXPECTED = {
    "numero": lambda page, **_: page.number,
    "identifiant": lambda service, **_: service["id"],
    "nom": lambda page, **_: page.heading,
    "titre_neutre": lambda page, **_: page.neutral_title,
    "structure": lambda page, **_: page.panel[0],
    "siret": lambda service, **_: "".join(
        one["identifier"] for one in service["organization"].get("organization_identifiers", ())
    ),
    "sorte": lambda service, **_: terms_of(service, "Sortes de services")[0],
    "s_adresse_a": lambda service, **_: terms_of(service, "Destinataires")[0],
    "en_une_phrase": lambda page, **_: page.lead,
    "ce_qui_va_se_passer": lambda page, **_: page.what_happens,
    "conditions": lambda page, row, **_: next((one for one in page.facts if one == row["conditions"]), ""),
    "besoins": lambda service, **_: terms_of(service, "Besoins"),
    "publics": lambda service, **_: terms_of(service, "Publics"),
    "gratuit": lambda page, **_: told(page, "Gratuit.", "Ce n’est pas gratuit."),
    "plainte_necessaire": lambda page, **_: told(
        page, "Après avoir porté plainte.", "Pas besoin d’avoir porté plainte."
    ),
    "telephone": lambda page, **_: once(page.phones),
    "site": lambda page, **_: once(page.links),
    "territoire": lambda page, **_: sorted(COUNTRY.get(one, one) for one in page.areas),
    "avertissement": lambda page, row, **_: warnings_of(page, row),
    "verification": lambda page, row, **_: next((one for one in page.panel if one == row["verification"]), ""),
    "source": lambda page, **_: source_of(page)[0],
    "date_de_la_source": lambda page, **_: source_of(page)[1],
    "modifie_le": lambda service, **_: datetime.fromisoformat(service["last_modified"]).replace(microsecond=0),
    "fiche": lambda page, **_: f"http://testserver/fiche/{page.number}/",
    "par_ou": lambda way, row, **_: _way_title(way, row)[0],
    "precision": lambda way, row, **_: _way_title(way, row)[1],
    "rendez_vous": lambda way, **_: next((one.lower() for one in way.tags if one.endswith("s rendez-vous")
                                          or one == "Sur rendez-vous"), "") if way else "",
    "remarque": lambda way, row, **_: next((one for one in way.small if one == row["remarque"]), "") if way else "",
    "lieu": lambda way, row, **_: way.title.removesuffix(f" – {row['precision']}") if way and way.address else "",
    "adresse": lambda way, **_: _address(way)[0],
    "complement": lambda way, row, **_: next((one for one in _lines(way) if one == row["complement"]), ""),
    "code_postal": lambda way, **_: _address(way)[1],
    "commune": lambda way, **_: _address(way)[2],
    "code_insee": lambda row, communes, **_: _commune(row, communes)[0],
    "fauteuil_roulant": lambda way, **_: next(
        (one.removesuffix(".").rpartition(" ")[2] for one in way.small if one.startswith("Accès en fauteuil")), ""
    ) if way else "",
    "horaires": lambda way, row, **_: _hours(way, row),
    "latitude": lambda row, communes, **_: _commune(row, communes)[1],
    "longitude": lambda row, communes, **_: _commune(row, communes)[2],
    # Nobody has published the point of a place: each is that of its commune, and says so.
    "point_de": lambda way, **_: "commune" if way and way.address else "",
}  # fmt: skip
# How a cell is read before it is compared.
READ = {
    "besoins": lambda text: sorted(listed(text)), "publics": lambda text: sorted(listed(text)),
    "telephone": listed, "site": listed, "territoire": lambda text: sorted(listed(text)), "horaires": listed,
    "date_de_la_source": day_in_words, "modifie_le": datetime.fromisoformat,
}  # fmt: skip


def _way_title(way, row):
    """(by which way, precision) as the title of a way in says them. What is on site is titled by its place."""
    if way is None:
        return "", ""
    title, _, precision = way.title.partition(" – ") if not way.address else (way.title, "", row["precision"])
    if way.address:
        assert way.title.endswith(row["precision"])
        return "sur place", row["precision"]
    return title[0].lower() + title[1:], precision


def _lines(way):
    return way.address if way else []


def _address(way):
    """(street, postal code, commune). The street is the first of several lines, unless nobody knows it."""
    lines = _lines(way)
    if not lines:
        return "", "", ""
    code, commune = re.fullmatch(r"(?:(\d{5}) )?(.*)", lines[-1]).groups(default="")
    unknown = any(one.startswith("Adresse exacte à confirmer") for one in way.small)
    return "" if unknown else lines[0], code, commune


def _commune(row, communes):
    if not row["commune"]:
        return "", "", ""
    insee, latitude, longitude = communes[row["commune"], row["code_insee"]]
    return insee, str(float(latitude)), str(float(longitude))


def _hours(way, row):
    """What never closes is said in one sentence, of whatever rule."""
    if way is None:
        return []
    return way.sentences or [one for one in listed(row["horaires"]) if way.always and one.startswith(ALWAYS)]


def test_every_column_is_compared():
    assert EXPECTED.keys() == set(COLUMNS)


def test_the_spreadsheet_says_what_the_pages_say(pages, communes):
    services = services_of_hsds()
    rows = rows_of_csv()
    wrong = []
    for number, page in pages.items():
        mine = [row for row in rows if row["numero"] == number]
        assert len(mine) == max(1, len(page.ways))
        for row, way in zip(mine, page.ways or [None], strict=True):
            row = {name: value.replace("\xa0", " ") for name, value in row.items()}
            said = {"page": page, "way": way, "service": services[number], "row": row, "communes": communes}
            for name, expect in EXPECTED.items():
                found, expected = READ.get(name, str)(row[name]), expect(**said)
                if found != expected:
                    wrong.append((number, name, found, expected))
    assert wrong == []
    assert {row["numero"] for row in rows} == pages.keys()


def test_the_map_is_the_spreadsheet_drawn():
    text = read("/donnees/annuaire.geojson")
    collection = FeatureCollection.model_validate_json(text)
    rows = rows_of_csv()

    assert len(collection.features) == len(rows)
    for feature, row in zip(collection.features, rows, strict=True):
        said = {name: value.lstrip("'") for name, value in row.items() if value}
        latitude, longitude = said.pop("latitude", None), said.pop("longitude", None)
        assert feature.properties == said
        drawn = feature.geometry and (str(feature.geometry.coordinates[1]), str(feature.geometry.coordinates[0]))
        assert drawn == ((latitude, longitude) if latitude else None)


def calendar_of(number):
    return IcsCalendarStream.calendar_from_ics(read(f"/fiche/{number}/permanences.ics"))


def moments(calendar):
    """{(day, begins, ends)} of a calendar in the week of the page."""
    begin, end = (datetime.combine(day, time(), PARIS) for day in (MONDAY, MONDAY + timedelta(days=7)))
    return {
        (one.dtstart.date(), one.dtstart.time(), one.dtend.time())
        for one in calendar.timeline_tz(PARIS).overlapping(begin, end)
    }


def test_the_calendars_say_what_the_pages_say(pages):
    for number, page in pages.items():
        calendar = calendar_of(number)
        to_come = {slot for way in page.ways if not way.always for slot in way.week(MONDAY) if slot[0] >= NOON.date()}
        assert moments(calendar) == to_come, number
        places = {place_in_one_line(way) for way in page.ways}
        for event in calendar.events:
            assert event.summary.removesuffix(" (sur rendez-vous)") == page.neutral_title
            assert event.url == f"http://testserver/fiche/{number}/"
            assert (event.location or "") in places


def place_in_one_line(way):
    if not way.address:
        return ""
    street, code, commune = _address(way)
    title = way.title.split(" – ")[0]
    return next(
        line for line in (", ".join(filter(None, (name, street, f"{code} {commune}".strip())))
                          for name in (way.title, title)) if line
    )  # fmt: skip


SCHEMA = Namespace("https://schema.org/")
# What the context of schema.org says of the addresses we write: they are things, not words.
CONTEXT = {"@vocab": str(SCHEMA), "url": {"@type": "@id"}, "serviceUrl": {"@type": "@id"}}


def graph_of(page):
    data = json.loads(page.linked_data)
    assert data["@context"] == "https://schema.org"
    return Graph().parse(data=json.dumps(data | {"@context": CONTEXT}), format="json-ld")


def values(graph, name):
    return {str(one) for one in graph.objects(None, SCHEMA[name])}


OF_A_SERVICE = ("name", "description", "isAccessibleForFree")


# rdflib's own reader of JSON-LD still calls what it means to drop.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_search_engines_read_what_the_pages_say(pages):
    read_pages = [page for page in pages.values() if page.linked_data]
    for page in read_pages:
        graph = graph_of(page)
        [service] = graph.subjects(predicate=None, object=SCHEMA.Service)
        said = {
            name: str(graph.value(service, SCHEMA[name])) for name in ("name", "description", "isAccessibleForFree")
        }
        addresses = [_address(way) for way in page.ways]
        assert str(service) == f"http://testserver/fiche/{page.number}/"
        assert said["name"] == page.heading
        assert said["description"] == page.lead
        assert (
            said["isAccessibleForFree"]
            == {"oui": "true", "non": "false", "": "None"}[told(page, "Gratuit.", "Ce n’est pas gratuit.")]
        )
        assert str(graph.value(graph.value(service, SCHEMA.provider), SCHEMA.name)) == page.panel[0]
        assert values(graph, "areaServed") == set(page.areas)
        assert values(graph, "telephone") == set(page.phones)
        assert values(graph, "serviceUrl") == set(page.links)
        assert values(graph, "streetAddress") == {street for street, _, _ in addresses if street}
        assert values(graph, "postalCode") == {code for _, code, _ in addresses if code}
        assert values(graph, "addressLocality") == {commune for _, _, commune in addresses if commune}
        doubted = any(note.startswith("Ces horaires sont à confirmer") for note in page.notes)
        sure = set() if doubted else {(day.weekday(), *slot) for day, *slot in page.week}
        assert hours_of(graph) == sure, page.number
    assert len(read_pages) > 60


def hours_of(graph):
    """{(weekday, opens, closes)} of what opens every week. A whole day ends a minute before midnight."""
    days = [*map(str.capitalize, "monday tuesday wednesday thursday friday saturday sunday".split())]
    found = set()
    for one in graph.subjects(predicate=None, object=SCHEMA.OpeningHoursSpecification):
        opens, closes = (time.fromisoformat(str(graph.value(one, SCHEMA[name]))) for name in ("opens", "closes"))
        closes = time() if closes == time(23, 59) else closes
        named = {str(day) for day in graph.objects(one, SCHEMA.dayOfWeek)} - {"PublicHolidays"}
        found |= {(days.index(day), opens, closes) for day in named}
    return found


def hsds_week(service):
    """{(day, begins, ends)} of every schedule of a service in the week of the page, by an RRULE of its parts."""
    found = set()
    for way in service.get("service_at_locations", ()):
        for schedule in way.get("schedules", ()):
            parts = [f"{name.upper()}={schedule[name]}" for name in ("freq", "interval", "byday", "byweekno", "wkst")
                     if name in schedule]  # fmt: skip
            first = datetime.fromisoformat(schedule.get("dtstart", f"{MONDAY:%Y-%m-%d}"))
            last = datetime.fromisoformat(schedule.get("valid_to", f"{WEEK[-1]:%Y-%m-%d}"))
            opens, closes = (
                time.fromisoformat(schedule[name]).replace(tzinfo=None) for name in ("opens_at", "closes_at")
            )
            closes = time() if closes == time(23, 59) else closes
            for day in rrulestr(";".join(parts), dtstart=first):
                if day > min(last, datetime.combine(WEEK[-1], time())):
                    break
                if day.date() >= MONDAY:
                    found.add((day.date(), opens, closes))
    return found


def test_the_api_says_what_the_pages_say(pages):
    services = services_of_hsds()
    assert services.keys() == pages.keys()
    for number, page in pages.items():
        service = services[number]
        ways = service.get("service_at_locations", [])
        phones = [one["number"] for one in service.get("phones", ())]
        phones += [one["number"] for way in ways for one in way.get("phones", ())]
        text = [part.replace("\n", " ") for part in (page.lead, page.what_happens) if part]
        assert service["name"] == page.heading
        assert service.get("alternate_name", page.heading) == page.neutral_title
        assert service["description"].replace("\xa0", " ").split("\n\n") == text
        assert sorted(phones) == sorted(page.phones)
        assert {one["url"] for one in service["additional_urls"]} == {
            *page.links, f"http://testserver/fiche/{number}/",
        }  # fmt: skip
        assert service["organization"]["name"] == page.panel[0]
        assert sorted(one["name"] for one in service["service_areas"]) == sorted(
            COUNTRY.get(one, one) for one in page.areas
        )
        assert service.get("fees_description") == ("Gratuit." if "Gratuit." in page.facts else None)
        for fact in page.facts[:-1]:
            told_elsewhere = fact.startswith(("Territoire couvert", "À confirmer")) or fact == "Gratuit."
            assert told_elsewhere or fact in service["eligibility_description"].replace("\xa0", " "), (number, fact)
        assert [_hsds_place(way) for way in ways] == [_address(way) for way in page.ways], number
        assert hsds_week(service) == page.week, number


def _hsds_place(way):
    [address] = way["location"].get("addresses", [{}])
    named = address.get("address_1") == way["location"]["name"]
    return ("" if named else address.get("address_1", ""), address.get("postal_code", ""), address.get("city", ""))


def osm_week(text):
    """{(day, begins, ends)} that a reader of OpenStreetMap's hours finds in the week of the page."""
    begin, end = (datetime.combine(day, time(), PARIS) for day in (MONDAY, MONDAY + timedelta(days=7)))
    found = set()
    for opens, closes, state, _ in OpeningHours(text, country="FR", timezone=PARIS).intervals(begin, end):
        if str(state) == "open":
            if closes - opens >= timedelta(days=7):
                return {(day, time(), time()) for day in WEEK}
            found.add((opens.date(), opens.time(), closes.time()))
    return found


def test_data_inclusion_says_what_the_pages_say(pages):
    content = json.loads(read("/donnees/data-inclusion.json"))
    structures = {row["id"]: Structure(**row) for row in content["structures"]}
    services = [InclusionService(**row) for row in content["services"]]

    assert {one.structure_id for one in services} == structures.keys()
    assert {number_of(one) for one in services} == pages.keys()
    for one in services:
        page = pages[number_of(one)]
        desks = [way for way in page.ways if way.address]
        assert one.nom == page.heading[:150]
        assert one.description.replace("\xa0", " ").startswith(page.lead)
        assert page.what_happens.replace("\n", " ") in one.description.replace("\xa0", " ").replace("\n", " ")
        assert structures[one.structure_id].nom == page.panel[0]
        assert (one.conditions_acces or "").replace("\xa0", " ") in ("", *page.facts)
        assert (one.frais and one.frais.value) == {"oui": "gratuit", "non": "payant", "": None}[
            told(page, "Gratuit.", "Ce n’est pas gratuit.")
        ]
        assert one.telephone is None or one.telephone in page.phones or one.telephone in page.next_step, one.id
        assert one.lien_mobilisation is None or str(one.lien_mobilisation).rstrip("/") in {
            link.rstrip("/") for link in page.links
        }
        where = (one.adresse or "", one.code_postal or "", one.commune or "")
        assert where in [_address(way) for way in desks] if desks else where == ("", "", "")
        if one.horaires_accueil:
            assert osm_week(one.horaires_accueil) in [way.week(MONDAY) for way in page.ways], one.id
        else:
            assert any(not way.week(MONDAY) for way in page.ways) or not page.ways


def number_of(service):
    return service.id.split("--")[1][:6]


# What each criterion of the score asks, and whether the entry has the fact it wants.
FACTS = {
    "la rue du lieu": lambda entry: all(way.place and way.place.street for way in entry.ways if way.on_site),
    "un numéro ou une adresse en ligne": lambda entry: any(
        one.kind in ("phone", "form", "chat") for one in [*entry.own_contacts, *entry.organization_contacts]
    ),
    "gratuit ou payant": lambda entry: entry.service.free_of_charge != "unknown",
    "une vérification de moins de six mois": lambda entry: (
        entry.freshness.checked and entry.freshness.checked.on > NOON.date() - timedelta(days=183)
    ),
    "une description de 200 à 2 000 signes": lambda entry: (
        len(f"{entry.service.summary}{entry.service.what_happens}") > 200
    ),
    "le public": lambda entry: entry.service.serves != "perpetrators",
    "un besoin": lambda entry: entry.service.needs.exists(),
}


def test_what_scores_too_little_lacks_a_fact_that_nobody_knows():
    """A criterion that is not met is one whose fact is unknown: what we know is never kept from the score."""
    entries = list(in_pieces(Service.objects.all(), at=timezone.localtime()))
    found = [(entry, quality) for entry in entries for quality in qualities(entry, site="https://annuaire.example")]

    low = [(entry, quality) for entry, quality in found if not quality.enough]
    assert low
    assert [quality.row["id"] for _, quality in low if not quality.missing] == []
    known = [
        (quality.row["id"], name)
        for entry, quality in low
        for name in quality.missing
        if name in FACTS and FACTS[name](entry)
    ]
    assert known == []
    assert {name for _, quality in low for name in quality.missing} <= {*FACTS, "un moyen de joindre le service"}
    assert all(score(InclusionService(**quality.row))[0] == quality.score for _, quality in found)
    assert all((quality.score >= ENOUGH) == quality.enough for _, quality in found)
