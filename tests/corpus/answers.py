"""What the search answers to every query of the corpora, as text: what both engines are held to.

After a change that is meant, written again on one engine, and the other is held to it:

    WRITE_EXPECTED_ANSWERS=1 .venv/bin/pytest -m proof tests/corpus/test_answers.py
"""

import hashlib
import tomllib
from datetime import datetime
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import QueryDict

from resources.filters import ServiceFilter
from resources.models import Audience, Commune, Need
from resources.search.directory import answer
from resources.search.needs import understand_words
from resources.search.places import find_place_in, understand_place

HERE = Path(__file__).parent
EXPECTED = HERE / "expected-answers.txt"
AT = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Paris"))
TOWNS = tomllib.loads((HERE / "towns.toml").read_text(encoding="utf-8"))["town"]
PHRASES = tomllib.loads((HERE / "phrases.toml").read_text(encoding="utf-8"))["phrase"]
COMMUNES = ("", "86194", "86066", "86078", "86165", "79191")
FILTERS = ("", "ouvert=1", "public=femmes", "acces=walk_in", "type=permanence", "plainte=non&fauteuil=1")
WRITE = "WRITE_EXPECTED_ANSWERS"


def towns():
    """A line for every town typed: what it was understood as, and what else."""
    for town in TOWNS:
        place = understand_place(town["typed"])
        first = place.commune.insee if place.commune else "-"
        yield f"{town['typed']} = {place.certainty} {first} {_joined(other.insee for other in place.others)}"


def phrases():
    """A line for every phrase: its place, needs, audiences, kinds, alerts and services named."""
    for phrase in PHRASES:
        found = find_place_in(phrase["typed"])
        commune = found[0].commune.insee if found and found[0].commune else "-"
        words = understand_words(phrase["typed"])
        told = (words.needs, words.audiences, words.kinds, words.alerts, words.service_ids)
        yield f"{phrase['typed']} = {commune} {' '.join(map(_joined, told))}"


def pages():
    """A line for every commune, need and filter: the entries of the first page in order, and how many there are."""
    needs, audiences = list(Need.objects.all()), list(Audience.objects.all())
    communes = Commune.objects.with_territory().in_bulk([code for code in COMMUNES if code])
    for code, need, asked in product(COMMUNES, ["", *(need.slug for need in needs)], FILTERS):
        query = QueryDict(f"besoin={need}&{asked}")
        filters = ServiceFilter(query, needs=needs, audiences=audiences)
        found = answer(
            filters.qs,
            commune=communes.get(code),
            radius_km=settings.DEFAULT_RADIUS_KM,
            at=AT,
            page=1,
            only_open="ouvert" in query,
            needs=filters.chosen_needs,
        )
        listed = " ".join(
            f"{group.value}:{_joined(entry.service.public_id for entry in entries)}" for group, entries in found.groups
        )
        yield f"{code or '-'} {need or '-'} {asked or '-'} = {found.page.count} {listed or '-'}"


def digests():
    """The expected file: a digest for each kind of question, and for each fifty lines of it."""
    for name, lines in (("towns", list(towns())), ("phrases", list(phrases())), ("pages", list(pages()))):
        yield f"{name} {len(lines)} {_digest(lines)}"
        for start in range(0, len(lines), 50):
            yield f"  {start}-{min(start + 50, len(lines)) - 1} {_digest(lines[start : start + 50])}"


def _digest(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def _joined(codes):
    return ",".join(codes) or "-"
