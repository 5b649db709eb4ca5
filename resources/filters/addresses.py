"""What an address may hold: codes, never a word somebody typed."""

import re

from django.http import QueryDict

# What stands in an address for a town or for words nobody could place.
UNKNOWN_PLACE = "inconnu"
NOT_UNDERSTOOD = "non-compris"
# What the address of a page may keep when its language changes: parameters that hold codes.
KEPT_PARAMETERS = (
    "d", "ou", "aussi", "quoi", "appel", "fiche", "rayon", "ouvert", "page", "semaine", "reseau", "besoin", "acces",
    "plainte", "fauteuil", "public", "type", "langue", "urgence", "enfants", "animaux", "papiers", "accompagne",
    "gratuit", "dates", "demander", "sobre", "urgences",
)  # fmt: skip
CODE = re.compile(r"[\w,-]{1,200}", re.ASCII)
PLACE_CODE = re.compile(r"(commune-)?\d[\dAB]\d{3}", re.ASCII)


def kept_codes(data: QueryDict) -> str:
    """The codes of an address, as the end of another: "?ou=86194&d=1". A word somebody typed is no code."""
    kept = QueryDict(mutable=True)
    for name in KEPT_PARAMETERS:
        kept.setlist(name, [value for value in data.getlist(name) if _is_ours(name, value)])
    return f"?{kept.urlencode(safe=',')}" if kept else ""


def _is_ours(name: str, value: str) -> bool:
    if name == "ou":
        return value == UNKNOWN_PLACE or PLACE_CODE.fullmatch(value) is not None
    return value == NOT_UNDERSTOOD if name == "quoi" else CODE.fullmatch(value) is not None
