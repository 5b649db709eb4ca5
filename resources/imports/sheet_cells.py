"""The text of a cell → a value, or a sentence that says how to mend it."""

import re
from datetime import date, timedelta
from functools import lru_cache

from django.core.exceptions import ValidationError
from rapidfuzz import fuzz, process

from resources.enums import ContactKind
from resources.exports.sheet_columns import ERASE, SEPARATOR
from resources.text import fold
from resources.validators import digits, in_pairs, validate_contact, validate_dialled, validate_partial_date

# Excel counts days from here; five digits are the years 1927 to 2173.
EXCEL_EPOCH = date(1899, 12, 30)
SERIAL = re.compile(r"\d{5}(\.0+)?")
FRENCH_DATE = re.compile(r"(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-](?P<year>\d{4})")
ISO_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2}))?(?:-(?P<day>\d{1,2}))?")
NUMBER_OF_EXCEL = re.compile(r"[1-9](?:[.,]\d+)?E\+?\d{1,2}|\d+[.,]0+", re.IGNORECASE)
CLOSE_ENOUGH = 70


class CellError(ValueError):
    """What is wrong with a cell, and the mend, in French."""


def is_erased(text: str) -> bool:
    return fold(text) == ERASE


def one_line(text: str) -> str:
    return " ".join(text.split())


def several(text: str) -> list[str]:
    """Words of a list, on one line or on several."""
    parts = (one_line(part) for line in text.splitlines() for part in line.split(SEPARATOR))
    return list(dict.fromkeys(filter(None, parts)))


def read_phone(text: str) -> str:
    """« 05.49.12.34.56 », « +33 5 49… » or 549123456.0 → « 05 49 12 34 56 »; a short number stays as it is."""
    text = one_line(text)
    if NUMBER_OF_EXCEL.fullmatch(text):
        text = str(int(float(text.replace(",", "."))))
    try:
        number = national(text)
        validate_dialled(number)
    except ValidationError as error:
        raise CellError(f"{_first(error)} Un seul numéro par case.") from error
    if re.fullmatch(r"0\d{9}", number):
        return in_pairs(number)
    return one_line(re.sub(r"[.\-]", " ", text)) if digits(text) == number else number


def national(text: str) -> str:
    """As a French telephone dials it. A spreadsheet that took the number for a quantity lost its first zero."""
    number = digits(text)
    number = re.sub(r"^(?:\+33|0033|33(?=\d{9}$))(?:0(?=\d{9}$))?", "0", number) if len(number) > 9 else number
    if re.fullmatch(r"[1-9]\d{8}", number):
        return f"0{number}"
    return number if re.fullmatch(r"[\d\s().+\-]+", text) else text


def read_contact(kind: str, text: str) -> str:
    if kind == ContactKind.PHONE:
        return read_phone(text)
    text = one_line(text)
    value = f"https://{text}" if kind == ContactKind.WEBSITE and text.lower().startswith("www.") else text
    try:
        validate_contact(kind=kind, value=value)
    except ValidationError as error:
        raise CellError(_first(error)) from error
    return value


def same_contact(kind: str, one: str, other: str) -> bool:
    if kind == ContactKind.PHONE:
        return national(one) == national(other)
    return one == other


def read_date(text: str) -> str:
    """24/11/2026, 11/2026, 2026, 2026-11-24 or the number Excel keeps for a day → 2026-11-24, 2026-11 or 2026."""
    text = one_line(text).split(" ")[0]
    if SERIAL.fullmatch(text):
        return (EXCEL_EPOCH + timedelta(days=int(float(text)))).isoformat()
    found = FRENCH_DATE.fullmatch(text) or ISO_DATE.fullmatch(text)
    if not found:
        raise CellError("écrivez une date comme 24/11/2026, un mois comme 11/2026, ou une année.")
    parts = (found["year"], found["month"], found["day"])
    partial = "-".join(part.zfill(2) for part in parts if part)
    try:
        validate_partial_date(partial)
    except ValidationError as error:
        raise CellError(_first(error)) from error
    return partial


def read_choice(text: str, choices) -> str:
    """A word of a closed list, by its French name or its code."""
    found = _known(choices).get(fold(text))
    if found is None:
        labels = [str(label) for label in choices.labels]
        raise CellError(f"« {shortened(text)} » n’est pas dans la liste. {suggestion(text, labels)}")
    return found


@lru_cache
def _known(choices) -> dict[str, str]:
    return {fold(value): value for value in choices.values} | {fold(label): value for value, label in choices.choices}


def suggestion(text: str, names: list[str]) -> str:
    """The closest name; the whole of a short list when none is close."""
    close = process.extractOne(fold(text), [fold(name) for name in names], scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    if close:
        return f"Vouliez-vous dire « {names[close[2]]} » ?"
    return f"Choisissez parmi : {' ; '.join(names)}."


def shortened(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _first(error: ValidationError) -> str:
    return error.messages[0]
