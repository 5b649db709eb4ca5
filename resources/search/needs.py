"""Everyday words → needs, audiences, kinds, alerts and services named, through the terms that staff keep.

A term is met when its words stand in the phrase in order, or when all its meaningful words do, whatever their form
(see `lexicon`). The rarer and the more numerous the words it shares with the phrase, the more it weighs: "il" weighs
nothing, "frappe" little, "pension alimentaire" much. A term met in part adds a little to its need, and to nothing
else: numbers that go on top, audiences and kinds need a term met in full.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from math import log

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from resources.enums import Alert, Serves
from resources.models import SearchTerm
from resources.search.lexicon import (
    DONE,
    EMPTY_WORDS,
    MEANINGS,
    OWN,
    PARTNERS,
    PLAIN,
    Token,
    canonical,
    root,
    tokens_of,
    words_of,
)
from resources.search.names import named_services
from resources.text import clean_query

MOST_NEEDS = 3
# A need far weaker than the first is noise.
WEAKEST = 0.3
# One slip in a word of five letters or more, two in a long one.
FUZZY_FROM, LONG_FROM = 5, 9
FUZZY = 0.8
# A term met in order says more than its words anywhere; what only half meets says less.
IN_ORDER, IN_PART, LEAST_PART = 1.25, 0.6, 0.45
EMPTY_WEIGHT, PARTNER_WEIGHT = 0.3, 0.5
# What other terms of the same need add to the strongest.
ALSO = 0.15
DISAGREES = 0.25
# "Je frappe" is of who fears their own acts, whatever else they say; unless it is done to them too.
OWN_ACTS = 3

Row = tuple[str, str, str, int, str, str, str]
ALERTS = [Alert.DANGER, Alert.MEDICAL, Alert.SUICIDE, Alert.CHILD]
# What is grave enough for one word to call for help, whatever stands around it.
GRAVE = frozenset({"@tuer", "@suicider", "@etrangler", "@enfermer"})
LONG_AGO = re.compile(
    r" (?:(?:annee|an|mois|semaine|ete|hiver|noel|fois) (?:derniere?|passee?)|derniere fois|l epoque|autrefois|jadis|"
    r"y a (?:\w+ ){0,2}(?:ans?|annees?|mois|semaines?|longtemps)|(?:en|depuis) (?:19|20)\d\d|mon enfance|dans le passe|"
    r"quand (?:j etais|on etait|nous etions)|(?:etais|etait|etant) (?:petite?|jeune|enfant|gamine?)|plus jeune|"
    r"(?:violee?|abusee?|touchee?|battue?) enfant|"
    r"dans l enfance) "
)
NOW = re.compile(
    r" (?:maintenant|actuellement|vite|urgent|urgence|secours|tout de suite|ce soir|cette nuit|va|vont|veut|veulent|"
    r"vientde|entrain|en ce moment|revient|arrive|menace de|est la|aujourd hui) "
)
PERFECT = re.compile(
    r" (?:a|as|ont|ai|avait|avais) (?:deja |toujours |souvent |failli |ete )?(?!une |un |des |les |mes )"
    r"\w{2,}(?:e|ee|es|ees|er|i|is|it|u|ue|us) "
)
IMPERFECT = re.compile(r" (?!(?:fait|sait|plait|lait|souhait|\w*rait|\w*raient) )\w{2,}(?:ait|aient) ")


@dataclass(frozen=True)
class Words:
    """What a phrase was understood as; all empty when it led nowhere."""

    needs: list[str] = field(default_factory=list)
    audiences: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    service_ids: list[str] = field(default_factory=list)

    @property
    def understood(self) -> bool:
        return bool(self.needs or self.audiences or self.kinds or self.alerts or self.service_ids)


@dataclass(frozen=True)
class Term:
    """A `SearchTerm`, read once."""

    text: str
    need: str
    serves: str
    position: int
    audience: str
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


@dataclass(frozen=True)
class Phrase:
    words: list[str]
    text: str
    canonical: str
    tokens: dict[str, list[Token]]
    corrected: frozenset[str]

    @property
    def over(self) -> bool:
        """It tells what happened, not what is happening or about to."""
        return bool(LONG_AGO.search(self.text)) or (_tells_the_past(self.text) and not NOW.search(self.text))

    @property
    def undergone(self) -> bool:
        """Something is done to who writes it."""
        return any(token.to == "me" and token.by != "je" for found in self.tokens.values() for token in found)

    @property
    def long_ago(self) -> bool:
        return bool(LONG_AGO.search(self.text))


@dataclass(frozen=True)
class Understanding:
    """For staff who try a phrase: what it became, and through which terms."""

    words: Words
    matches: list[Match]
    # Every word that means something is one of ours, spelt as it should be: this is surely about a need.
    whole: bool = False


def understand_words(text: str) -> Words:
    """What a phrase is about, strongest first. Three queries at most."""
    return explain_words(text).words


def explain_words(text: str) -> Understanding:
    query = clean_query(text)
    if not query:
        return Understanding(Words(), [])
    vocabulary = _vocabulary(tuple(_rows()))
    phrase = vocabulary.read(query)
    matches = vocabulary.matches(phrase)
    met = [match for match in matches if match.full]
    alerts = {match.term.alert for match in met if match.term.alert and _is_present(match.term, phrase)}
    named = named_services(query, everyday=vocabulary.everyday, anywhere=not met)
    # Beside a name, what is only half met is chance.
    explained = {token.root for match in met for token in (*match.term.tokens, *match.term.partners)}
    heard = met if named else [match for match in matches if match.full or _adds(match, met, explained, phrase)]
    words = Words(
        needs=_needs(heard, phrase),
        audiences=_distinct(match.term.audience for match in met),
        kinds=_distinct(match.term.kind for match in met),
        alerts=[alert.value for alert in ALERTS if alert in alerts],
        service_ids=named,
    )
    whole = bool(met) and not phrase.corrected and explained.issuperset(phrase.tokens)
    return Understanding(words, matches, whole)


def _adds(half: Match, met: list[Match], explained: set[str], phrase: Phrase) -> bool:
    """A term met in part tells something: of a word no term met in full explains, or of a need already heard."""
    roots = {token.root for token in half.term.tokens}
    return half.term.need in {match.term.need for match in met} or not explained.issuperset(
        roots.intersection(phrase.tokens)
    )


def _rows() -> Iterable[Row]:
    return SearchTerm.objects.order_by("folded", "id").values_list(
        "text", "need__slug", "need__serves", "need__position", "audience__slug", "kind", "alert"
    )


@lru_cache(maxsize=2)
def _vocabulary(rows: tuple[Row, ...]) -> "Vocabulary":
    """Keyed by the rows themselves: a word changed by the staff counts at once, in every process."""
    return Vocabulary([_term(*row) for row in rows])


def _term(text: str, need: str, serves: str, position: int, audience: str, kind: str, alert: str) -> Term:
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
        kind=kind,
        alert=alert,
        canonical=canonical(words),
        tokens=tuple({token.root: token for token in needed}.values()),
        partners=tuple(partners),
        one_word=len(words) == 1,
        over=_tells_the_past(f" {' '.join(words)} "),
        # "Je suis assistante sociale" says who speaks; "assistante sociale" asks for one.
        of_oneself=bool(audience) and words[:2] == ["je", "suis"],
    )


def _tells_the_past(text: str) -> bool:
    return bool(PERFECT.search(text) or IMPERFECT.search(text))


def _is_present(term: Term, phrase: Phrase) -> bool:
    """A past fact calls nobody at once; thoughts of death do whenever they came, and a wound until it is old."""
    if term.alert == Alert.SUICIDE:
        return True
    if term.alert == Alert.MEDICAL:
        return not phrase.long_ago
    return not phrase.long_ago if term.over else not phrase.over


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
        typed = words_of(query)
        words = [self._known(word) for word in typed]
        corrected = frozenset(right for right, word in zip(words, typed, strict=True) if right != word)
        tokens: dict[str, list[Token]] = defaultdict(list)
        for token in tokens_of(words):
            tokens[token.root].append(token)
        return Phrase(words, f" {' '.join(words)} ", canonical(words), dict(tokens), corrected)

    def _known(self, word: str) -> str:
        if (
            len(word) < FUZZY_FROM
            or word in EMPTY_WORDS
            or word in PLAIN
            or root(word) in self.weights
            or root(word).startswith("@")
        ):
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

    def matches(self, phrase: Phrase) -> list[Match]:
        """Every term met, in full or in part, strongest first."""
        candidates = {index for name in phrase.tokens for index in self.by_root.get(name, ())}
        found = [self._match(self.terms[index], phrase) for index in sorted(candidates.union(self.without_root))]
        return sorted((match for match in found if match), key=lambda match: (-match.weight, match.term.text))

    def _match(self, term: Term, phrase: Phrase) -> Match | None:
        in_order = term.canonical in phrase.canonical
        total = sum(self.weights[token.root] for token in term.tokens)
        shares = [self._share(token, phrase, term) for token in term.tokens]
        met = sum(share * self.weights[token.root] for share, token in zip(shares, term.tokens, strict=True))
        weight = met + PARTNER_WEIGHT * sum(token.root in phrase.tokens for token in term.partners)
        agree = all(share > DISAGREES for share in shares)
        if in_order and agree:
            return Match(term, (weight + EMPTY_WEIGHT * term.canonical.count(" ")) * IN_ORDER, True)
        if not term.tokens or not met or (term.own and not term.acts):
            return None
        if agree and not term.of_oneself and self._enough(term) and not (term.alert and self._vague(term, phrase)):
            return Match(term, weight, True)
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
            token.by and not any(other.by == token.by for other in phrase.tokens[token.root]) for token in term.tokens
        )


def _needs(matches: list[Match], phrase: Phrase) -> list[str]:
    """Needs by the weight of their terms. Those of people who fear their own acts never mix with the others."""
    weights: dict[str, list[float]] = defaultdict(list)
    terms: dict[str, Term] = {}
    seen = set()
    own_acts = 1 if phrase.undergone else OWN_ACTS
    for match in matches:
        term = match.term
        said = (term.need, frozenset(token.root for token in term.tokens))
        if not term.need or said in seen:
            continue
        seen.add(said)
        own = match.full and term.serves == Serves.PERPETRATORS and any(token.by == "je" for token in term.tokens)
        weights[term.need].append(match.weight * (own_acts if own else 1))
        terms[term.need] = term
    scores = {need: found[0] + ALSO * sum(found[1:5]) for need, found in weights.items()}
    ordered = sorted(scores, key=lambda need: (-scores[need], terms[need].position, need))
    return [
        need
        for need in ordered
        if scores[need] >= WEAKEST * scores[ordered[0]] and terms[need].serves == terms[ordered[0]].serves
    ][:MOST_NEEDS]


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
