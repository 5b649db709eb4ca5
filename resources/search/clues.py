"""What the words of a phrase tell by themselves, learnt from the terms that staff keep.

No list holds every phrase. Each word of a term, who does it to whom, and each two words that follow, speak for its
need, the more so as they are found in few terms and in those of few needs: heard together in a phrase nobody wrote
down, they say what it is about. They only add to what terms say, and call no number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import log

from resources.search.lexicon import Token

Clue = str | tuple[str, ...]
# Words that follow, and who does what, are told of a word that counts already.
BESIDE = 0.5


def clues_of(tokens: Iterable[Token], canonical: str) -> set[Clue]:
    """The words that mean something, what is done to whom, and each of them with its neighbours."""
    told = list(tokens)
    roots = {token.root for token in told}
    in_order = canonical.split()
    found: set[Clue] = {*roots}
    found |= {(token.root, token.by, token.to) for token in told if token.by or token.to}
    found |= {pair for pair in zip(in_order, in_order[1:], strict=False) if not roots.isdisjoint(pair)}
    return found


class Clues:
    """For each clue, the terms that hold it, by need."""

    def __init__(self, terms: Iterable[tuple[str, Iterable[Token], str]]) -> None:
        self.needs_of: dict[Clue, Counter[str]] = defaultdict(Counter)
        self.count = 0
        for need, tokens, canonical in terms:
            self.count += 1
            for clue in clues_of(tokens, canonical):
                self.needs_of[clue][need] += 1

    def weigh(self, tokens: Iterable[Token], canonical: str) -> dict[str, float]:
        """Each need with what speaks for it."""
        weights: dict[str, float] = defaultdict(float)
        for clue in clues_of(tokens, canonical):
            needs = self.needs_of.get(clue)
            if not needs:
                continue
            held = needs.total()
            rare = log(1 + self.count / held) * (1 if isinstance(clue, str) else BESIDE)
            for need, times in needs.items():
                weights[need] += rare * times / (held + 1)
        return dict(weights)
