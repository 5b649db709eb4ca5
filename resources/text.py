"""Pure text: what people type and what is stored, brought to one folded form."""

import re
import unicodedata
from functools import lru_cache
from threading import local

import snowballstemmer

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "nd": "notre dame"}
ABBREVIATIONS |= {"2": "deux", "3": "trois", "4": "quatre", "5": "cinq"}
# fmt: off
ARTICLES = frozenset((
    "l", "le", "la", "les", "d", "de", "du", "des", "en", "sur", "sous", "a", "au", "aux", "et", "lez",
    "s", "ss",  # "Vouneuil s/s Biard"
))
# fmt: on
NOT_A_WORD = re.compile(r"[^0-9a-z]+")
# A longer query says nothing more about a town or a need, and costs time.
MAX_QUERY = 200
SORT_KEY_LENGTH = 150

# In order: what is written differently and heard alike. Capitals and digits stand for one sound each:
# C "ch", N "gn", U "ou", 2 "eu", W "oi", Y "ill", 3 an open "e" that is never mute, A I O the nasal vowels.
VOWEL = "[aeiouy2UW]"
SOUNDS = [
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"s?ch|sh", "C"),
        (r"ph", "f"),
        (r"h", ""),
        (r"isle", "il"),
        # Gençay, Curçay: the cedilla is folded away, and these endings always have one.
        (r"(?<=[nr])c(?=ay)|sc?(?=c?[eiy])|c(?=[eiy])|z", "s"),
        (r"gn", "N"),
        (r"x(?=.)", "s"),
        (r"ck|cqu?|qu?|c", "k"),
        (r"ge(?=[aou])|g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"eau|aul(?=[tdxs]|$)|au", "o"),
        (r"oeu|eu", "2"),
        (r"o?u?wa|oi(?!n)|oy|oua|oa|ua", "W"),
        (r"ou", "U"),
        (rf"oin(?!{VOWEL}|n)|[Uw]in(?!{VOWEL}|n)", "WI"),
        (r"w", "v"),
        (rf"(?:[ae]?[iy]|u)(?:n(?!{VOWEL}|n)|m(?!{VOWEL}|m))|(?<=i)en(?!{VOWEL}|n)", "I"),
        (rf"[ae](?:n(?!{VOWEL}|n)|m(?!{VOWEL}|m))", "A"),
        (rf"o(?:n(?!{VOWEL}|n)|m(?!{VOWEL}|m))", "O"),
        (r"(?<![vm])ill(?=[aeiouy2UAIO])|(?<=[aeou2UW])ill?(?=e|$)", "Y"),
        (r"[ae][iy]+(?![aeou])", "3"),
        (r"y", "i"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[AIO])[tdp](?=[^aeiou2UW3rl])", ""),
        (r"(?<=..)(?:ers?|e[zt]s?|[e3][stxd]*|[stxdp]+)$", ""),
        (r"(?<=[^aeiou2UW3AIOY])e(?=[^aeiou2UW3AIOY])", ""),
        (r"3", "e"),
        (r"Y|ii+", "i"),
    )
]


class _Stemmers(local):
    """One stemmer a thread: it keeps the word it cuts, and another thread would cut it too."""

    def __init__(self) -> None:
        self.french = snowballstemmer.stemmer("french")


_stemmers = _Stemmers()


def fold(text: str) -> str:
    """Lower case, no accents, ligatures opened, words apart by one space: "L'Isle-Jourdain" → "l isle jourdain"."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LIGATURES).casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return NOT_A_WORD.sub(" ", plain).strip()


def sort_key(name: str) -> str:
    """What names are sorted on. A space is written 0: every collation sorts it first, and alike."""
    return fold(name).replace(" ", "0")[:SORT_KEY_LENGTH]


def fold_place(name: str) -> str:
    """A folded place name with "St" and "Ste" spelt out."""
    return " ".join(ABBREVIATIONS.get(word, word) for word in fold(name).split())


def squeeze_place(name: str) -> str:
    """A folded place name without articles nor spaces, to compare misspellings.

    "La Villedieu-du-Clain" → "villedieuclain".
    """
    words = fold_place(name).split()
    kept = [word for word in words if word not in ARTICLES]
    return "".join(kept or words)


def sound(squeezed: str) -> str:
    """How a squeezed French name sounds, roughly, so that spellings of one sound meet.

    "chatellerault" and "chatelro" both become "Catlro". Not a dictionary: a key to compare.
    """
    for pattern, letters in SOUNDS:
        squeezed = pattern.sub(letters, squeezed)
    return squeezed


def clean_query(text: str) -> str:
    """What was typed, without control characters, in at most `MAX_QUERY` characters."""
    printable = "".join(char if char.isprintable() else " " for char in text[: MAX_QUERY * 2])
    return " ".join(printable.split())[:MAX_QUERY]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The folded stem of a folded word. `fold` comes first, so that accents never change a stem."""
    return str(_stemmers.french.stemWord(word))


def stems(text: str) -> list[str]:
    """Stems of the words of a text, in order."""
    return [stem(word) for word in fold(text).split()]


def document(*parts: str) -> str:
    """Searchable text: the distinct stems of every part, between spaces so that a whole word can be looked for."""
    words = dict.fromkeys(word for part in parts for word in stems(part))
    return f" {' '.join(words)} " if words else ""


def fold_words(text: str) -> str:
    """As `fold`, and letters of every script stay: "Допоможіть!" → "допоможіть", where `fold` leaves nothing."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LIGATURES).casefold())
    plain = "".join(char if char.isalnum() else " " for char in decomposed if not _is_mark(char))
    return " ".join(plain.split())


def _is_mark(char: str) -> bool:
    """An accent, a vowel sign, or the stroke that only lengthens an Arabic word."""
    return bool(unicodedata.combining(char)) or char == "\u0640"
