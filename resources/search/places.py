"""What was typed → a commune. Certain, doubtful, ambiguous or unknown: never an error, never nothing."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import log10

from django.conf import settings
from django.db.models import Count, Max, QuerySet, Value
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Levenshtein

from resources.enums import NameKind
from resources.models import Commune, CommuneName, PostalCode
from resources.text import ARTICLES, clean_query, fold, fold_place, sound, squeeze_place

# Five signs, or a postal code written "86 400"; never a piece of a phone number.
FIVE_SIGNS = re.compile(r"(?<![\w.])(?<!\d )(?:\d[\dABab]\d{3}|\d{2} \d{3})(?![\w.]|\s\d)|(?<!\S)\d{5}(?= \d{1,3}\b)")
WORD = re.compile(r"[^\W_]+")
# An INSEE code that is also a postal code is written so in our addresses: 86100 is Châtellerault's post.
INSEE_PREFIX = "commune-"

CERTAIN_SCORE = 86.0
DOUBTFUL_SCORE = 68.0
# Under this, a name has nothing in common with what was typed: it is not even offered.
OFFERED_SCORE = 48.0
CLEAR_GAP = 4.0
# A name inside a phrase is looked for only when the phrase as a whole is no good misspelling of one.
GOOD_MISSPELLING = 78.0
# Above this, the whole is a misspelling of one name, even if a shorter name stands in it as it should be written.
SURE_OF_THE_WHOLE = 88.0
SUGGESTIONS = 4
OTHERS = 8
CONSIDERED = 24
LEAST_RATIO = 50
SHORTEST, LONGEST = 0.5, 1.8
LONGEST_NAME = 7
MAX_WORDS = 24
MIN_SOUND = 2
# A broader ear, for those who write French as another language sounds: "ou", "u" and "o" are one vowel, nasals an "n".
BROAD = str.maketrans({"U": "o", "u": "o", "2": "o", "W": "oa", "N": "ni", "A": "n", "O": "n", "I": "n", "e": None})

# Added to a score: a name of this département wins over a slightly closer one across the border, unless another
# département was named; of two alike, the more populated.
HOME_BONUS = 6.0
NAMED_DEPARTEMENT_BONUS = 15.0
POPULATION_WEIGHT = 0.5
EXACT_SCORE = 106.0
PREFIX_SCORE = 78.0
# For names cut short, how many people mean a town counts more than how many letters are missing.
PREFIX_POPULATION_WEIGHT = 2.0
MIN_PREFIX = 3
# Two names that sound alike are a little less sure than two that are written alike.
SOUND_WEIGHT = 0.98
BROAD_WEIGHT = 0.92
# Short words sound alike by chance.
SHORT_SOUND = 0.3
BEST_OF_BOTH = 0.85
INSIDE_PENALTY = 6.0

# How much less sure than an official name.
PENALTIES = {NameKind.OFFICIAL: 0.0, NameKind.SHORT: 1.0, NameKind.DELEGATED: 2.0, NameKind.FORMER: 3.0}
FIRST_WORDS_PENALTY = 4.0
LAST_WORDS_PENALTY = 9.0
MIN_LAST_WORD = 5
ABBREVIATED = 88.0

ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn")
NEIGHBOURS = frozenset(
    pair
    for upper, row in enumerate(ROWS)
    for column, key in enumerate(row)
    for other in [*row[column + 1 : column + 2], *"".join(ROWS[upper + 1 : upper + 2])[max(0, column - 1) : column + 1]]
    for pair in (key + other, other + key)
)
HEARD_ALIKE = frozenset(pair for one in ("cs", "ck", "kq", "cq", "sz", "gj", "iy", "ae", "ou", "mn", "ei", "xs")
                        for pair in (one, one[::-1]))  # fmt: skip
NEAR_LETTER = 0.6
DOUBLED_LETTER = 0.4
WRONG_FIRST_LETTER = 0.3
SWAPPED_LETTERS = 0.8

# What surrounds the name of a town, in a question that is only about a place.
AROUND = frozenset(
    "a alentours au autour aux bourg campagne canton cedex centre chez code commune cote cp d dans de des du en entre "
    "environs est et france gare habite hopital ici insee j je l la le les loge mairie ma moi mon nord ouest petit "
    "petite postal pour pres proche quartier region secteur suis sud sur toute vers village ville vis vit y".split()
)
FORWARD = frozenset("a au aux autour cote d dans de des du en pres proche vers sur chez".split())
STREETS = frozenset("rue avenue av bd boulevard route rte place chemin impasse allee quai faubourg fg".split())
LEADS_TO_A_PLACE = frozenset("vers pres autour proche cote mairie commune ville habite alentours environs".split())
# After these, "a" is the verb: "il a".
HAS = frozenset("il elle on qui y m t l n s ca mari copain ami compagnon conjoint ex pere mere fils fille".split())
# Words anyone says that also name a town, or begin a name: seen as a place only after "à", "vers", "près de"…
ORDINARY = frozenset(
    "angles anche avoine basses beaulieu beauvoir bois bonnes bouchet bourg brie celle celles champagne chapelle "
    "chateau chateauneuf chatain chaussee chef cinq cloue condat couronne coulonges couture croix doue essards "
    "fleure fontaine foret garennes genie graves grand hauts ile isle lion longue magne maille maire marche may melle "
    "metairies monnaie monts mothe mouton murs notre oree ormes palais pins plaine plaisance ponts port rivieres "
    "rives riche roche roches rom ruelle saint sainte salles surin tache targe terres tours trois val vaux verrue "
    "ville pas salle notre".split()
)
MAX_PARTS = 3
MIN_BARE_POPULATION = 1_500
MIN_CUT_SHORT = 5
MIN_MISSPELT = 6
LONGEST_MISSPELT = 4
SURE_MISSPELLING = 90.0


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
    if not code:
        return _by_name(_words(query))
    words = _words(query[: code.start()] + " " + query[code.end() :])
    posted = _by_code(_tidy(code.group()))
    if posted:
        return _among(posted, words)
    return _by_name(words) if words else _near_code(_tidy(code.group()))


def find_place_in(text: str) -> tuple[Place, str] | None:
    """A commune named inside a phrase, and the phrase without it; None when no word is surely a place.

    "hébergement Civray" → Civray, "hébergement".
    """
    query = clean_query(text)
    code = FIVE_SIGNS.search(query)
    posted = _by_code(_tidy(code.group())) if code else None
    index = _name_index(_stamp())
    phrase = _Phrase.of(query)
    if code and posted:
        rest = _Phrase.of(query[: code.start()] + " " + query[code.end() :])
        named = _named_in(rest, index)
        if not named:
            return posted, phrase.text_without(code.start(), code.end())
        _, start, end = named
        return _among(posted, rest.words[start:end]), rest.without(start, end)
    found = _named_in(phrase, index)
    if not found:
        return None
    guesses, start, end = found
    return _answer(guesses), phrase.without(start, end)


def place_codes(communes: Iterable[Commune]) -> dict[str, str]:
    """What stands for each commune (by INSEE code) in our addresses: that code, told apart from postal codes."""
    codes = [commune.insee for commune in communes]
    posts = set(PostalCode.objects.filter(code__in=codes).values_list("code", flat=True)) if codes else set()
    return {code: f"{INSEE_PREFIX}{code}" if code in posts else code for code in codes}


def _communes() -> QuerySet[Commune]:
    found: QuerySet[Commune] = Commune.objects.with_territory()
    return found


def _words(text: str) -> list[str]:
    return fold_place(text).split()[:MAX_WORDS]


# -- Codes -----------------------------------------------------------------------------------


def _tidy(code: str) -> str:
    return code.replace(" ", "").upper()


def _first(place: Place) -> Commune:
    assert place.commune
    return place.commune


def _by_insee(code: str) -> Place | None:
    commune = _communes().filter(pk=code).first()
    return Place(Certainty.CERTAIN, commune) if commune else None


def _by_code(code: str) -> Place | None:
    """Five signs are a postal code first: people know theirs, and hardly ever their INSEE code."""
    # A union, not an "or": each half reads its own index.
    of_post = _communes().order_by().filter(postal_codes__code=code).annotate(by_post=Value(True))
    of_insee = _communes().order_by().filter(pk=code).annotate(by_post=Value(False))
    matches = list(of_post.union(of_insee, all=True))
    posted = sorted({one for one in matches if one.by_post}, key=lambda one: (-one.population, one.insee))
    if posted:
        return Place(Certainty.CERTAIN, posted[0], posted[1:])
    return Place(Certainty.CERTAIN, matches[0]) if matches else None


def _among(posted: Place, words: list[str]) -> Place:
    """A code and a name: the commune of that code which bears it, else the name, and the code one tap away."""
    if not words:
        return posted
    sharing = {commune.insee: commune for commune in [_first(posted), *posted.others]}
    index = _name_index(_stamp())
    guesses = _guesses(words, index, among=frozenset(sharing))
    if not guesses or guesses[0].likeness < EXACT_SCORE:
        named = _guesses(words, index)
        if named and named[0].likeness >= EXACT_SCORE and named[0].name.whole:
            elsewhere = _answer(named)
            others = dict.fromkeys([*sharing.values(), *elsewhere.others])
            return Place(Certainty.DOUBTFUL, elsewhere.commune, list(others)[:OTHERS])
    if not guesses or guesses[0].likeness < DOUBTFUL_SCORE:
        return posted
    chosen = sharing[guesses[0].insee]
    return Place(Certainty.CERTAIN, chosen, [one for one in sharing.values() if one != chosen])


def _near_code(code: str) -> Place:
    """A code nobody has (a cedex, a slip): the towns whose codes begin alike are offered."""
    alike = _communes().filter(postal_codes__code__startswith=code[:2]).distinct()
    return _unknown(list(alike.order_by("-population", "insee")[:SUGGESTIONS]))


# -- Names -----------------------------------------------------------------------------------


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

    def nearest(self, text: str) -> Iterator[int]:
        """Rows of the texts closest to this one, among those not much shorter nor longer."""
        first = bisect_left(self.lengths, len(text) * SHORTEST)
        last = bisect_left(self.lengths, len(text) * LONGEST)
        some = self.texts[first:last]
        found = process.extract(text, some, scorer=fuzz.ratio, limit=CONSIDERED, score_cutoff=LEAST_RATIO)
        return (row for _, _, at in found for row in self.rows[first + at])


@dataclass(frozen=True)
class NameIndex:
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


def _stamp() -> tuple[int, object]:
    """Changes when names do, so that every process reads the same territory."""
    stamp = CommuneName.objects.aggregate(count=Count("id"), last=Max("updated_at"))
    return stamp["count"], stamp["last"]


@lru_cache(maxsize=2)
def _name_index(stamp: tuple[int, object]) -> NameIndex:
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
            spelt.setdefault(" ".join(_significant(words.split())), key)
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
    return NameIndex(
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
    significant = _significant(words)
    # "Saint" says nothing alone: "Saint-Georges" is the first word of Saint-Georges-lès-Baillargeaux.
    first = 2 if significant[0] in {"saint", "sainte", "saints", "notre"} else 1
    for count in range(first, len(significant)):
        yield " ".join(significant[:count]), PENALTIES[kind] + FIRST_WORDS_PENALTY, False
    if departement == settings.DEPARTEMENT_CODE:
        for start in range(1, len(significant)):
            last = significant[start:]
            if len(last[0]) >= MIN_LAST_WORD and not _says_where(words, last):
                yield " ".join(last), PENALTIES[kind] + LAST_WORDS_PENALTY, False


def _says_where(words: list[str], last: list[str]) -> bool:
    """ "-sur-Vienne", "-de-Poitou", "-en-Loudun": the end of a name that says where the town is, not which."""
    before = words[words.index(last[0]) - 1]
    return before in ARTICLES and before not in {"l", "la", "le", "les"}


def _significant(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in ARTICLES] or list(words)


def _squeezed(words: Sequence[str]) -> str:
    return squeeze_place(" ".join(words))


def _by_name(words: list[str]) -> Place:
    return _answer(_guesses(words, _name_index(_stamp()))) if words else _unknown([])


def _guesses(words: list[str], index: NameIndex, among: frozenset[str] = frozenset()) -> list[Guess]:
    """The communes a question about a place may mean, best first."""
    exact = _exact(words, index, "", among)
    if exact:
        return exact
    if tuple(words) in index.departements:
        return []
    words, departement = _without_departement(words, index)
    core = _without_surroundings(words)
    for reading in (words, core):
        exact = _exact(reading, index, departement, among)
        if exact:
            return exact
    best = _close(core, index, departement, among) if core else []
    if best and best[0].likeness >= SURE_OF_THE_WHOLE:
        return best
    inside = _inside(words, index, departement, among)
    if inside and (inside[0].name.whole or not best or best[0].likeness < GOOD_MISSPELLING):
        return inside
    if best and best[0].likeness >= GOOD_MISSPELLING:
        return best
    for part in _parts(words, index):
        close = [one.less_sure() for one in _close(part, index, departement, among)]
        if not close or close[0].likeness < GOOD_MISSPELLING - INSIDE_PENALTY:
            continue
        if not best or close[0].score > best[0].score:
            return close
    return best


def _exact(words: list[str], index: NameIndex, departement: str, among: frozenset[str]) -> list[Guess]:
    row = index.rows.get(_squeezed(words)) if words else None
    return [] if row is None else _best_of_each([(row, EXACT_SCORE)], index, departement, among)


def _without_departement(words: list[str], index: NameIndex) -> tuple[list[str], str]:
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


def _without_surroundings(words: list[str]) -> list[str]:
    start, end = 0, len(words)
    while start < end and words[start] in AROUND:
        start += 1
    while end > start and words[end - 1] in AROUND:
        end -= 1
    return words[start:end]


def _inside(words: list[str], index: NameIndex, departement: str, among: frozenset[str]) -> list[Guess]:
    """A name among other words: whole names first, then the longest, then the first said."""
    found = []
    for start, end, row in _windows(words, index):
        ordinary = end - start == 1 and words[start] in ORDINARY | AROUND and not _follows(words, start)
        if ordinary or _is_street(words, start):
            continue
        guesses = _best_of_each([(row, EXACT_SCORE)], index, departement, among)
        if guesses and (guesses[0].name.whole or end - start > 1 or words[start] not in ORDINARY):
            found.append(((not guesses[0].name.whole, start - end, start), guesses))
    return min(found, key=lambda one: one[0])[1] if found else []


def _windows(words: list[str], index: NameIndex) -> Iterator[tuple[int, int, int]]:
    """(start, end, row) of every run of words that is a name or a part of one."""
    for start, word in enumerate(words):
        if word in ARTICLES:
            continue
        for end in range(start + 1, min(len(words), start + LONGEST_NAME) + 1):
            if words[end - 1] not in ARTICLES:
                row = index.spelt.get(" ".join(_significant(words[start:end])))
                if row is not None:
                    yield start, end, row


def _follows(words: list[str], start: int) -> bool:
    """After "à", "vers", even an ordinary word is a name."""
    while start and words[start - 1] in {"l", "la", "le", "les"}:
        start -= 1
    return bool(start) and words[start - 1] in LEADS_TO_A_PLACE | {"a", "au", "aux"}


def _is_street(words: list[str], start: int) -> bool:
    """ "rue de Civray" is not in Civray."""
    while start and words[start - 1] in ARTICLES:
        start -= 1
    return bool(start) and words[start - 1] in STREETS


def _parts(words: list[str], index: NameIndex) -> list[list[str]]:
    """Where a misspelt name may stand among other words: after the last "à" or "de", last, or first."""
    after = [place for place, word in enumerate(words[:-1]) if word in FORWARD]
    parts = [_without_surroundings(words[place + 1 :]) for place in after[-1:]]
    parts += [words[-1:], words[:1], words[-2:]] if len(words) > 1 else []
    told = {tuple(part): part for part in parts if max(map(len, part), default=0) >= MIN_CUT_SHORT}
    return [part for key, part in told.items() if key not in index.departements and not set(part) <= ORDINARY | AROUND][
        :MAX_PARTS
    ]


# -- Likeness --------------------------------------------------------------------------------


def _close(
    words: list[str], index: NameIndex, departement: str = "", among: frozenset[str] = frozenset()
) -> list[Guess]:
    """The closest names, misspelt or cut short."""
    typed = _squeezed(words)
    heard = sound(typed)
    rows: set[int] = set()
    if among:
        rows.update(row for insee in among for row in index.rows_of.get(insee, ()))
    else:
        rows.update(index.written.nearest(typed))
        broad = heard.translate(BROAD)
        if len(broad) >= MIN_SOUND:
            rows.update(index.heard.nearest(broad))
    scored = [(row, _likeness(typed, heard, index.squeezed[row], index.sounds[row])) for row in rows]
    scored += [(row, ABBREVIATED) for row in _abbreviated(words, index)]
    guesses = {guess.insee: guess for guess in _best_of_each(scored, index, departement, among)}
    for guess in _cut_short(typed, index, departement, among):
        known = guesses.get(guess.insee)
        if known is None or known.score < guess.score:
            guesses[guess.insee] = guess
    return sorted(guesses.values(), key=_order)


def _order(guess: Guess) -> tuple[float, int, str]:
    return -round(guess.score, 6), -guess.name.population, guess.insee


def _best_of_each(
    scored: Iterable[tuple[int, float]], index: NameIndex, departement: str = "", among: frozenset[str] = frozenset()
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


def _cut_short(typed: str, index: NameIndex, departement: str, among: frozenset[str]) -> Iterator[Guess]:
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


def _abbreviated(words: list[str], index: NameIndex) -> Iterator[int]:
    """ "St Georges les Bx", "Fontaine le Cte": a first word whole, then words that keep their first letter and some."""
    significant = _significant(words)
    whole = 2 if significant[0] in {"saint", "sainte"} else 1
    if len(significant) <= whole or len(significant[whole - 1]) < MIN_PREFIX:
        return
    shape = re.compile(" ".join([*significant[:whole], *(r"\w*".join(word) + r"\w*" for word in significant[whole:])]))
    start = "".join(significant[:whole])
    for row in range(bisect_left(index.squeezed, start), len(index.squeezed)):
        if not index.squeezed[row].startswith(start):
            return
        if shape.fullmatch(index.spaced[row]):
            yield row


def _likeness(typed: str, heard: str, name: str, named: str) -> float:
    """Out of 100: how likely `name` was meant, by how it is written and by how it sounds."""
    written = 100 * (1 - _slips(typed, name) / max(len(typed), len(name)))
    spoken = 0.0
    if len(heard) >= MIN_SOUND:
        broad = Levenshtein.normalized_similarity(heard.translate(BROAD), named.translate(BROAD))
        spoken = 100 * max(SOUND_WEIGHT * Levenshtein.normalized_similarity(heard, named), BROAD_WEIGHT * broad)
        spoken *= 1 - SHORT_SOUND / len(heard)
    best, other = max(written, spoken), min(written, spoken)
    return BEST_OF_BOTH * best + (1 - BEST_OF_BOTH) * max(other, 0.0)


def _slips(typed: str, name: str) -> float:
    """How many letters are wrong; a neighbouring key, a letter heard alike or doubled, two swapped count for less."""
    operations = Levenshtein.editops(typed, name)
    slips = 0.0
    for operation in operations:
        kind, at, to = operation.tag, operation.src_pos, operation.dest_pos
        if kind == "replace":
            pair = typed[at] + name[to]
            slips += NEAR_LETTER if pair in NEIGHBOURS or pair in HEARD_ALIKE else 1.0
        else:
            text, place = (name, to) if kind == "insert" else (typed, at)
            letter = text[place]
            doubled = letter in text[max(0, place - 1) : place] + text[place + 1 : place + 2]
            slips += DOUBLED_LETTER if doubled else NEAR_LETTER if letter == "h" else 1.0
        if at == 0 and kind == "replace":
            slips += WRONG_FIRST_LETTER
    swapped = len(operations) - OSA.distance(typed, name)
    return max(slips - swapped * (2 - SWAPPED_LETTERS), 0.3 * (typed != name))


# -- Answers ---------------------------------------------------------------------------------


def _answer(guesses: list[Guess]) -> Place:
    if not guesses:
        return _unknown([])
    first = guesses[0]
    if first.likeness >= EXACT_SCORE:
        rivals = [one for one in guesses[1:] if one.likeness >= EXACT_SCORE]
        return _place(_certainty_among(first, rivals), [first, *rivals[:OTHERS]])
    kept = guesses[: SUGGESTIONS + 1]
    if first.likeness < DOUBTFUL_SCORE:
        return _place(Certainty.UNKNOWN, [one for one in kept if one.likeness >= OFFERED_SCORE][:SUGGESTIONS])
    clear = len(kept) == 1 or first.score - kept[1].score >= CLEAR_GAP
    if first.likeness >= CERTAIN_SCORE and clear:
        return _place(Certainty.CERTAIN, [first])
    return _place(Certainty.DOUBTFUL, [first, *(one for one in kept[1:] if one.likeness >= DOUBTFUL_SCORE)])


def _certainty_among(first: Guess, rivals: list[Guess]) -> Certainty:
    """The same words name several towns: a choice when nothing tells them apart."""
    for rival in rivals:
        if rival.name.departement == first.name.departement and rival.name.penalty == first.name.penalty:
            return Certainty.AMBIGUOUS
    return Certainty.DOUBTFUL if rivals and not first.name.whole else Certainty.CERTAIN


def _place(certainty: Certainty, guesses: list[Guess]) -> Place:
    found = _communes().in_bulk([guess.insee for guess in guesses]) if guesses else {}
    communes = [found[guess.insee] for guess in guesses if guess.insee in found]
    if certainty is Certainty.UNKNOWN or not communes:
        return _unknown(communes)
    return Place(certainty, communes[0], communes[1:])


def _unknown(suggestions: list[Commune]) -> Place:
    return Place(Certainty.UNKNOWN, None, suggestions)


# -- A place inside a phrase -----------------------------------------------------------------


@dataclass(frozen=True)
class _Phrase:
    """A text and its folded words, each with where it stands in the text."""

    text: str
    words: list[str]
    spans: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str) -> "_Phrase":
        pieces = [(word, match.span()) for match in WORD.finditer(text) for word in fold_place(match.group()).split()]
        return cls(text, [word for word, _ in pieces], [span for _, span in pieces])

    def without(self, start: int, end: int) -> str:
        """The text without these words, nor what led to them: "près de", "à"."""
        while start and (self.words[start - 1] in ARTICLES | FORWARD):
            start -= 1
        return self.text_without(self.spans[start][0], self.spans[end - 1][1])

    def text_without(self, start: int, end: int) -> str:
        return " ".join(f"{self.text[:start]} {self.text[end:]}".split()).strip(" ,;:-–()")


def _named_in(phrase: _Phrase, index: NameIndex) -> tuple[list[Guess], int, int] | None:
    """(guesses, start, end) of the words that surely name a place."""
    found = []
    for start, end, row in _windows(phrase.words, index):
        guesses = _best_of_each([(row, EXACT_SCORE)], index)
        if not _is_street(phrase.words, start) and _is_surely_meant(phrase, start, end, guesses[0].name):
            found.append(((not guesses[0].name.whole, start - end, start), guesses, start, end))
    if not found:
        return _nearly_named_in(phrase, index)
    _, guesses, start, end = min(found, key=lambda one: one[0])
    for size in (3, 2, 1):
        after = phrase.words[end : end + size]
        departement = index.departements.get(tuple(after))
        if departement:
            row = index.rows[_squeezed(phrase.words[start:end])]
            return _best_of_each([(row, EXACT_SCORE)], index, departement), start, end + len(after)
    return guesses, start, end


def _is_surely_meant(phrase: _Phrase, start: int, end: int, name: Name) -> bool:
    words = _significant(phrase.words[start:end])
    led, placed = _led(phrase, start)
    at_home = name.departement == settings.DEPARTEMENT_CODE
    if not name.whole:
        common = len(words) == 1 and words[0] in ORDINARY
        return led and not common and (at_home or placed) and name.penalty <= FIRST_WORDS_PENALTY
    if len(words) > 1:
        return True
    known = at_home or (name.population >= MIN_BARE_POPULATION and not name.penalty)
    if words[0] in ORDINARY:
        return placed and known
    return known or (placed and phrase.text[phrase.spans[end - 1][0]].isupper())


def _led(phrase: _Phrase, start: int) -> tuple[bool, bool]:
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


def _nearly_named_in(phrase: _Phrase, index: NameIndex) -> tuple[list[Guess], int, int] | None:
    """A name misspelt or cut short, only right after what leads to a place: "près de Chatelleraut"."""
    for start in range(len(phrase.words) - 1, 0, -1):
        words = phrase.words[start : start + 1]
        if (
            not _led(phrase, start)[1]
            or words[0] in ORDINARY | AROUND
            or phrase.words[start - 1] in {"l", "la", "le", "les"}
        ):
            continue
        for end in range(min(len(phrase.words), start + LONGEST_MISSPELT), start, -1):
            typed = _squeezed(phrase.words[start:end])
            guesses = _close(phrase.words[start:end], index) if len(typed) >= MIN_CUT_SHORT else []
            if not guesses or not _is_home_name(guesses[0].name):
                continue
            row = bisect_left(index.squeezed, typed)
            is_cut = row < len(index.squeezed) and index.squeezed[row].startswith(typed)
            if is_cut or (len(typed) >= MIN_MISSPELT and guesses[0].likeness >= SURE_MISSPELLING):
                return guesses, start, end
    return None


def _is_home_name(name: Name) -> bool:
    return name.departement == settings.DEPARTEMENT_CODE and name.penalty < LAST_WORDS_PENALTY
