"""A town is found as people write it."""

import pytest

from resources.models import Commune
from resources.search.places import Certainty, place_codes, understand_place

FOUND = {
    "official": ("Châtellerault", "86066"),
    "no accent": ("chatellerault", "86066"),
    "misspelt": ("chatelerault", "86066"),
    "as it sounds": ("chatelero", "86066"),
    "capitals": ("POITIERS", "86194"),
    "one letter missing": ("poitier", "86194"),
    "old name": ("jaunay clan", "86115"),
    "saint shortened": ("st savin", "86246"),
    "no article": ("isle jourdain", "86112"),
    "no hyphen": ("fontaine le comte", "86100"),
    "postal code": ("86100", "86066"),
    "INSEE code": ("86078", "86078"),
    "INSEE code that is a postal code": ("commune-86100", "86100"),
    "postal code and town": ("86400 Civray", "86078"),
    "other département": ("Niort", "79191"),
    "two letters swapped": ("luodun", "86137"),
    "spaces around": ("  civray ", "86078"),
}


@pytest.mark.parametrize(("typed", "insee"), FOUND.values(), ids=FOUND.keys())
def test_a_town_is_found(typed, insee):
    assert understand_place(typed).commune.pk == insee


@pytest.mark.parametrize("typed", ["zzzzzz", "12345", "???", "\x00", "😀"], ids=repr)
def test_what_is_no_town_is_unknown(typed):
    assert understand_place(typed).certainty in {Certainty.UNKNOWN, Certainty.NONE}


def test_a_postal_code_offers_its_other_communes():
    place = understand_place("86100")

    assert [other.name for other in place.others][:2] == ["Senillé-Saint-Sauveur", "Antran"]


def test_a_name_of_two_départements_answers_here_and_offers_the_other():
    place = understand_place("Vouillé")

    assert place.commune.departement_id == "86"
    assert [other.departement_id for other in place.others] == ["79"]


def test_every_commune_of_the_vienne_is_found_by_its_name_and_by_its_code():
    communes = list(Commune.objects.filter(departement="86"))
    codes = place_codes(communes)

    by_name = [commune.name for commune in communes if understand_place(commune.name).commune != commune]
    by_code = [commune.name for commune in communes if understand_place(codes[commune.pk]).commune != commune]

    assert (by_name, by_code) == ([], [])
