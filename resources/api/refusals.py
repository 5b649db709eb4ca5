"""Why a parameter is refused, and how to mend it, in French."""

from collections.abc import Iterator
from typing import Any

# By the type of the error that pydantic gives, with what it knows of it.
REASONS = {
    "int_parsing": "un nombre entier est attendu",
    "int_from_float": "un nombre entier est attendu",
    "int_parsing_size": "ce nombre est trop grand",
    "float_parsing": "un nombre est attendu, comme 10000",
    "finite_number": "un nombre est attendu, comme 10000",
    "bool_parsing": "« true » ou « false » est attendu",
    "uuid_parsing": "un identifiant (UUID) est attendu, comme ceux que donnent les listes",
    "literal_error": "au choix : {expected}",
    "greater_than_equal": "au moins {ge}",
    "less_than_equal": "au plus {le}",
    "string_too_long": "{max_length} signes au plus",
    "string_pattern_mismatch": "la forme attendue est {pattern}",
    "datetime_from_date_parsing": "une date est attendue, comme 2026-11-24 ou 2026-11-24T08:00:00Z",
    "datetime_parsing": "une date est attendue, comme 2026-11-24 ou 2026-11-24T08:00:00Z",
    "datetime_object_invalid": "une date est attendue, comme 2026-11-24 ou 2026-11-24T08:00:00Z",
    "value_error": "{error}",
}


def refusals(errors: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Each parameter refused, once for each reason."""
    for one in errors:
        known = {name: str(value).replace("'", "").replace(" or ", ", ") for name, value in one.get("ctx", {}).items()}
        reason = REASONS.get(one["type"], str(one["msg"])).format_map(known)
        yield {"parameter": str(one["loc"][-1]), "reason": f"{reason[:1].upper()}{reason[1:]}."}
