"""What was typed → a commune. Certain, doubtful, ambiguous or unknown: never an error, never nothing."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet, Value

from resources.models import Commune, PostalCode, Prepared
from resources.search.gazetteer import EXACT_SCORE, gazetteer
from resources.search.guesses import CERTAIN_SCORE, Guess, guesses_for
from resources.search.place_phrase import PlacePhrase, misspelt_in, named_in
from resources.text import clean_query, fold_place

# Five signs, or a postal code written "86 400"; never a piece of a phone number.
FIVE_SIGNS = re.compile(r"(?<![\w.])(?<!\d )(?:\d[\dABab]\d{3}|\d{2} \d{3})(?![\w.]|\s\d)|(?<!\S)\d{5}(?= \d{1,3}\b)")
# An INSEE code that is also a postal code is written so in our addresses: 86100 is Châtellerault's post.
INSEE_PREFIX = "commune-"
DOUBTFUL_SCORE = 68.0
# Under this, a name has nothing in common with what was typed: it is not even offered.
OFFERED_SCORE = 48.0
CLEAR_GAP = 4.0
SUGGESTIONS = 4
OTHERS = 8
MAX_WORDS = 24


class Certainty(StrEnum):
    NONE = "none"
    CERTAIN = "certain"
    DOUBTFUL = "doubtful"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Place:
    """`commune` is answered for at once, when there is one; `others` are one tap away."""

    certainty: Certainty
    commune: Commune | None = None
    others: Sequence[Commune] = ()


NOWHERE = Place(Certainty.NONE)


def understand_place(text: str) -> Place:
    """The commune somebody means by a name, an old name, a misspelling, a postal code or an INSEE code."""
    query = clean_query(text)
    if not query:
        return NOWHERE
    if query.startswith(INSEE_PREFIX):
        return _by_insee(query.removeprefix(INSEE_PREFIX)) or _unknown([])
    code = FIVE_SIGNS.search(query)
    if not code:
        return _by_name(_words(query))
    words = _words(query[: code.start()] + " " + query[code.end() :])
    posted = _by_code(_tidy(code.group()))
    if posted:
        return _among(posted, words)
    return _by_name(words) if words else _near_code(_tidy(code.group()))


def find_place_in(text: str, strange: Callable[[str], frozenset[str]] | None = None) -> tuple[Place, str] | None:
    """A commune named inside a phrase, and the phrase without it; None when no word is surely a place.

    "hébergement Civray" → Civray, "hébergement". `strange` tells the words of a text that mean nothing else: only
    those are taken for a name misspelt, wherever they stand.
    """
    query = clean_query(text)
    code = FIVE_SIGNS.search(query)
    posted = _by_code(_tidy(code.group())) if code else None
    index = gazetteer()
    phrase = PlacePhrase.of(query)
    if code and posted:
        rest = PlacePhrase.of(query[: code.start()] + " " + query[code.end() :])
        named = named_in(rest, index)
        if not named:
            return posted, phrase.text_without(code.start(), code.end())
        _, start, end = named
        return _among(posted, rest.words[start:end]), rest.without(start, end)
    found = named_in(phrase, index) or (misspelt_in(phrase, index, strange(query)) if strange else None)
    if not found:
        return None
    guesses, start, end = found
    return _answer(guesses), phrase.without(start, end)


def place_codes(communes: Iterable[Commune]) -> dict[str, str]:
    """What stands for each commune (by INSEE code) in our addresses: that code, told apart from postal codes."""
    codes = [commune.insee for commune in communes]
    posts = set(PostalCode.objects.filter(code__in=codes).values_list("code", flat=True)) if codes else set()
    return {code: f"{INSEE_PREFIX}{code}" if code in posts else code for code in codes}


def _communes() -> QuerySet[Commune]:
    found: QuerySet[Commune] = Commune.objects.with_territory()
    return found


def _words(text: str) -> list[str]:
    return fold_place(text).split()[:MAX_WORDS]


def _tidy(code: str) -> str:
    return code.replace(" ", "").upper()


def _first(place: Place) -> Commune:
    assert place.commune
    return place.commune


def _by_insee(code: str) -> Place | None:
    commune = _communes().filter(pk=code).first()
    return Place(Certainty.CERTAIN, commune) if commune else None


def _of_codes(codes: list[str]) -> QuerySet[Any]:
    # A union, not an "or": each half reads its own index.
    of_post = _communes().order_by().filter(postal_codes__code__in=codes).annotate(by_post=Value(True))
    of_insee = _communes().order_by().filter(pk__in=codes).annotate(by_post=Value(False))
    return of_post.union(of_insee, all=True)


OF_CODES = Prepared(_of_codes, str)


def _by_code(code: str) -> Place | None:
    """Five signs are a postal code first: people know theirs, and hardly ever their INSEE code."""
    matches = OF_CODES([code])
    posted = sorted({one for one in matches if one.by_post}, key=lambda one: (-one.population, one.insee))
    if posted:
        return Place(Certainty.CERTAIN, posted[0], posted[1:])
    return Place(Certainty.CERTAIN, matches[0]) if matches else None


def _among(posted: Place, words: list[str]) -> Place:
    """A code and a name: the commune of that code which bears it, else the name, and the code one tap away."""
    if not words:
        return posted
    sharing = {commune.insee: commune for commune in [_first(posted), *posted.others]}
    index = gazetteer()
    guesses = guesses_for(words, index, among=frozenset(sharing))
    if not guesses or guesses[0].likeness < EXACT_SCORE:
        named = guesses_for(words, index)
        if named and named[0].likeness >= EXACT_SCORE and named[0].name.whole:
            elsewhere = _answer(named)
            others = dict.fromkeys([*sharing.values(), *elsewhere.others])
            return Place(Certainty.DOUBTFUL, elsewhere.commune, list(others)[:OTHERS])
    if not guesses or guesses[0].likeness < DOUBTFUL_SCORE:
        return posted
    chosen = sharing[guesses[0].insee]
    return Place(Certainty.CERTAIN, chosen, [one for one in sharing.values() if one != chosen])


def _near_code(code: str) -> Place:
    """A code nobody has (a cedex, a slip): the towns whose codes begin alike are offered."""
    alike = _communes().filter(postal_codes__code__startswith=code[:2]).distinct()
    return _unknown(list(alike.order_by("-population", "insee")[:SUGGESTIONS]))


def _by_name(words: list[str]) -> Place:
    return _answer(guesses_for(words, gazetteer())) if words else _unknown([])


def _answer(guesses: list[Guess]) -> Place:
    if not guesses:
        return _unknown([])
    first = guesses[0]
    if first.likeness >= EXACT_SCORE:
        rivals = [one for one in guesses[1:] if one.likeness >= EXACT_SCORE]
        return _place(_certainty_among(first, rivals), [first, *rivals[:OTHERS]])
    kept = guesses[: SUGGESTIONS + 1]
    if first.likeness < DOUBTFUL_SCORE:
        return _place(Certainty.UNKNOWN, [one for one in kept if one.likeness >= OFFERED_SCORE][:SUGGESTIONS])
    clear = len(kept) == 1 or first.score - kept[1].score >= CLEAR_GAP
    if first.likeness >= CERTAIN_SCORE and clear:
        return _place(Certainty.CERTAIN, [first])
    return _place(Certainty.DOUBTFUL, [first, *(one for one in kept[1:] if one.likeness >= DOUBTFUL_SCORE)])


def _certainty_among(first: Guess, rivals: list[Guess]) -> Certainty:
    """The same words name several towns: a choice when nothing tells them apart."""
    for rival in rivals:
        if rival.name.departement == first.name.departement and rival.name.penalty == first.name.penalty:
            return Certainty.AMBIGUOUS
    return Certainty.DOUBTFUL if rivals and not first.name.whole else Certainty.CERTAIN


def _place(certainty: Certainty, guesses: list[Guess]) -> Place:
    found = _communes().in_bulk([guess.insee for guess in guesses]) if guesses else {}
    communes = [found[guess.insee] for guess in guesses if guess.insee in found]
    if certainty is Certainty.UNKNOWN or not communes:
        return _unknown(communes)
    return Place(certainty, communes[0], communes[1:])


def _unknown(suggestions: list[Commune]) -> Place:
    return Place(Certainty.UNKNOWN, None, suggestions)
