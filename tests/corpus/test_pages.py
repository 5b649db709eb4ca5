"""What the results page lists first answers the phrase: the services named, the lines of its needs, then the others."""

import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict

from resources.enums import Alert
from resources.filters import ServiceFilter
from resources.models import Commune, Need, Service
from resources.search.directory import answer
from resources.search.needs import understand_words
from tests.corpus.answers import AT

pytestmark = [pytest.mark.usefixtures("real_directory"), pytest.mark.xdist_group("corpus"), pytest.mark.proof]

PHRASES = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))["phrase"]
ENOUGH, FIRST = 0.95, 3
# A number on top of the page is an answer.
ANSWERED_BY = {Alert.DANGER: "urgence", Alert.MEDICAL: "urgence", Alert.SUICIDE: "mal-etre", Alert.CHILD: "enfants"}


@pytest.fixture
def held():
    """The needs each service answers."""
    found: dict = {}
    for service, need in Service.needs.through.objects.values_list("service", "need__slug"):
        found.setdefault(service, set()).add(need)
    return found


def first_needs(typed, commune, held):
    """The needs answered by what stands first on the page."""
    words = understand_words(typed)
    query = QueryDict(mutable=True)
    query.setlist("besoin", words.needs)
    filters = ServiceFilter(query, needs=list(Need.objects.all()), audiences=[])
    found = answer(
        filters.all_of_this_side,
        commune=commune,
        radius_km=settings.DEFAULT_RADIUS_KM,
        at=AT,
        page=1,
        needs=filters.chosen_needs,
        public_ids=words.service_ids,
        facets=filters.facets,
    )
    # Lines for victims are not shown to who fears their own acts.
    lines = [] if filters.for_perpetrators else found.lines
    listed = [*found.named, *lines, *(entry for _, entries in found.groups for entry in entries)]
    alerted = {ANSWERED_BY[Alert(alert)] for alert in words.alerts}
    return alerted.union(*(held.get(entry.service.pk, set()) for entry in listed[:FIRST]))


@pytest.mark.parametrize("insee", ["", "86194", "86078"], ids=["everywhere", "in Poitiers", "in Civray"])
def test_what_stands_first_answers_the_phrase(held, insee):
    commune = Commune.objects.with_territory().get(pk=insee) if insee else None

    missed = [
        phrase["typed"]
        for phrase in PHRASES
        if set(phrase["needs"]).isdisjoint(first_needs(phrase["typed"], commune, held))
    ]

    assert len(missed) <= (1 - ENOUGH) * len(PHRASES), missed
