"""The real directory in every open format, compared with its own pages."""

import csv
import html
import io
import json
import re

import pytest
from data_inclusion.schema.v1 import Service as InclusionService
from data_inclusion.schema.v1 import Structure
from data_inclusion.schema.v1.score_qualite import score
from django.utils import timezone
from opening_hours import OpeningHours

from resources.exports.published import in_pieces
from resources.exports.quality import ENOUGH, qualities
from resources.models import Service


def read(client, path):
    return b"".join(client.get(path).streaming_content).decode("utf-8-sig")


@pytest.fixture
def pages(client):
    """The text of each entry's page, by its number."""
    numbers = Service.objects.published().values_list("public_id", flat=True)
    return {number: html.unescape(client.get(f"/fiche/{number}/").text) for number in numbers}


def linked(page):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page).group(1))


def numbers_of(data):
    """Every number told to search engines."""
    text = json.dumps(data, ensure_ascii=False)
    return re.findall(r'"telephone": "([^"]+)"', text)


def visible(page):
    return re.sub(r"<script.*?</script>", "", page)


def test_the_spreadsheet_and_the_map_say_what_the_pages_say(client, pages):
    rows = list(csv.DictReader(io.StringIO(read(client, "/donnees/annuaire.csv"), newline=""), delimiter=";"))
    features = json.loads(read(client, "/donnees/annuaire.geojson"))["features"]

    for row in [*rows, *(feature["properties"] for feature in features)]:
        page = visible(pages[row["numero"]])
        for name in ("nom", "en_une_phrase", "structure", "adresse", "commune", "conditions", "remarque"):
            assert row.get(name, "") in page, (row["numero"], name)
        for number in filter(None, row.get("telephone", "").split(" ; ")):
            assert number.lstrip("'") in page, row["numero"]
    assert {row["numero"] for row in rows} == pages.keys()
    assert len(features) == len(rows)


def test_search_engines_read_no_number_that_a_page_does_not_show(pages):
    for number, page in pages.items():
        if "ld+json" in page:
            data = linked(page)
            assert re.search(f"<h1[^>]*>{re.escape(data['name'])}</h1>", page)
            assert [one for one in numbers_of(data) if one not in visible(page)] == [], number


def test_the_schema_of_data_inclusion_takes_the_real_directory(client, pages):
    content = json.loads(read(client, "/donnees/data-inclusion.json"))

    structures = {Structure(**row).id for row in content["structures"]}
    services = [InclusionService(**row) for row in content["services"]]

    assert {service.structure_id for service in services} == structures
    assert {service.id.split("--")[1][:6] for service in services} == pages.keys()
    for service in services:
        if service.horaires_accueil:
            OpeningHours(service.horaires_accueil)


def test_what_scores_too_little_lacks_a_fact_that_is_named():
    found = [
        quality
        for entry in in_pieces(Service.objects.all(), at=timezone.localtime())
        for quality in qualities(entry, site="https://annuaire.example")
    ]

    assert [quality.row["id"] for quality in found if quality.score < ENOUGH and not quality.missing] == []
    assert all(score(InclusionService(**quality.row))[0] == quality.score for quality in found)
