"""What a phrase is about, learnt from phrases people write: no list of terms holds every way to say a thing.

Each few letters and each word or two of a phrase speak for the needs and the numbers they were met with, and their
weights add up (a logistic regression). Misspelt, cut or conjugated, a word still shares most of its letters.
`scripts/learn` writes the weights from `fixtures/phrases/` and from the terms that come with the directory; the terms
staff keep are heard apart (`needs`), and what they say word for word comes first.
"""

import gzip
import json
from base64 import b64decode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp, sqrt
from pathlib import Path

from resources.text import fold

LEARNT = Path(__file__).parent / "ear.json.gz"
LETTERS = (3, 4, 5)
# Weights are kept as whole numbers of one byte.
LARGEST = 127


@dataclass(frozen=True)
class Heard:
    """Needs and numbers to call, each with how likely it is, from 0 to 1. Both empty when no word was known."""

    needs: dict[str, float] = field(default_factory=dict)
    alerts: dict[str, float] = field(default_factory=dict)


def pieces(text: str) -> tuple[set[str], set[str]]:
    """Every few letters of the words of a phrase, then its words and each two that follow, set apart by a bar."""
    words = fold(text).split()
    spaced = [f" {word} " for word in words]
    letters = {word[at : at + size] for word in spaced for size in LETTERS for at in range(len(word) - size + 1)}
    return letters, {f"|{word}" for word in words} | {
        f"|{one} {other}" for one, other in zip(words, words[1:], strict=False)
    }


def shares(text: str) -> dict[str, float]:
    """Each piece of a phrase with its share: a long phrase has no more to say than a short one."""
    return {piece: 1 / sqrt(len(some)) for some in pieces(text) for piece in some}


class Ear:
    """`needs` and `alerts` name the columns of the weights, in that order; "" is no alert."""

    def __init__(
        self, needs: Sequence[str], alerts: Sequence[str], bias: Sequence[float], step: float, rows: dict[str, bytes]
    ) -> None:
        self.needs, self.alerts, self.bias, self.step, self.rows = needs, alerts, bias, step, rows

    def hear(self, text: str) -> Heard:
        told = [(share, self.rows[piece]) for piece, share in shares(text).items() if piece in self.rows]
        if not any(f"|{word}" in self.rows for word in fold(text).split()):
            return Heard()
        scores = list(self.bias)
        for share, row in told:
            weight = share * self.step
            for column, value in enumerate(row):
                scores[column] += weight * (value - LARGEST - 1)
        needs, alerts = scores[: len(self.needs)], scores[len(self.needs) :]
        return Heard(
            needs=dict(zip(self.needs, _likely(needs), strict=True)),
            alerts={alert: p for alert, p in zip(self.alerts, _likely(alerts), strict=True) if alert},
        )


def _likely(scores: Iterable[float]) -> list[float]:
    """Scores as chances that add up to one."""
    powers = [exp(score) for score in scores]
    return [power / sum(powers) for power in powers]


@cache
def _ear() -> Ear:
    learnt = json.loads(gzip.decompress(LEARNT.read_bytes()))
    names, weights = learnt["pieces"].split("\n"), b64decode(learnt["weights"])
    width = len(learnt["needs"]) + len(learnt["alerts"])
    rows = {name: weights[at * width : (at + 1) * width] for at, name in enumerate(names)}
    return Ear(learnt["needs"], learnt["alerts"], learnt["bias"], learnt["step"], rows)


def hear(text: str) -> Heard:
    """What was typed, as phrases like it were meant. No query."""
    return _ear().hear(text)
