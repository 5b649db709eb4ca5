"""What was typed → a commune. Certain, doubtful, ambiguous or unknown: never an error, never nothing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, F, Max, Q, QuerySet
from rapidfuzz import fuzz, process

from resources.enums import NameKind
from resources.models import Commune, CommuneName, PostalCode
from resources.text import clean_query, fold_place, sound, squeeze_place

FIVE_SIGNS = re.compile(r"\b\d[\dABab]\d{3}\b")
# An INSEE code that is also a postal code is written so in our addresses: 86100 is Châtellerault's post.
INSEE_PREFIX = "commune-"
CERTAIN_SCORE = 86.0
DOUBTFUL_SCORE = 66.0
# Under this, a name has nothing in common with what was typed: it is not even offered.
OFFERED_SCORE = 48.0
CLEAR_GAP = 4.0
# A name of this département wins over a slightly closer one across the border.
HOME_BONUS = 4.0
PREFIX_SCORE = 90.0
MIN_PREFIX = 4
MIN_SOUND = 3
SUGGESTIONS = 4
CONSIDERED = 12
# Two names that sound alike are a little less sure than two that are written alike.
SOUND_WEIGHT = 0.96


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
    if code:
        found = _by_code(code.group().upper())
        if found:
            return found
        query = query.replace(code.group(), " ")
    folded = fold_place(query)
    if not folded:
        return _unknown([])
    return _by_exact_name(folded) or _by_close_name(query)


def place_codes(communes: Iterable[Commune]) -> dict[str, str]:
    """What stands for each commune (by INSEE code) in our addresses: that code, told apart from postal codes."""
    codes = [commune.insee for commune in communes]
    posts = set(PostalCode.objects.filter(code__in=codes).values_list("code", flat=True)) if codes else set()
    return {code: f"{INSEE_PREFIX}{code}" if code in posts else code for code in codes}


def _communes() -> QuerySet[Commune]:
    found: QuerySet[Commune] = Commune.objects.with_territory()
    return found


def _by_insee(code: str) -> Place | None:
    commune = _communes().filter(pk=code).first()
    return Place(Certainty.CERTAIN, commune) if commune else None


def _by_code(code: str) -> Place | None:
    """Five signs are a postal code first: people know theirs, and hardly ever their INSEE code."""
    matches = _communes().filter(Q(postal_codes__code=code) | Q(pk=code)).annotate(post=F("postal_codes__code"))
    posted = sorted({one for one in matches if one.post == code}, key=lambda one: (-one.population, one.insee))
    if posted:
        return Place(Certainty.CERTAIN, posted[0], posted[1:])
    return Place(Certainty.CERTAIN, matches[0]) if matches else None


def _by_exact_name(folded: str) -> Place | None:
    names = CommuneName.objects.filter(folded=folded).select_related("commune__departement", "commune__epci")
    ranked = sorted(names, key=lambda name: (not _is_home(name.commune), _rank(name), -name.commune.population))
    if not ranked:
        return None
    communes = list(dict.fromkeys(name.commune for name in ranked))
    first, rivals = ranked[0], [name for name in ranked[1:] if name.commune != ranked[0].commune]
    same = [
        name for name in rivals if _is_home(name.commune) == _is_home(first.commune) and _rank(name) == _rank(first)
    ]
    certainty = Certainty.AMBIGUOUS if same else Certainty.CERTAIN
    return Place(certainty, communes[0], communes[1:])


def _rank(name: CommuneName) -> int:
    """A name in use before a short one, a short one before an old one."""
    return [NameKind.OFFICIAL, NameKind.SHORT, NameKind.DELEGATED, NameKind.FORMER].index(NameKind(name.kind))


def _is_home(commune: Commune) -> bool:
    return bool(commune.departement_id == settings.DEPARTEMENT_CODE)


def _by_close_name(query: str) -> Place:
    """The closest names, misspelt or cut short."""
    scored = _close_names(squeeze_place(query), _name_index(_stamp()))
    if not scored:
        return _unknown([])
    scores = dict(scored[: SUGGESTIONS + 1])
    found = _communes().in_bulk(list(scores))
    communes = [found[insee] for insee in scores if insee in found]
    best, *others = communes
    score = scores[best.insee]
    if score < DOUBTFUL_SCORE:
        return _unknown([commune for commune in communes if scores[commune.insee] >= OFFERED_SCORE])
    clear = not others or score - scores[others[0].insee] >= CLEAR_GAP
    certainty = Certainty.CERTAIN if score >= CERTAIN_SCORE and clear else Certainty.DOUBTFUL
    near = [other for other in others if scores[other.insee] >= DOUBTFUL_SCORE]
    return Place(certainty, best, [] if certainty is Certainty.CERTAIN else near)


def _unknown(suggestions: list[Commune]) -> Place:
    return Place(Certainty.UNKNOWN, None, suggestions)


@dataclass(frozen=True)
class NameIndex:
    """Every name squeezed and as it sounds, with whose it is; the most populated first."""

    squeezed: tuple[str, ...]
    sounds: tuple[str, ...]
    insee: tuple[str, ...]
    home: tuple[bool, ...]


def _close_names(squeezed: str, index: NameIndex) -> list[tuple[str, float]]:
    """(INSEE code, score out of 100), best first, one row a commune."""
    scores: dict[str, float] = {}
    for _, ratio, row in process.extract(squeezed, index.squeezed, scorer=fuzz.ratio, limit=CONSIDERED):
        _keep_best(scores, index, row, ratio)
    heard = sound(squeezed)
    if len(heard) >= MIN_SOUND:
        for _, ratio, row in process.extract(heard, index.sounds, scorer=fuzz.ratio, limit=CONSIDERED):
            _keep_best(scores, index, row, ratio * SOUND_WEIGHT)
    if len(squeezed) >= MIN_PREFIX:
        for row, name in enumerate(index.squeezed):
            if name.startswith(squeezed):
                _keep_best(scores, index, row, PREFIX_SCORE)
    order = {insee: rank for rank, insee in reversed(list(enumerate(index.insee)))}
    return sorted(scores.items(), key=lambda pair: (-pair[1], order[pair[0]]))


def _keep_best(scores: dict[str, float], index: NameIndex, row: int, score: float) -> None:
    insee = index.insee[row]
    bonus = HOME_BONUS if index.home[row] else 0.0
    scores[insee] = max(scores.get(insee, 0.0), score + bonus)


def _stamp() -> tuple[int, object]:
    """Changes when names do, so that every process reads the same territory."""
    stamp = CommuneName.objects.aggregate(count=Count("id"), last=Max("updated_at"))
    return stamp["count"], stamp["last"]


@lru_cache(maxsize=2)
def _name_index(stamp: tuple[int, object]) -> NameIndex:
    names = CommuneName.objects.order_by("-commune__population", "id").values_list(
        "folded", "commune_id", "commune__departement_id"
    )
    rows = [(squeeze_place(folded), insee, code == settings.DEPARTEMENT_CODE) for folded, insee, code in names]
    squeezed, insee, home = zip(*rows, strict=True) if rows else ((), (), ())
    return NameIndex(squeezed, tuple(map(sound, squeezed)), insee, home)
