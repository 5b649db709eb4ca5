"""Every name a commune goes by, read once and kept as it is written, as it sounds and as it is cut short."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log10
from threading import Lock

from django.conf import settings
from django.db import connection
from rapidfuzz import fuzz, process

from resources.enums import NameKind
from resources.models import CommuneName
from resources.search.spelling import BROAD
from resources.text import ARTICLES, fold, sound, squeeze_place

EXACT_SCORE = 106.0
# Added to a score: a name of this département wins over a slightly closer one across the border, unless another
# département was named; of two alike, the more populated.
HOME_BONUS = 6.0
NAMED_DEPARTEMENT_BONUS = 15.0
POPULATION_WEIGHT = 0.5
# How much less sure than an official name.
PENALTIES = {NameKind.OFFICIAL: 0.0, NameKind.SHORT: 1.0, NameKind.DELEGATED: 2.0, NameKind.FORMER: 3.0}
FIRST_WORDS_PENALTY = 4.0
LAST_WORDS_PENALTY = 9.0
MIN_LAST_WORD = 5
CONSIDERED = 24
LEAST_RATIO = 50
# How much shorter and longer than what was typed a name can be: at most, and when it must be surely meant.
LENGTHS = (0.6, 1.6)
SURE_LENGTHS = (0.75, 1.35)
# The last change is read from its index; asked for with the count, it would be looked for in every row.
STAMP = "SELECT COUNT(*), (SELECT MAX(updated_at) FROM resources_communename) FROM resources_communename"

Stamp = tuple[object, ...]
BUILDING = Lock()


@dataclass(frozen=True, slots=True)
class Name:
    """One thing a commune is called. `whole`: a name of it; else the first or last words of one."""

    insee: str
    departement: str
    population: int
    penalty: float
    whole: bool

    def score(self, likeness: float, departement: str) -> float:
        penalty = self.penalty if likeness >= EXACT_SCORE else 2 * self.penalty
        bonus = HOME_BONUS if self.departement == settings.DEPARTEMENT_CODE else 0.0
        if departement:
            bonus = NAMED_DEPARTEMENT_BONUS if self.departement == departement else 0.0
        return likeness - penalty + bonus + POPULATION_WEIGHT * log10(self.population + 1)


@dataclass(frozen=True)
class Keys:
    """Texts to compare with what is typed, the shortest first, each with the rows it stands for."""

    texts: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, rows: dict[str, list[int]]) -> "Keys":
        texts = sorted(rows, key=lambda text: (len(text), text))
        # Split anew, they lie side by side in memory: comparing them all takes a quarter of the time.
        beside = tuple("\n".join(texts).split("\n"))
        return cls(beside, tuple(tuple(rows[text]) for text in texts), tuple(map(len, texts)))

    def nearest(self, text: str, lengths: tuple[float, float]) -> Iterator[int]:
        """Rows of the texts closest to this one, among those not much shorter nor longer."""
        first, last = (bisect_left(self.lengths, len(text) * length) for length in lengths)
        some = self.texts[first:last]
        found = process.extract(text, some, scorer=fuzz.ratio, limit=CONSIDERED, score_cutoff=LEAST_RATIO)
        return (row for _, _, at in found for row in self.rows[first + at])


@dataclass(frozen=True)
class Gazetteer:
    """Every name squeezed, in alphabetical order, and as it sounds, with whose it is."""

    squeezed: tuple[str, ...]
    names: tuple[tuple[Name, ...], ...]
    rows: dict[str, int]
    sounds: tuple[str, ...]
    rows_of: dict[str, list[int]]
    written: Keys
    heard: Keys
    # Significant words between spaces → row, to find a name inside a phrase.
    spelt: dict[str, int]
    spaced: tuple[str, ...]
    departements: dict[tuple[str, ...], str]


def _stamp() -> Stamp:
    """Changes when names do, so that every process reads the same territory."""
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        found: Stamp = cursor.fetchone()
    return found


def gazetteer() -> Gazetteer:
    """Every name as it stands now. One query when none changed."""
    stamp = _stamp()
    # Threads that ask at once wait for the one that builds.
    with BUILDING:
        return _built(stamp)


@lru_cache(maxsize=2)
def _built(stamp: Stamp) -> Gazetteer:
    found: dict[str, dict[tuple[str, bool], Name]] = defaultdict(dict)
    spelt: dict[str, str] = {}
    departements: dict[tuple[str, ...], str] = {}
    rows = CommuneName.objects.order_by("-commune__population", "commune_id", "folded").values_list(
        "folded", "kind", "commune_id", "commune__population", "commune__departement", "commune__departement__name"
    )
    for folded, kind, insee, population, departement, departement_name in rows:
        departements[departement.lower(),] = departements[tuple(fold(departement_name).split())] = departement
        for words, penalty, whole in _called(folded, NameKind(kind), departement):
            key = squeeze_place(words)
            # How many people live there says nothing of an old name.
            known_to = population if kind in {NameKind.OFFICIAL, NameKind.SHORT} else 0
            name = Name(insee, departement, known_to, penalty, whole)
            known = found[key].get((insee, whole))
            if known is None or known.penalty > penalty:
                found[key][insee, whole] = name
                if whole:
                    # "lapuye", "savignysousfaye": articles count when everything is written in one word.
                    found[words.replace(" ", "")].setdefault((insee, whole), name)
            spelt.setdefault(" ".join(significant(words.split())), key)
    squeezed = tuple(sorted(found))
    row_of = {key: row for row, key in enumerate(squeezed)}
    sounds = tuple(map(sound, squeezed))
    heard: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(sounds):
        heard[key.translate(BROAD)].append(row)
    rows_of: dict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(squeezed):
        for insee, _ in found[key]:
            rows_of[insee].append(row)
    spaced = {key: words for words, key in spelt.items()}
    return Gazetteer(
        squeezed=squeezed,
        names=tuple(tuple(found[key].values()) for key in squeezed),
        rows=row_of,
        sounds=sounds,
        rows_of=rows_of,
        written=Keys.of({key: [row] for key, row in row_of.items()}),
        heard=Keys.of(heard),
        spelt={words: row_of[key] for words, key in spelt.items()},
        spaced=tuple(spaced.get(key, key) for key in squeezed),
        departements=departements,
    )


def _called(folded: str, kind: NameKind, departement: str) -> Iterator[tuple[str, float, bool]]:
    """A name, and the words people keep of it: the first ones; for a town of this département, the last ones too."""
    yield folded, PENALTIES[kind], True
    words = folded.split()
    kept = significant(words)
    # "Saint" says nothing alone: "Saint-Georges" is the first word of Saint-Georges-lès-Baillargeaux.
    first = 2 if kept[0] in {"saint", "sainte", "saints", "notre"} else 1
    for count in range(first, len(kept)):
        yield " ".join(kept[:count]), PENALTIES[kind] + FIRST_WORDS_PENALTY, False
    if departement == settings.DEPARTEMENT_CODE:
        for start in range(1, len(kept)):
            last = kept[start:]
            if len(last[0]) >= MIN_LAST_WORD and not _says_where(words, last):
                yield " ".join(last), PENALTIES[kind] + LAST_WORDS_PENALTY, False


def _says_where(words: list[str], last: list[str]) -> bool:
    """ "-sur-Vienne", "-de-Poitou", "-en-Loudun": the end of a name that says where the town is, not which."""
    before = words[words.index(last[0]) - 1]
    return before in ARTICLES and before not in {"l", "la", "le", "les"}


def significant(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in ARTICLES] or list(words)


def squeezed_words(words: Sequence[str]) -> str:
    return squeeze_place(" ".join(words))
