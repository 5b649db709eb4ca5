"""Everyday words: forms, slips, who does what to whom, danger first, services by name or number."""

import random
import time

import pytest

from resources.enums import Alert, Serves, ServiceKind
from resources.models import SearchTerm, Service
from resources.search.needs import Words, explain_words, understand_words
from resources.text import fold_words
from tests.factories import (
    AudienceFactory,
    CommuneFactory,
    ContactPointFactory,
    NeedFactory,
    OrganizationFactory,
    PhoneWayInFactory,
    SearchTermFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


def term(text, need="", **columns):
    need = NeedFactory(slug=need) if need else None
    return SearchTermFactory(text=text, folded=fold_words(text), need=need, **columns)


@pytest.fixture
def vocabulary():
    for text, need in {
        "il me frappe": "proteger",
        "violence": "parler",
        "ordonnance de protection": "proteger",
        "main courante": "droits",
        "pension alimentaire": "argent",
        "où dormir ce soir": "dormir",
        "mon mari": "parler",
        "أريد التحدث": "parler",
        "допоможіть": "urgence",
    }.items():
        term(text, need)
    NeedFactory(slug="changer", serves=Serves.PERPETRATORS)
    term("j’ai frappé ma femme", "changer")
    term("il va me tuer", "urgence", alert=Alert.DANGER)
    term("il a un couteau", "urgence", alert=Alert.DANGER)
    term("il m’étrangle", "urgence", alert=Alert.DANGER)
    term("il vient de me frapper", "urgence", alert=Alert.DANGER)
    term("je vais me tuer", "mal-etre", alert=Alert.SUICIDE)
    term("il frappe les enfants", "enfants", alert=Alert.CHILD)
    term("commissariat", "droits", kind=ServiceKind.POLICE)
    term("je suis sourde", audience=AudienceFactory(slug="sourds"))


@pytest.mark.parametrize(
    ("typed", "need"),
    [
        ("il me frappe", "proteger"),
        ("IL ME FRAPPE !!!", "proteger"),
        ("elle m'a frappé", "proteger"),
        ("mon mec ma tapper", "proteger"),
        ("je me fais cogner", "proteger"),
        ("j’ai été battue par mon conjoint", "proteger"),
        ("frapee par mon mari", "proteger"),
        ("viollence", "parler"),
        ("ordonance de protecsion", "proteger"),
        ("main courente", "droits"),
        ("il paye pas la pention alimantaire", "argent"),
        ("je sais pas ou dormir", "dormir"),
        ("أُرِيدُ التَّحَدُّثَ", "parler"),
        ("ДОПОМОЖІТЬ!", "urgence"),
    ],
)
def test_forms_slips_and_scripts_lead_to_the_need(vocabulary, typed, need):
    assert understand_words(typed).needs[:1] == [need]


@pytest.mark.parametrize("typed", ["", "   ", "mon", "je ne suis pas", "xyzzy", "???", "\x00", "😀"])
def test_what_says_nothing_is_not_understood(vocabulary, typed):
    assert understand_words(typed) == Words()
    assert not understand_words(typed).understood


def test_rarer_and_longer_terms_come_first(vocabulary):
    words = understand_words("mon mari me frappe et ne paie plus la pension alimentaire")

    assert words.needs[0] == "argent"
    assert "proteger" in words.needs


def test_three_needs_at_most(vocabulary):
    words = understand_words("violence, main courante, pension alimentaire, où dormir, ordonnance de protection")

    assert len(words.needs) == 3


@pytest.mark.parametrize("typed", ["j'ai tapé ma femme", "je l'ai frappée ma femme", "jai frapé ma copine"])
def test_who_strikes_is_told_from_who_is_struck(vocabulary, typed):
    assert understand_words(typed).needs == ["changer"]
    assert "changer" not in understand_words("il me frappe").needs


@pytest.mark.parametrize(
    ("typed", "alerts"),
    [
        ("il va me tuer", ["17"]),
        ("j'ai peur qu'il me tue", ["17"]),
        ("mon copain a un couto", ["17"]),
        ("je vais me tuer", ["3114"]),
        ("il frappe mon fils", ["119"]),
        ("il frappe le petit et il a un couteau", ["17", "119"]),
        ("il vient de me frapper", ["17"]),
        ("il m'a frappée l'année dernière", []),
        ("il m'a étranglée il y a trois ans", []),
        ("il voulait me tuer quand on était ensemble", []),
        ("il me frappe", []),
    ],
)
def test_present_danger_is_told_from_the_past(vocabulary, typed, alerts):
    assert understand_words(typed).alerts == alerts


def test_a_past_danger_still_has_its_need(vocabulary):
    assert "urgence" in understand_words("il m'a étranglée il y a trois ans").needs


def test_kind_and_audience_need_the_whole_term(vocabulary):
    words = understand_words("je suis sourde, où est le commisariat ?")

    assert words.audiences == ["sourds"]
    assert words.kinds == [ServiceKind.POLICE]
    assert understand_words("je suis seule").audiences == []


def test_a_word_changed_by_the_staff_counts_at_once(vocabulary):
    SearchTerm.objects.filter(folded="violence").update(need=NeedFactory(slug="soin"))

    assert understand_words("violence").needs == ["soin"]


def test_explanation_names_the_words_met(vocabulary):
    found = explain_words("il me frappe")

    assert found.matches[0].term.text == "il me frappe"
    assert found.matches[0].full


@pytest.fixture
def freyja():
    organization = OrganizationFactory(
        name="Centre hospitalier universitaire de Poitiers", short_name="CHU de Poitiers"
    )
    CommuneFactory(poitiers=True)
    return ServiceFactory(published=True, name="Maison de Freyja, maison des femmes", organization=organization)


@pytest.mark.parametrize(
    "typed", ["Freyja", "freyjas", "maison de freya", "la maison de Freyja à Poitiers", "CHU", "frey"]
)
def test_a_service_is_found_by_its_name(freyja, typed):
    ServiceFactory(published=True, name="Point d’écoute de Poitiers")

    assert understand_words(typed).service_ids == [freyja.public_id]


@pytest.mark.parametrize("typed", ["Poitiers", "maison", "il me frappe", "femmes"])
def test_common_words_and_towns_name_no_service(freyja, vocabulary, typed):
    assert understand_words(typed).service_ids == []


@pytest.mark.parametrize("column", ["service", "way_in", "organization"])
@pytest.mark.parametrize(
    "typed", ["05 49 00 11 22", "0549001122", "05.49.00.11.22", "+33 5 49 00 11 22", "0033549001122"]
)
def test_a_service_is_found_by_a_number_of_its_own_its_desk_or_its_organization(column, typed):
    service = ServiceFactory(published=True)
    owner = {
        "service": lambda: service,
        "way_in": lambda: PhoneWayInFactory(service=service),
        "organization": lambda: service.organization,
    }[column]()
    ContactPointFactory(**{column: owner}, value="05 49 00 11 22")
    other = ServiceFactory(published=True)
    ContactPointFactory(service=other, value="05 49 00 11 23")

    assert understand_words(typed).service_ids == [service.public_id]


@pytest.mark.parametrize(("typed", "found"), [("3919", True), ("le 3919 svp", True), ("j'ai 39 ans", False)])
def test_a_short_number_is_not_an_age(typed, found):
    service = ServiceFactory(published=True)
    ContactPointFactory(service=service, value="3919")
    ContactPointFactory(service=service, value="39")

    assert bool(understand_words(typed).service_ids) is found


def test_names_of_drafts_and_of_services_for_perpetrators_are_never_given():
    ServiceFactory(name="Belladone")
    ServiceFactory(published=True, for_perpetrators=True, name="Belladone")

    assert understand_words("belladone").service_ids == []


def test_a_need_and_a_name_are_both_given(vocabulary, freyja):
    words = understand_words("il me frappe, numéro de Freyja")

    assert words.needs == ["proteger"]
    assert words.service_ids == [freyja.public_id]


@pytest.mark.parametrize("typed", ["il me frappe", "maison de freyja poitiers", "0549001122", "xyzzy plugh"])
def test_three_queries_at_most_once_the_terms_are_read(vocabulary, freyja, typed, django_assert_max_num_queries):
    understand_words("une fois")

    with django_assert_max_num_queries(3):
        understand_words(typed)


def test_hostile_input_is_read_in_bounded_time(vocabulary, freyja):
    chance = random.Random(1)
    texts = [
        "a" * 50_000,
        "il me frappe " * 4_000,
        "0549" * 12_500,
        "%_\\'\";--" * 500,
        "(.*)+$[" * 500,
        "\x00\ud800\u202e" * 500,
        *("".join(chr(chance.randrange(1, 0x10FFFF)) for _ in range(chance.randrange(300))) for _ in range(300)),
    ]
    started = time.perf_counter()

    for text in texts:
        understand_words(text)

    assert time.perf_counter() - started < 30
    assert Service.objects.count() == 1


def test_a_word_one_term_explains_brings_no_other_need_by_halves(vocabulary):
    term("hébergement", "dormir")
    term("l’héberger chez moi", "aider")

    assert understand_words("hébergement").needs == ["dormir"]


@pytest.mark.parametrize(
    ("typed", "audiences"),
    [("assistante sociale", []), ("je suis assistante sociale", ["professionnels"])],
    ids=["asks for one", "is one"],
)
def test_who_one_is_is_told_from_whom_one_asks_for(vocabulary, typed, audiences):
    term("assistante sociale", "parler")
    term("je suis assistante sociale", "aider", audience=AudienceFactory(slug="professionnels"))

    assert understand_words(typed).audiences == audiences


def test_a_word_that_only_means_the_same_does_not_lead_to_its_own_need(vocabulary):
    term("fessée", "enfants")

    assert "enfants" not in understand_words("il me frappe").needs
    assert understand_words("fessée").needs[0] == "enfants"
