"""Everyday words → needs, audiences, kinds, alerts and services named, through the terms that staff keep.

A term is met when its words stand in the phrase in order, or when all its meaningful words do, whatever their form
(see `lexicon`). The rarer and the more numerous the words it shares with the phrase, the more it weighs: "il" weighs
nothing, "frappe" little, "pension alimentaire" much. A term met in part adds a little to its need, and to nothing
else: audiences and kinds need a term met in full.

No list holds every way to say a thing: what phrases like it were meant for (`ear`) is heard too. It adds to the order
of the needs, and calls the numbers of what is grave.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

from django.db import connection

from resources.enums import Alert, Serves
from resources.models import SearchTerm
from resources.search.ear import Heard, hear
from resources.search.names import named_services
from resources.search.phrase import WEAPONS, Phrase
from resources.search.vocabulary import Match, Row, Term, Vocabulary, read_term
from resources.text import clean_query

MOST_NEEDS = 3
# A need far weaker than the first is noise.
WEAKEST = 0.3
# What other terms of the same need add to the strongest.
ALSO = 0.15
# What a need is worth for standing first among those the terms say, and what each place lower keeps of it; beside how
# likely phrases like it make the need, from 0 to 1.
SAID, LOWER = 0.3, 0.5
# How likely a need is at least, to be heard when no term says it.
LIKELY = 0.1
# A need for those who fear their own acts: when terms say it, and when none does.
POSSIBLY, SURELY = 0.15, 0.7
# Better a number too many than one missing: it stands above the answers, and takes none away.
# Children are in many phrases that call nobody; whoever thinks of death says it in few words.
ALARMING = {Alert.DANGER: 0.15, Alert.MEDICAL: 0.15, Alert.SUICIDE: 0.12, Alert.CHILD: 0.25}
# What is over, denied or a manner of speaking must sound like an alarm all the more; what terms tell, hardly.
ALARMING_OVER, PLAUSIBLE = 0.3, 0.05
# Words of a phrase that is a name, with perhaps a town.
A_NAME = 6
# "Je frappe" is of who fears their own acts, whatever else they say; unless it is done to them too.
OWN_ACTS = 3

# Changes when a term does, or what it leads to. The last change of the terms is read from its index.
STAMP = """
    SELECT (SELECT COUNT(*) FROM resources_searchterm), (SELECT MAX(updated_at) FROM resources_searchterm),
           (SELECT COUNT(*) FROM resources_need), (SELECT MAX(updated_at) FROM resources_need),
           (SELECT COUNT(*) FROM resources_audience), (SELECT MAX(updated_at) FROM resources_audience)
"""
Stamp = tuple[object, ...]
READING = Lock()

ALERTS = [Alert.DANGER, Alert.MEDICAL, Alert.SUICIDE, Alert.CHILD]


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
class Understanding:
    """For staff who try a phrase: what it became, through which terms, and what phrases like it were meant for."""

    words: Words
    matches: list[Match] = field(default_factory=list)
    likely: Heard = field(default_factory=Heard)


def understand_words(text: str) -> Words:
    """What a phrase is about, strongest first. Three queries at most."""
    return explain_words(text).words


def explain_words(text: str) -> Understanding:
    query = clean_query(text)
    if not query:
        return Understanding(Words())
    vocabulary = current_vocabulary()
    phrase = vocabulary.read(query)
    matches = vocabulary.matches(phrase)
    met = [match for match in matches if match.full]
    named = named_services(query, everyday=vocabulary.everyday, anywhere=not met)
    # Beside a name, what is only half met is chance.
    explained = _explained(met)
    heard = met if named else [match for match in matches if match.full or _adds(match, met, explained, phrase)]
    # A term said word for word, or a name and little else, is heard no other way; nor is what means nothing.
    said = (named and len(phrase.words) <= A_NAME) or any(match.term.canonical == phrase.canonical for match in met)
    likely = Heard() if said or not phrase.tokens else hear(" ".join(phrase.words))
    alerts = _alerts(phrase, met, likely)
    needs = _with_likely(_needs(heard, phrase), likely.needs, vocabulary)
    words = Words(
        needs=needs,
        audiences=_audiences(met, phrase, vocabulary.side_of(needs)),
        kinds=_distinct(match.term.kind for match in met),
        alerts=[alert.value for alert in ALERTS if alert in alerts],
        service_ids=named,
    )
    return Understanding(words, matches, likely)


def is_surely_a_need(text: str) -> bool:
    """Every word that means something is one of ours, spelt as it should be. One query."""
    query = clean_query(text)
    if not query:
        return False
    vocabulary = current_vocabulary()
    phrase = vocabulary.read(query)
    met = [match for match in vocabulary.matches(phrase) if match.full]
    return bool(met) and not phrase.corrected and _explained(met).issuperset(phrase.tokens)


def may_be_a_need(text: str) -> bool:
    """Beside a town, words of which at least half are ours, well spelt or not. One query."""
    query = clean_query(text)
    if not query:
        return False
    vocabulary = current_vocabulary()
    phrase = vocabulary.read(query)
    met = [match for match in vocabulary.matches(phrase) if match.full and match.term.need]
    return bool(met) and 2 * len(_explained(met).intersection(phrase.tokens)) >= len(phrase.tokens)


def strange_words(text: str) -> frozenset[str]:
    """Words of a text that no term holds and that are no common word: names, perhaps. One query."""
    return current_vocabulary().strange(clean_query(text))


def _explained(met: list[Match]) -> set[str]:
    return {token.root for match in met for token in (*match.term.tokens, *match.term.partners)}


def _adds(half: Match, met: list[Match], explained: set[str], phrase: Phrase) -> bool:
    """A term met in part tells something: of a word no term met in full explains, or of a need already heard."""
    roots = {token.root for token in half.term.tokens}
    return half.term.need in {match.term.need for match in met} or not explained.issuperset(
        roots.intersection(phrase.tokens)
    )


def current_vocabulary() -> Vocabulary:
    """Every term as the staff keep them now. One query when none changed: a word changed counts at once, everywhere."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        stamp = cursor.fetchone()
    # Threads that ask at once wait for the one that reads: each reading takes a third of a second.
    with READING:
        return _vocabulary(stamp)


