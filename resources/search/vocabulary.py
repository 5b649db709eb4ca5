"""Every term that staff keep, by the words it is made of, and which of them a phrase holds."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from resources.enums import Serves
from resources.search.everyday import EMPTY_WORDS, PLAIN, SHORT_FORMS
from resources.search.lexicon import DONE, OWN, PARTNERS, Token, canonical, tokens_of, words_of
from resources.search.meanings import MEANINGS, plain_root, root
from resources.search.phrase import Phrase, tells_the_past
from resources.text import fold_words

# One slip in a word of five letters or more, two in a long one.
FUZZY_FROM, LONG_FROM = 5, 9
FUZZY = 0.8
# What is typed without its apostrophe, before a word of so many letters.
GLUED, GLUED_FROM = ("qu", "j", "m", "l", "d", "s", "t", "n", "c"), 4
# A term met in order says more than its words anywhere; what only half meets says less.
IN_ORDER, IN_PART, LEAST_PART = 1.25, 0.6, 0.45
EMPTY_WEIGHT, PARTNER_WEIGHT = 0.3, 0.5
DISAGREES = 0.25
# "Ceinture" means blows, but who says "il me frappe" has not named one.
MEANT = 0.2

Row = tuple[str, str, str, int, str, str, str, str]
# What is grave enough for one word to call for help, whatever stands around it.
GRAVE = frozenset({"@tuer", "@suicider", "@etrangler", "@enfermer", "@poignarder"})


@dataclass(frozen=True)
class Term:
    """A `SearchTerm`, read once."""

    text: str
    need: str
    serves: str
    position: int
    audience: str
    audience_serves: str
    kind: str
    alert: str
    canonical: str
    tokens: tuple[Token, ...]
    partners: tuple[Token, ...]
    one_word: bool
    over: bool
    of_oneself: bool

    @property
    def own(self) -> bool:
        """Said by somebody of what they do themselves: "je pète un câble" is not "il pète un câble"."""
        return self.serves == Serves.PERPETRATORS and self.canonical.startswith((" je ", " me "))

    @property
    def acts(self) -> bool:
        """Its words tell by themselves who does it."""
        return any(token.by for token in self.tokens)


@dataclass(frozen=True)
class Match:
    """A term met in a phrase, and how much it weighs; `full` when nothing of it is missing."""

    term: Term
    weight: float
    full: bool


def read_term(
    text: str, need: str, serves: str, position: int, audience: str, audience_serves: str, kind: str, alert: str
) -> Term:
    words = words_of(text)
    tokens = tokens_of(words)
    partners = [token for token in tokens if token.root in PARTNERS]
    needed = [token for token in tokens if token.root not in PARTNERS]
    # "Un mari", "homme": when a partner is all there is, the partner is what it is about.
    if not needed or (audience and partners):
        needed, partners = tokens, []
    return Term(
        text=text,
        need=need or "",
        serves=serves or "",
        position=position or 0,
        audience=audience or "",
        audience_serves=audience_serves or "",
        kind=kind,
        alert=alert,
        canonical=canonical(words),
        tokens=tuple({token.root: token for token in needed}.values()),
        partners=tuple(partners),
        one_word=len(words) == 1,
        over=tells_the_past(f" {' '.join(words)} "),
        # "Je suis assistante sociale" says who speaks; "assistante sociale" asks for one.
        of_oneself=bool(audience) and words[:2] == ["je", "suis"],
    )


def _is_named(term: Term, phrase: Phrase) -> bool:
    """A word alone, of nobody, says what it is about only when it is that word in any form, not one of its meaning."""
    if len(term.tokens) != 1 or not term.need or term.tokens[0].by or term.tokens[0].to:
        return True
    token = term.tokens[0]
    return any(plain_root(other.word) == plain_root(token.word) for other in phrase.tokens.get(token.root, ()))


class Vocabulary:
    """Every term, by the words it is made of."""

    def __init__(self, terms: list[Term]) -> None:
        self.terms = terms
        self.by_root: dict[str, list[int]] = defaultdict(list)
        self.without_root: list[int] = []
        known = set(EMPTY_WORDS) | set(MEANINGS)
        for index, term in enumerate(terms):
            for token in (*term.tokens, *term.partners):
                self.by_root[token.root].append(index)
                known.add(token.word)
            if not term.tokens:
                self.without_root.append(index)
        self.known = sorted(word for word in known if len(word) >= FUZZY_FROM - 1)
        self.serves = {term.need: term.serves for term in terms}
        count = len(terms) or 1
        self.weights = {name: log(1 + count / len(found)) for name, found in self.by_root.items()}
        self.weights |= dict.fromkeys(PARTNERS.intersection(self.weights), PARTNER_WEIGHT)
        abbreviations = Counter(
            token.root for term in terms if term.one_word and len(term.text) <= 6 for token in term.tokens
        )
        self.everyday = frozenset(self.by_root) - {
            name
            for name, alone in abbreviations.items()
            if not name.startswith("@") and alone == len(self.by_root[name])
        }

    def read(self, query: str) -> Phrase:
        """The phrase with its misspelt words put right, when one of ours is a slip away."""
        typed = words_of(" ".join(self._apart(word) for word in fold_words(query).split()))
        words = [self._known(word) for word in typed]
        corrected = frozenset(right for right, word in zip(words, typed, strict=True) if right != word)
        tokens: dict[str, list[Token]] = defaultdict(list)
        for token in tokens_of(words):
            tokens[token.root].append(token)
        return Phrase(words, f" {' '.join(words)} ", canonical(words), dict(tokens), corrected)

    def _is_known(self, word: str) -> bool:
        return word in EMPTY_WORDS or word in PLAIN or root(word) in self.weights or root(word).startswith("@")

    def strange(self, query: str) -> frozenset[str]:
        """Words that mean nothing to us, as they are typed."""
        words = (word for word in fold_words(query).split() if word not in SHORT_FORMS)
        return frozenset(word for word in words if not self._is_known(word) and self._apart(word) == word)

    def _apart(self, word: str) -> str:
        """Two words typed in one go, taken apart: "jvoulais" is "j voulais", "davoir" is "d avoir"."""
        if len(word) < FUZZY_FROM or word in SHORT_FORMS or self._is_known(word):
            return word
        for start in GLUED:
            rest = word.removeprefix(start)
            if rest != word and len(rest) >= GLUED_FROM and self._is_known(SHORT_FORMS.get(rest, rest)):
                return f"{start} {rest}"
        # "Refrappe", "retape": once more.
        again = word.removeprefix("re")
        return again if again != word and again in MEANINGS and len(again) >= GLUED_FROM else word

    def _known(self, word: str) -> str:
        if len(word) < FUZZY_FROM or self._is_known(word):
            return word
        slips = 2 if len(word) >= LONG_FROM else 1
        near = extract(word, self.known, scorer=OSA.distance, score_cutoff=slips, limit=5)
        if not near:
            return word
        least = min(distance for _, distance, _ in near)
        # Of words as near, one with the same first letter; then the first in the alphabet.
        return min(
            (right for right, distance, _ in near if distance == least), key=lambda right: (right[0] != word[0], right)
        )

    def side_of(self, needs: Sequence[str]) -> str:
        """Whom what was asked for serves: the needs of one phrase are all of one side."""
        return self.serves[needs[0]] if needs else Serves.VICTIMS

    def matches(self, phrase: Phrase) -> list[Match]:
        """Every term met, in full or in part, strongest first."""
        candidates = {index for name in phrase.tokens for index in self.by_root.get(name, ())}
        found = [self._match(self.terms[index], phrase) for index in sorted(candidates.union(self.without_root))]
        return sorted((match for match in found if match), key=lambda match: (-match.weight, match.term.text))

    def _match(self, term: Term, phrase: Phrase) -> Match | None:
        in_order = phrase.says(term.canonical)
        total = sum(self.weights[token.root] for token in term.tokens)
        shares = [self._share(token, phrase, term) for token in term.tokens]
        met = sum(share * self.weights[token.root] for share, token in zip(shares, term.tokens, strict=True))
        weight = met + PARTNER_WEIGHT * sum(token.root in phrase.tokens for token in term.partners)
        agree = all(share > DISAGREES for share in shares)
        named = 1 if _is_named(term, phrase) else MEANT
        if in_order and agree:
            return Match(term, named * (weight + EMPTY_WEIGHT * term.canonical.count(" ")) * IN_ORDER, True)
        if not term.tokens or not met or (term.own and not term.acts):
            return None
        if agree and not term.of_oneself and self._enough(term) and not (term.alert and self._vague(term, phrase)):
            return Match(term, named * weight, True)
        part = met / total
        # "Il se comporte mal" is not « changer mon comportement »: what is half met must be said of oneself.
        of_another = term.serves == Serves.PERPETRATORS and " je " not in phrase.canonical
        if part < LEAST_PART or of_another or not term.need:
            return None
        return Match(term, met * part * part * IN_PART, False)

    def _share(self, token: Token, phrase: Phrase, term: Term) -> float:
        """How far the phrase holds this word: 1, less when misspelt or said of somebody else, 0 when absent."""
        best = 0.0
        for other in phrase.tokens.get(token.root, ()):
            agrees = token.agrees(other)
            # What one does oneself is never read into what somebody else does.
            if token.by == "je" and other.by != "je":
                continue
            share = (1.0 if agrees else DISAGREES) * (FUZZY if other.word in phrase.corrected else 1.0)
            best = max(best, share * (0.9 if agrees and token.to and not other.to else 1.0))
        return best

    def _enough(self, term: Term) -> bool:
        """Two words that mean something, or one that says it all: one common word never decides alone."""
        alone = term.tokens[0]
        return len(term.tokens) > 1 or term.one_word or bool(alone.root in DONE | OWN and alone.by)

    def _vague(self, term: Term, phrase: Phrase) -> bool:
        """A number goes on top when who does it is said, and when more than one word of the term says it."""
        if len(term.tokens) == 1 and not term.one_word and term.tokens[0].root not in GRAVE:
            return True
        return any(
            (token.by and not any(other.by == token.by for other in phrase.tokens[token.root]))
            or (token.to == "se" and not any(other.to == "se" for other in phrase.tokens[token.root]))
            for token in term.tokens
        )
