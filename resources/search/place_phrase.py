"""A commune named inside a phrase that is about something else: where, and which words say it."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from django.conf import settings

from resources.search.everyday import EMPTY_WORDS, PLAIN
from resources.search.gazetteer import (
    EXACT_SCORE,
    FIRST_WORDS_PENALTY,
    LAST_WORDS_PENALTY,
    SURE_LENGTHS,
    Gazetteer,
    Name,
    significant,
    squeezed_words,
)
from resources.search.guesses import MIN_CUT_SHORT, Guess, best_of_each, close_names, windows
from resources.search.place_words import AROUND, FORWARD, HAS, LEADS_TO_A_PLACE, ORDINARY, is_street
from resources.text import ARTICLES, fold_place

WORD = re.compile(r"[^\W_]+")
MIN_BARE_POPULATION = 1_500
MIN_MISSPELT = 6
LONGEST_MISSPELT = 4
# A phrase that says "vers" at every word is not read for ever.
MOST_STARTS = 3
SURE_MISSPELLING = 90.0
# A word that means nothing else may be a little further from the name.
MIN_STRANGE, SURE_STRANGE = 5, 84.0


@dataclass(frozen=True)
class PlacePhrase:
    """A text and its folded words, each with where it stands in the text."""

    text: str
    words: list[str]
    spans: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str) -> "PlacePhrase":
        pieces = [(word, match.span()) for match in WORD.finditer(text) for word in fold_place(match.group()).split()]
        return cls(text, [word for word, _ in pieces], [span for _, span in pieces])

    def without(self, start: int, end: int) -> str:
        """The text without these words, nor what led to them: "près de", "à"."""
        while start and (self.words[start - 1] in ARTICLES | FORWARD):
            start -= 1
        return self.text_without(self.spans[start][0], self.spans[end - 1][1])

    def text_without(self, start: int, end: int) -> str:
        return " ".join(f"{self.text[:start]} {self.text[end:]}".split()).strip(" ,;:-–()")


def named_in(phrase: PlacePhrase, index: Gazetteer) -> tuple[list[Guess], int, int] | None:
    """(guesses, start, end) of the words that surely name a place."""
    found = []
    for start, end, row in windows(phrase.words, index):
        guesses = best_of_each([(row, EXACT_SCORE)], index)
        if not is_street(phrase.words, start) and _is_surely_meant(phrase, start, end, guesses[0].name):
            found.append(((not guesses[0].name.whole, start - end, start), guesses, start, end))
    if not found:
        return _nearly_named_in(phrase, index)
    _, guesses, start, end = min(found, key=lambda one: one[0])
    for size in (3, 2, 1):
        after = phrase.words[end : end + size]
        departement = index.departements.get(tuple(after))
        if departement:
            row = index.rows[squeezed_words(phrase.words[start:end])]
            return best_of_each([(row, EXACT_SCORE)], index, departement), start, end + len(after)
    return guesses, start, end


def _is_surely_meant(phrase: PlacePhrase, start: int, end: int, name: Name) -> bool:
    words = significant(phrase.words[start:end])
    led, placed = _led(phrase, start)
    at_home = name.departement == settings.DEPARTEMENT_CODE
    if not name.whole:
        common = len(words) == 1 and (words[0] in ORDINARY or words[0] in PLAIN or words[0] in EMPTY_WORDS)
        return led and not common and (at_home or placed) and name.penalty <= FIRST_WORDS_PENALTY
    if len(words) > 1:
        return True
    known = at_home or (name.population >= MIN_BARE_POPULATION and not name.penalty)
    if words[0] in ORDINARY:
        return placed and known
    return known or (placed and phrase.text[phrase.spans[end - 1][0]].isupper())


def _led(phrase: PlacePhrase, start: int) -> tuple[bool, bool]:
    """Whether a preposition leads to these words, and whether it can only lead to a place."""
    before = start
    while before and phrase.words[before - 1] in {"l", "la", "le", "les"}:
        before -= 1
    if not before:
        return False, False
    word = phrase.words[before - 1]
    if word in {"a", "au", "aux"}:
        written = phrase.text[slice(*phrase.spans[before - 1])].casefold()
        placed = written != "a" or before < 2 or phrase.words[before - 2] not in HAS
        return placed, placed
    if word in {"de", "d", "du", "des"} and before > 1:
        return True, phrase.words[before - 2] in LEADS_TO_A_PLACE
    return word in FORWARD, word in LEADS_TO_A_PLACE


def _nearly_named_in(phrase: PlacePhrase, index: Gazetteer) -> tuple[list[Guess], int, int] | None:
    """A name misspelt or cut short, only right after what leads to a place: "près de Chatelleraut"."""
    starts = [start for start in range(len(phrase.words) - 1, 0, -1) if _may_begin_a_name(phrase, start)]
    compared = set()
    for start in starts[:MOST_STARTS]:
        for end in range(min(len(phrase.words), start + LONGEST_MISSPELT), start, -1):
            words = phrase.words[start:end]
            typed = squeezed_words(words)
            if typed in compared:
                continue
            compared.add(typed)
            guesses = close_names(words, index, lengths=SURE_LENGTHS) if len(typed) >= MIN_CUT_SHORT else []
            if not guesses or not _is_home_name(guesses[0].name):
                continue
            row = bisect_left(index.squeezed, typed)
            is_cut = row < len(index.squeezed) and index.squeezed[row].startswith(typed)
            if is_cut or (len(typed) >= MIN_MISSPELT and guesses[0].likeness >= SURE_MISSPELLING):
                return guesses, start, end
    return None


def misspelt_in(phrase: PlacePhrase, index: Gazetteer, strange: frozenset[str]) -> tuple[list[Guess], int, int] | None:
    """A town misspelt, wherever it stands: "hebergement chatelerault". One word, or two when the first is "saint"."""
    best: tuple[list[Guess], int, int] | None = None
    compared = 0
    for start, word in enumerate(phrase.words):
        if (
            word not in strange
            or word in ORDINARY | AROUND
            or len(word) < MIN_STRANGE
            or is_street(phrase.words, start)
        ):
            continue
        first = start - 1 if start and phrase.words[start - 1] in {"saint", "sainte"} else start
        guesses = close_names(phrase.words[first : start + 1], index, lengths=SURE_LENGTHS)
        if guesses and _is_known_home_name(guesses[0]) and (not best or guesses[0].likeness > best[0][0].likeness):
            best = guesses, first, start + 1
        compared += 1
        if compared == MOST_STARTS:
            break
    return best


def _is_known_home_name(guess: Guess) -> bool:
    name = guess.name
    known = name.whole and name.population >= MIN_BARE_POPULATION
    return _is_home_name(name) and known and guess.likeness >= SURE_STRANGE


def _may_begin_a_name(phrase: PlacePhrase, start: int) -> bool:
    article_before = phrase.words[start - 1] in {"l", "la", "le", "les"}
    return _led(phrase, start)[1] and not article_before and phrase.words[start] not in ORDINARY | AROUND


def _is_home_name(name: Name) -> bool:
    return name.departement == settings.DEPARTEMENT_CODE and name.penalty < LAST_WORDS_PENALTY
