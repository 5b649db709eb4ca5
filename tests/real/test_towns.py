"""A town is found as people write it."""

import pytest

from resources.models import Commune
from resources.search.places import Certainty, find_place_in, place_codes, understand_place

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
    "first word of a name": ("Neuville", "86177"),
    "first word, and a commune of that name elsewhere": ("Lussac", "86140"),
    "first word misspelt": ("neuvile", "86177"),
    "first letters": ("montmo", "86165"),
    "words cut short": ("St Georges les Bx", "86222"),
    "articles in one word, misspelt": ("lapuie", "86202"),
    "heard with another ear": ("loudoun", "86137"),
    "a figure for a word": ("les 3 moutiers", "86274"),
    "town hall": ("mairie de Vivonne", "86293"),
    "words around, misspelt": ("jsuis a poitier", "86194"),
    "an ordinary word after à": ("à Bonnes", "86031"),
    "département in figures": ("Brion 36", "36026"),
    "département in words": ("Vouillé Deux-Sèvres", "79355"),
    "postal code and a smaller town": ("86400 saint gaudant", "86220"),
    "postal code in two": ("86 400", "86078"),
    "cedex": ("86021 Poitiers Cedex", "86194"),
    "street of another town": ("12 rue de Civray 86200 Loudun", "86137"),
}


@pytest.mark.parametrize(("typed", "insee"), FOUND.values(), ids=FOUND.keys())
def test_a_town_is_found(typed, insee):
    assert understand_place(typed).commune.pk == insee


@pytest.mark.parametrize("typed", ["zzzzzz", "12345", "???", "\x00", "😀", "Vienne", "86", "05 49 00 00 00"], ids=repr)
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


@pytest.mark.parametrize(
    ("typed", "certainty", "others"),
    [
        pytest.param("chatelero", Certainty.CERTAIN, [], id="clear"),
        pytest.param("Monts", Certainty.DOUBTFUL, ["37159"], id="a short form here, a name there"),
        pytest.param("Vouneuil", Certainty.AMBIGUOUS, ["86298"], id="two towns begin so"),
        pytest.param("86200 Civray", Certainty.DOUBTFUL, ["86137"], id="a name and the code of another"),
    ],
)
def test_a_doubt_is_told(typed, certainty, others):
    place = understand_place(typed)

    assert place.certainty is certainty
    assert [other.pk for other in place.others][: len(others)] == others


def test_a_code_nobody_has_offers_towns_near_it():
    place = understand_place("86999")

    assert place.certainty is Certainty.UNKNOWN
    assert {other.departement_id for other in place.others} == {"86"}


@pytest.mark.parametrize(
    ("phrase", "insee", "rest"),
    [
        pytest.param("hébergement Civray", "86078", "hébergement", id="after"),
        pytest.param("Civray hébergement", "86078", "hébergement", id="before"),
        pytest.param("assistante sociale près de Loudun", "86137", "assistante sociale", id="près de"),
        pytest.param("avocat 86000", "86194", "avocat", id="postal code"),
        pytest.param("avocat 86400 Saint-Gaudent", "86220", "avocat", id="postal code and name"),
        pytest.param("psy à l'Isle-Jourdain", "86112", "psy", id="article"),
        pytest.param("frapée par mon copain à Poitier", "86194", "frapée par mon copain", id="misspelt after à"),
        pytest.param("plainte à Bonnes", "86031", "plainte", id="an ordinary word after à"),
        pytest.param("avocat Brion 36", "36026", "avocat", id="département"),
        pytest.param("je cherche un logement sur Lusignan", "86139", "je cherche un logement", id="sur"),
        pytest.param("divorce à La Villedieu", "86290", "divorce", id="short form"),
        pytest.param("logement près de Vouneuil", "86297", "logement", id="first word"),
    ],
)
def test_a_town_is_found_in_a_phrase(phrase, insee, rest):
    place, words = find_place_in(phrase)

    assert (place.commune.pk, words) == (insee, rest)


@pytest.mark.parametrize(
    "phrase",
    ["je suis a bout", "il est parti", "coup", "Vienne", "prison", "Bonnes", "Mon mari", "Port", "nuits", "",
     "menace de mort", "il a une arme à la maison", "il n'a pas de salle", "le maire", "appeler le 05 49 00 00 00",
     "avocat rue de Civray", "en fait il a cloué la porte", "aide à parler", "à manger", "victime de viol", "3919",
     "il m'a mise à la porte", "j'ai peur de mon ex", "enfant en danger", "où dormir ce soir", "je suis à la rue",
     "coups et blessures", "sous cet angle", "à bout", "de bonnes raisons", "trois enfants", "il a vendu la voiture"],
)  # fmt: skip
def test_ordinary_words_are_no_town(phrase):
    assert find_place_in(phrase) is None


@pytest.mark.parametrize(
    "typed", ["Civray", "sivré", "86100", "86400 saint gaudant", "86400 Loudun", "jsuis a poitier", "xkqzw jfhg"]
)
def test_a_place_is_understood_in_three_queries(typed, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        understand_place(typed)