@lru_cache(maxsize=2)
def _vocabulary(stamp: Stamp) -> Vocabulary:
    rows: Iterable[Row] = SearchTerm.objects.order_by("folded", "id").values_list(
        "text", "need__slug", "need__serves", "need__position", "audience__slug", "audience__serves", "kind", "alert"
    )
    return Vocabulary([read_term(*row) for row in rows])


def _alerts(phrase: Phrase, met: list[Match], likely: Heard) -> set[Alert]:
    """Numbers to put on top: those of terms that stand there word for word, and those that phrases like it call.

    What words tell put together, and what seems to be happening, call unless no phrase like it does.
    """
    calling = [match.term for match in met if match.term.alert and _calls(match.term, met, phrase)]
    alerts = {Alert(term.alert) for term in calling if phrase.says(term.canonical)}
    seeming = {Alert(term.alert) for term in calling}
    seeming |= {Alert.DANGER} if phrase.happening else set()
    seeming |= {Alert.CHILD} if phrase.child_hurt else set()
    alerts |= {alert for alert in seeming if likely.alerts.get(alert, 1) >= PLAUSIBLE}
    least = ALARMING_OVER if phrase.over or phrase.denied or phrase.figured else 0
    alerts |= {alert for alert, enough in ALARMING.items() if likely.alerts.get(alert, 0) >= max(enough, least)}
    if Alert.MEDICAL in alerts and phrase.wounded_by_another:
        alerts.add(Alert.DANGER)
    return alerts


def _calls(term: Term, met: list[Match], phrase: Phrase) -> bool:
    """A number goes on top for what is said to be, and now. Of a word and of something longer, the longer decides.

    "Danger" calls, "évaluation du danger" does not.
    """
    if _is_denied(term, phrase) or not _is_present(term, phrase):
        return False
    roots = {token.root for token in term.tokens}
    # Who bleeds may want to die too: a doctor does not stand for who listens.
    decide = [other.term for other in met if other.term.alert != Alert.MEDICAL]
    longer = [other for other in decide if roots < {token.root for token in other.tokens}]
    if term.one_word:
        return not longer
    return len(term.tokens) > 1 or not any(phrase.says(other.canonical) for other in longer)


def _is_denied(term: Term, phrase: Phrase) -> bool:
    """ "Il n’a pas d’arme", "je n’ai pas envie de mourir". Who says that somebody will not kill them is not sure."""
    return not (phrase.denied | phrase.figured).isdisjoint(token.root for token in term.tokens)


def _is_present(term: Term, phrase: Phrase) -> bool:
    """A past fact calls nobody at once; thoughts of death do whenever they came, a wound until it is old."""
    if term.alert == Alert.SUICIDE:
        return True
    if term.alert == Alert.MEDICAL or not WEAPONS.isdisjoint(token.root for token in term.tokens):
        return not phrase.long_ago
    return not phrase.long_ago if term.over else not phrase.over


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


def _with_likely(said: list[str], likely: dict[str, float], vocabulary: Vocabulary) -> list[str]:
    """What terms said, and what phrases like it were meant for, the most likely first.

    Nobody is led to what is for those who fear their own acts on a mere likeness, nor away from it.
    """
    own = {need for need, side in vocabulary.serves.items() if side == Serves.PERPETRATORS}
    if not likely or any(likely.get(need, 0) >= POSSIBLY for need in own.intersection(said)):
        return said
    if surely := [need for need in own if likely.get(need, 0) >= SURELY]:
        return surely
    said = [need for need in said if need not in own]
    scores = {need: chance for need, chance in likely.items() if need in vocabulary.serves and need not in own}
    scores = {need: chance for need, chance in scores.items() if said or chance >= LIKELY}
    for place, need in enumerate(said):
        scores[need] = scores.get(need, 0) + SAID * LOWER**place
    return sorted(scores, key=lambda need: (-scores[need], need))[:MOST_NEEDS]


def _audiences(met: list[Match], phrase: Phrase, side: str) -> list[str]:
    """For whom, when it is said: by words that mean only that, or by a term that stands there word for word.

    They narrow what is shown: a victim who names a violent man is not led to what is made for him.
    """
    said = (match.term for match in met if match.term.audience_serves != Serves.PERPETRATORS)
    if side == Serves.PERPETRATORS:
        said = (match.term for match in met if match.term.audience_serves == Serves.PERPETRATORS)
    return _distinct(term.audience for term in said if not term.need or phrase.says(term.canonical))


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
