"""Everyday words → needs and audiences, through the terms that staff keep."""

from dataclasses import dataclass, field

from resources.models import SearchTerm, Service
from resources.text import clean_query, fold, stems

# Words that carry no meaning of their own: "un avocat gratuit" is about "avocat gratuit".
EMPTY_WORDS = frozenset(
    "a ai au aux avec c ce cet cette d dans de des du elle elles en est et il ils j je l la le les leur lui m ma me "
    "mes mon n ne nous on ou par pas pour qu que qui s sa se ses son sur t ta te tes toi ton tu un une vous y".split()
)
SERVICES_BY_NAME = 10


@dataclass(frozen=True)
class Words:
    """What a phrase was understood as; all empty when it led nowhere."""

    needs: list[str] = field(default_factory=list)
    audiences: list[str] = field(default_factory=list)
    service_ids: list[str] = field(default_factory=list)

    @property
    def understood(self) -> bool:
        return bool(self.needs or self.audiences or self.service_ids)


def understand_words(text: str) -> Words:
    """Slugs of the needs and audiences a phrase is about; else public ids of the services it names."""
    query = clean_query(text)
    phrase = f" {fold(query)} "
    words = frozenset(stems(query)) - EMPTY_WORDS
    if not words:
        return Words()
    terms = [term for term in _terms() if _is_about(term, phrase, words)]
    needs = list(dict.fromkeys(term.need.slug for term in terms if term.need))
    audiences = list(dict.fromkeys(term.audience.slug for term in terms if term.audience))
    if needs or audiences:
        return Words(needs, audiences)
    return Words(service_ids=_named(words))


def _terms() -> list[SearchTerm]:
    return list(SearchTerm.objects.select_related("need", "audience").order_by("need__position", "folded"))


def _is_about(term: SearchTerm, phrase: str, words: frozenset[str]) -> bool:
    """The term stands in the phrase, or all its meaningful stems do."""
    if f" {term.folded} " in phrase:
        return True
    meaning = frozenset(stems(term.folded)) - EMPTY_WORDS
    return len(meaning) > 1 and meaning <= words


def _named(words: frozenset[str]) -> list[str]:
    found = Service.objects.published().for_victims().with_words(sorted(words))
    return list(found.order_by("priority", "sort_key", "id").values_list("public_id", flat=True)[:SERVICES_BY_NAME])
