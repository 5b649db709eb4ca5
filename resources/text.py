"""Pure text: what people type and what is stored, brought to one folded form."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
# fmt: off
ARTICLES = frozenset((
    "l", "le", "la", "les", "d", "de", "du", "des", "en", "sur", "sous", "a", "au", "aux", "et", "lez",
))
# fmt: on
NOT_A_WORD = re.compile(r"[^0-9a-z]+")
# A longer query says nothing more about a town or a need, and costs time.
MAX_QUERY = 200
SORT_KEY_LENGTH = 150

# In order: what is written differently and heard alike.
SOUNDS = [
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"h", ""),
        (r"(.)\1+", r"\1"),
        (r"eau|aul(?=t|d|x|$)|au|ot(?=$)|os(?=$)", "o"),
        (r"ph", "f"),
        (r"qu|k|c(?=[aourlt]|$)", "k"),
        (r"c(?=[eiy])|sc(?=[eiy])", "s"),
        (r"ge(?=[ao])|g(?=[eiy])", "j"),
        (r"gu(?=[ei])", "g"),
        (r"y|ill(?=[ae])", "i"),
        (r"ain|ein|aim|im(?=[bp])|in(?![aeiou])", "1"),
        (r"(?:en|an|em|am)(?![aeiou])", "2"),
        (r"om(?=[bp])|on(?![aeiou])", "3"),
        (r"ai|ei|ez$|er$|et$", "e"),
        (r"z", "s"),
        (r"[estxdpr]+$", ""),
        (r"(?<=[a-z])e(?=[bcdfgjklmnpqrstvwx][aeiouy0-9])", ""),
    )
]

_stemmer = snowballstemmer.stemmer("french")


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

    "chatellerault" and "chatelro" both become "chatelro"-like keys. Not a dictionary: a key to compare.
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
    return str(_stemmer.stemWord(word))


def stems(text: str) -> list[str]:
    """Stems of the words of a text, in order."""
    return [stem(word) for word in fold(text).split()]


def document(*parts: str) -> str:
    """Searchable text: the distinct stems of every part, between spaces so that a whole word can be looked for."""
    words = dict.fromkeys(word for part in parts for word in stems(part))
    return f" {' '.join(words)} " if words else ""
