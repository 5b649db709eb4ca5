"""Words → the communes they may name, best first."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log10

from resources.search.gazetteer import EXACT_SCORE, LENGTHS, Gazetteer, Name, significant, squeezed_words
from resources.search.place_words import AROUND, FORWARD, ORDINARY, follows, is_street, without_surroundings
from resources.search.spelling import BROAD, MIN_SOUND, likeness_of
from resources.text import ARTICLES, sound

CERTAIN_SCORE = 86.0
# A name inside a phrase is looked for only when the phrase as a whole is no good misspelling of one.
GOOD_MISSPELLING = 78.0
# Above this, the whole is a misspelling of one name, even if a shorter name stands in it as it should be written.
SURE_OF_THE_WHOLE = 88.0
LONGEST_NAME = 7
PREFIX_SCORE = 78.0
# For names cut short, how many people mean a town counts more than how many letters are missing.
PREFIX_POPULATION_WEIGHT = 2.0
MIN_PREFIX = 3
INSIDE_PENALTY = 6.0
ABBREVIATED = 88.0
MIN_CUT_SHORT = 5
MAX_PARTS = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """A commune that may be meant. `likeness` is out of 100, or `EXACT_SCORE`; `score` ranks guesses."""

    insee: str
    score: float
    likeness: float
    name: Name

    def less_sure(self) -> "Guess":
        """The same, said by a part of the words only: never certain."""
        likeness = min(self.likeness - INSIDE_PENALTY, CERTAIN_SCORE - 1)
        return Guess(self.insee, self.score - INSIDE_PENALTY, likeness, self.name)


def guesses_for(words: list[str], index: Gazetteer, among: frozenset[str] = frozenset()) -> list[Guess]:
    """The communes a question about a place may mean, best first."""
    exact = _exact(words, index, "", among)
    if exact:
        return exact
    if tuple(words) in index.departements:
        return []
    words, departement = _without_departement(words, index)
    core = without_surroundings(words)
    for reading in (words, core):
        exact = _exact(reading, index, departement, among)
        if exact:
            return exact
    best = close_names(core, index, departement, among) if core else []
    if best and best[0].likeness >= SURE_OF_THE_WHOLE:
        return best
    inside = _inside(words, index, departement, among)
    if inside and (inside[0].name.whole or not best or best[0].likeness < GOOD_MISSPELLING):
        return inside
    if best and best[0].likeness >= GOOD_MISSPELLING:
        return best
    for part in _parts(words, core, index):
        close = [one.less_sure() for one in close_names(part, index, departement, among)]
        if not close or close[0].likeness < GOOD_MISSPELLING - INSIDE_PENALTY:
            continue
        if not best or close[0].score > best[0].score:
            return close
    return best


def _exact(words: list[str], index: Gazetteer, departement: str, among: frozenset[str]) -> list[Guess]:
    row = index.rows.get(squeezed_words(words)) if words else None
    return [] if row is None else best_of_each([(row, EXACT_SCORE)], index, departement, among)


def _without_departement(words: list[str], index: Gazetteer) -> tuple[list[str], str]:
    """The words without "86" or "Deux-Sèvres", and the code of the département they named."""
    for size in (3, 2, 1):
        for start in range(len(words) - size, -1, -1):
            code = index.departements.get(tuple(words[start : start + size]))
            ends = start + size == len(words) or words[start].isdigit()
            if code and ends and len(words) > size and words[start - 1 : start] != ["sur"]:
                kept = words[:start] + words[start + size :]
                while len(kept) > 1 and start == len(kept) and kept[-1] in {"dans", "en", "de", "la", "les", "l", "du"}:
                    kept, start = kept[:-1], start - 1
                return kept, code
    return words, ""


def _inside(words: list[str], index: Gazetteer, departement: str, among: frozenset[str]) -> list[Guess]:
    """A name among other words: whole names first, then the longest, then the first said."""
    found = []
    for start, end, row in windows(words, index):
        ordinary = end - start == 1 and words[start] in ORDINARY | AROUND and not follows(words, start)
        if ordinary or is_street(words, start):
            continue
        guesses = best_of_each([(row, EXACT_SCORE)], index, departement, among)
        if guesses and (guesses[0].name.whole or end - start > 1 or words[start] not in ORDINARY):
            found.append(((not guesses[0].name.whole, start - end, start), guesses))
    return min(found, key=lambda one: one[0])[1] if found else []


def windows(words: list[str], index: Gazetteer) -> Iterator[tuple[int, int, int]]:
    """(start, end, row) of every run of words that is a name or a part of one."""
    for start, word in enumerate(words):
        if word in ARTICLES:
            continue
        for end in range(start + 1, min(len(words), start + LONGEST_NAME) + 1):
            if words[end - 1] not in ARTICLES:
                row = index.spelt.get(" ".join(significant(words[start:end])))
                if row is not None:
                    yield start, end, row


def _parts(words: list[str], core: list[str], index: Gazetteer) -> list[list[str]]:
    """Where a misspelt name may stand among other words: after the last "à" or "de", last, or first."""
    after = [place for place, word in enumerate(words[:-1]) if word in FORWARD]
    parts = [without_surroundings(words[place + 1 :]) for place in after[-1:]]
    parts += [words[-1:], words[:1], words[-2:]] if len(words) > 1 else []
    told = {squeezed_words(core): core}
    for part in parts:
        named = tuple(part) not in index.departements and not set(part) <= ORDINARY | AROUND
        if named and max(map(len, part), default=0) >= MIN_CUT_SHORT:
            told.setdefault(squeezed_words(part), part)
    # The first is the whole, already compared.
    return list(told.values())[1 : MAX_PARTS + 1]


def close_names(
    words: list[str],
    index: Gazetteer,
    departement: str = "",
    among: frozenset[str] = frozenset(),
    lengths: tuple[float, float] = LENGTHS,
) -> list[Guess]:
    """The closest names, misspelt or cut short."""
    typed = squeezed_words(words)
    heard = sound(typed)
    rows: set[int] = set()
    if among:
        rows.update(row for insee in among for row in index.rows_of.get(insee, ()))
    else:
        rows.update(index.written.nearest(typed, lengths))
        broad = heard.translate(BROAD)
        if len(broad) >= MIN_SOUND:
            rows.update(index.heard.nearest(broad, lengths))
    scored = [(row, likeness_of(typed, heard, index.squeezed[row], index.sounds[row])) for row in rows]
    scored += [(row, ABBREVIATED) for row in _abbreviated(words, index)]
    guesses = {guess.insee: guess for guess in best_of_each(scored, index, departement, among)}
    for guess in _cut_short(typed, index, departement, among):
        known = guesses.get(guess.insee)
        if known is None or known.score < guess.score:
            guesses[guess.insee] = guess
    return sorted(guesses.values(), key=_order)


def _order(guess: Guess) -> tuple[float, int, str]:
    return -round(guess.score, 6), -guess.name.population, guess.insee


def best_of_each(
    scored: Iterable[tuple[int, float]], index: Gazetteer, departement: str = "", among: frozenset[str] = frozenset()
) -> list[Guess]:
    """One guess a commune, best first."""
    best: dict[str, Guess] = {}
    for row, likeness in scored:
        for name in index.names[row]:
            score = name.score(likeness, departement)
            known = best.get(name.insee)
            if (known is None or known.score < score) and (not among or name.insee in among):
                best[name.insee] = Guess(name.insee, score, likeness, name)
    return sorted(best.values(), key=_order)


def _cut_short(typed: str, index: Gazetteer, departement: str, among: frozenset[str]) -> Iterator[Guess]:
    if len(typed) < MIN_PREFIX:
        return
    for row in range(bisect_left(index.squeezed, typed), len(index.squeezed)):
        key = index.squeezed[row]
        if not key.startswith(typed):
            return
        likeness = PREFIX_SCORE + 14 * len(typed) / len(key)
        for name in index.names[row]:
            if not among or name.insee in among:
                score = name.score(likeness, departement) + PREFIX_POPULATION_WEIGHT * log10(name.population + 1)
                yield Guess(name.insee, score, likeness, name)


def _abbreviated(words: list[str], index: Gazetteer) -> Iterator[int]:
    """ "St Georges les Bx", "Fontaine le Cte": a first word whole, then words that keep their first letter and some."""
    kept = significant(words)
    whole = 2 if kept[0] in {"saint", "sainte"} else 1
    if len(kept) <= whole or len(kept[whole - 1]) < MIN_PREFIX:
        return
    shape = re.compile(" ".join([*kept[:whole], *(r"\w*".join(word) + r"\w*" for word in kept[whole:])]))
    start = "".join(kept[:whole])
    for row in range(bisect_left(index.squeezed, start), len(index.squeezed)):
        if not index.squeezed[row].startswith(start):
            return
        if shape.fullmatch(index.spaced[row]):
            yield row
