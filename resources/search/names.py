"""A service somebody knows: its name, its organisation's, an abbreviation, a number read on a leaflet."""

import re
from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.conf import settings
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Replace
from rapidfuzz.distance import OSA

from resources.enums import DIALLED_KINDS
from resources.models import CommuneName, ContactPoint, Service
from resources.search.everyday import EMPTY_WORDS, PLAIN, SHORT_FORMS
from resources.search.lexicon import FIRST_PERSON, THIRD_PERSON, TO_ME
from resources.search.meanings import root
from resources.text import fold, stem
from resources.wording import without_article

MOST_SERVICES = 20
MOST_CANDIDATES = 300
MOST_WORDS = 8
# Shorter than this a word must be whole, and well spelt.
PREFIX_FROM, SLIP_FROM = 4, 5
LONGEST_TOWN = 5

# Words of many names: alone, they name nothing.
COMMON = frozenset(
    stem(word)
    for word in (
        "accueil adresse aide association appeler asso bureau cellule centre central contact departement departemental "
        "departementale dispositif ecoute espace femme femmes horaire horaires jour jours info information "
        "informations joindre ligne maison numero national permanence place plateforme point pole public rencontrer "
        "rendez reseau "
        "service services social sociale solidarites telephone urgence urgences victime victimes violence "
        "violences france francaise nord sud grand rue ville unite famille familles police gendarmerie "
        + fold(without_article(settings.TERRITORY_NAME))
    ).split()
)
NUMBER = re.compile(r"\+?\(?\d(?:[\s.\-/()\u00a0]{0,2}\d)+")
SAID_AS_A_NUMBER = re.compile(
    r"\b(?:le|au|du|numero|numéro|n°|appeler|appelle|appel|composer|tel|tél|téléphone)\W*$", re.I
)
# "11 ans" names no number; one that is called is read apart.
AGE = re.compile(r"\d{1,2}")
SHORTEST_CERTAIN = 4
SHORTEST_START = 6
SEPARATORS = (" ", ".", "-", "\u00a0")


def named_services(query: str, *, everyday: frozenset[str], anywhere: bool) -> list[str]:
    """Public ids of the published services for victims that a phrase names. Two queries at most.

    `everyday` are roots that mean a need, and name nothing; `anywhere` looks beyond names, into what entries say.
    """
    number = _number(query)
    words = [] if number else _words(query)
    proper = [word for word in words if stem(word) not in COMMON and word not in PLAIN and root(word) not in everyday]
    told = not (FIRST_PERSON | THIRD_PERSON | TO_ME).isdisjoint(fold(query).split())
    whole = 1 < len(words) <= MOST_WORDS and not told
    if not (number or proper or whole):
        return []
    towns = set() if number else _towns(query)
    proper = [word for word in proper if word not in towns][:MOST_WORDS]
    if not number and not proper and not (whole and not towns.issuperset(words)):
        return []
    published = Service.objects.published().for_victims()
    if number:
        return _ordered(published.filter(_reached_at(number)))
    candidates = published.filter(_holds(words, proper, whole=whole))
    rows = candidates.order_by("priority", "sort_key", "id").values_list(
        "public_id", "name", "organization__name", "organization__short_name", "search_document"
    )[:MOST_CANDIDATES]
    scores = {}
    for public_id, *titles, document in rows:
        title = fold(" ".join(titles)).split()
        score = _score(words, proper, title, whole=whole)
        # Who tells what happens names nothing that only the text of an entry holds.
        if not score and anywhere and proper and not told:
            score = _score(words, proper, document.split(), whole=False) / 10
        if score:
            scores[public_id] = score
    best = max(scores.values(), default=0.0)
    return [found for found in sorted(scores, key=lambda one: -scores[one]) if scores[found] >= best * 0.6][
        :MOST_SERVICES
    ]


