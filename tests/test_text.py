import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from resources.text import MAX_QUERY, clean_query, document, fold, fold_place, sound, squeeze_place, stem, stems


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Châtellerault", "chatellerault", id="accents"),
        pytest.param("L'Isle-Jourdain", "l isle jourdain", id="apostrophe-and-hyphen"),
        pytest.param("L’Isle‑Jourdain", "l isle jourdain", id="curly-apostrophe-and-hard-hyphen"),
        pytest.param("Cœur et Æther", "coeur et aether", id="ligatures"),
        pytest.param("STRASSE ß", "strasse ss", id="sharp-s"),
        pytest.param("Cha\u0302tellerault", "chatellerault", id="combining-accent"),
        pytest.param("ﬁche", "fiche", id="typographic-ligature"),
        pytest.param("１６", "16", id="full-width-digits"),
        pytest.param("  deux   mots ", "deux mots", id="spaces"),
        pytest.param("n° 3, 2º", "n 3 2o", id="degree-and-ordinal-signs"),
        pytest.param("عربي", "", id="no-latin-letter"),
        pytest.param("", "", id="empty"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["L’Isle-Jourdain", "Cœur", "ÉÈÊ", "½", "ß", "İ"])
def test_fold_of_a_folded_text_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        pytest.param("St Savin", "saint savin", id="st"),
        pytest.param("Ste-Radegonde", "sainte radegonde", id="ste"),
        pytest.param("Sts Jacques", "saints jacques", id="sts"),
        pytest.param("Saint-Savin", "saint savin", id="spelt-out"),
        pytest.param("Stains", "stains", id="not-an-abbreviation"),
        pytest.param("ND d'Or", "notre dame d or", id="notre-dame"),
        pytest.param("Les 3 Moutiers", "les trois moutiers", id="figure"),
    ],
)
def test_fold_place_spells_saints_out(name, folded):
    assert fold_place(name) == folded


@pytest.mark.parametrize(
    ("name", "squeezed"),
    [
        pytest.param("La Villedieu-du-Clain", "villedieuclain", id="articles"),
        pytest.param("Jaunay Clan", "jaunayclan", id="two-words"),
        pytest.param("Les Ormes", "ormes", id="les"),
        pytest.param("St Benoît", "saintbenoit", id="saint"),
        pytest.param("Aux", "aux", id="nothing-but-an-article"),
        pytest.param("Vouneuil s/s Biard", "vouneuilbiard", id="sous-in-short"),
    ],
)
def test_squeeze_place_keeps_what_tells_a_place(name, squeezed):
    assert squeeze_place(name) == squeezed


@pytest.mark.parametrize(
    ("name", "heard"),
    [
        pytest.param("chatellerault", "chatelro", id="eau-and-mute-e"),
        pytest.param("poitiers", "pwatie", id="oi-and-er"),
        pytest.param("civray", "sivrai", id="soft-c"),
        pytest.param("gencay", "jansai", id="cedilla"),
        pytest.param("lusignan", "luzignant", id="s-between-vowels"),
        pytest.param("montmorillon", "monmoriyon", id="ill"),
        pytest.param("lencloitre", "lanclwatre", id="nasal"),
        pytest.param("saintsavin", "sinsavin", id="saint"),
        pytest.param("thouars", "touar", id="h-and-final"),
        pytest.param("quincay", "kinse", id="qu"),
        pytest.param("chauvigny", "chovigni", id="au-and-y"),
    ],
)
def test_spellings_of_one_sound_meet(name, heard):
    assert sound(name) == sound(heard)


@pytest.mark.parametrize(("one", "other"), [("loudun", "loches"), ("vivonne", "civray"), ("rouille", "vouille")])
def test_names_that_sound_apart_stay_apart(one, other):
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        pytest.param("  civray \n", "civray", id="spaces"),
        pytest.param("ci\x00vray", "ci vray", id="nul"),
        pytest.param("a\tb\u200bc", "a b c", id="tab-and-zero-width"),
    ],
)
def test_clean_query_leaves_printable_words(typed, cleaned):
    assert clean_query(typed) == cleaned


def test_clean_query_is_cut():
    assert len(clean_query("mot " * 1_000)) <= MAX_QUERY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("logement", "logements", id="plural"),
        pytest.param("écouter", "ecouter", id="accent"),
        pytest.param("hébergement", "HEBERGEMENTS", id="capitals-and-plural"),
    ],
)
def test_stems_join_the_forms_of_a_word(one, other):
    assert stems(one) == stems(other)


def test_stem_of_a_number_is_itself():
    assert stem("3919") == "3919"


def test_stems_keep_the_order_of_words():
    assert stems("3919 puis 17") == ["3919", "puis", "17"]


@pytest.fixture
def busy_threads():
    """Threads take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("busy_threads")
def test_threads_do_not_cut_each_others_words():
    words = ["continuellement", "frappaient", "hébergements", "agressivement"] * 200
    # Unkept: what one thread found would spare the others the work.
    cut = stem.__wrapped__
    alone = [cut(word) for word in words]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda _: [cut(word) for word in words], range(4)))

    assert together == [alone] * 4


def test_document_holds_each_stem_once_between_spaces():
    assert document("Logement 115", "logements", "") == " log 115 "


@pytest.mark.parametrize("parts", [(), ("",), ("…",)], ids=["none", "empty", "punctuation"])
def test_document_of_nothing_is_empty(parts):
    assert document(*parts) == ""
