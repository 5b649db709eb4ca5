"""How likely a name was meant by what was typed: by how it is written, and by how it sounds."""

from rapidfuzz.distance import OSA, Levenshtein

MIN_SOUND = 2
# A broader ear, for those who write French as another language sounds: "ou", "u" and "o" are one vowel, nasals an "n".
BROAD = str.maketrans({"U": "o", "u": "o", "2": "o", "W": "oa", "N": "ni", "A": "n", "O": "n", "I": "n", "e": None})
# Two names that sound alike are a little less sure than two that are written alike.
SOUND_WEIGHT = 0.98
BROAD_WEIGHT = 0.92
# Short words sound alike by chance.
SHORT_SOUND = 0.3
BEST_OF_BOTH = 0.85
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


def likeness_of(typed: str, heard: str, name: str, named: str) -> float:
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