def _words(query: str) -> list[str]:
    return list(
        dict.fromkeys(
            word
            for typed in fold(query).split()
            for word in SHORT_FORMS.get(typed, typed).split()
            if word not in EMPTY_WORDS and len(word) > 1 and not AGE.fullmatch(word)
        )
    )


def _towns(query: str) -> set[str]:
    """The words of the phrase that are the name of a commune: where, not whom."""
    words = fold(query).split()
    groups = {
        " ".join(words[start : start + length])
        for length in range(1, LONGEST_TOWN + 1)
        for start in range(len(words) - length + 1)
    }
    found = CommuneName.objects.filter(folded__in=groups).values_list("folded", flat=True)
    return {word for name in found for word in name.split()}


def _holds(words: list[str], proper: list[str], *, whole: bool) -> Q:
    conditions = [_near(word) for word in proper]
    if whole:
        conditions.append(reduce(and_, (_near(word) for word in words)))
    return reduce(or_, conditions)


def _near(word: str) -> Q:
    """Documents that may hold the word: whole, begun, or with one half of it intact."""
    short = stem(word)
    found = Q(search_document__contains=f" {short} ")
    if len(short) >= PREFIX_FROM:
        found |= Q(search_document__contains=f" {short}")
    if len(word) >= SLIP_FROM:
        half = max(3, len(word) // 2)
        found |= Q(search_document__contains=f" {word[:half]}")
        # Stems lose the last letters.
        found |= Q(search_document__contains=word[half:-1]) if len(word) - half > 3 else Q()
    return found


def _score(words: list[str], proper: list[str], title: list[str], *, whole: bool) -> float:
    """How well a title answers: its proper words first, the others between equals; 0 when it is not named."""
    held = {word: _found(word, title, slips=word in proper) for word in words}
    named = sum(held[word] for word in proper)
    if not named and not (whole and all(held.values())):
        return 0.0
    return named * 3 + sum(held.values())


def _found(word: str, title: list[str], *, slips: bool) -> float:
    short = stem(word)
    if word in title or any(stem(other) == short for other in title):
        return 1.0
    if len(word) >= PREFIX_FROM and any(other.startswith(word) for other in title):
        return 0.9
    if slips and len(word) >= SLIP_FROM and any(OSA.distance(word, other, score_cutoff=1) <= 1 for other in title):
        return 0.7
    return 0.0


def _number(query: str) -> str:
    """Digits typed as a number to call; nothing for an age, a year or an amount."""
    for found in NUMBER.finditer(query):
        number = re.sub(r"\D", "", found[0])
        alone = not re.sub(r"[\W\d_]", "", query)
        if alone or len(number) >= SHORTEST_CERTAIN or SAID_AS_A_NUMBER.search(query[: found.start()]):
            return re.sub(r"^(?:00)?33(?=\d{9}$)", "0", number)
    return ""


def _reached_at(number: str) -> Q:
    """Services whose own contact, way in or organisation answers at this number, or at one that starts so."""
    bare: F | Replace = F("value")
    for sign in SEPARATORS:
        bare = Replace(bare, Value(sign), Value(""))
    contacts = ContactPoint.objects.filter(kind__in=DIALLED_KINDS).annotate(bare=bare)
    same = Q(bare=number)
    if len(number) == 10 and number[0] == "0":
        same |= Q(bare=f"+33{number[1:]}")
    if len(number) >= SHORTEST_START:
        same |= Q(bare__startswith=number)
    contacts = contacts.filter(same)
    return (
        Q(pk__in=contacts.filter(service__isnull=False).values("service"))
        | Q(pk__in=contacts.filter(way_in__isnull=False).values("way_in__service"))
        | Q(organization__in=contacts.filter(organization__isnull=False).values("organization"))
    )


def _ordered(services: QuerySet[Service]) -> list[str]:
    found: Iterable[str] = services.order_by("priority", "sort_key", "id").values_list("public_id", flat=True)
    return list(found[:MOST_SERVICES])  # type: ignore[index]
