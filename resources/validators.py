"""Checks shared by models, forms and loaders. Each says in French what is wrong and how to mend it."""

import re
from datetime import date

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from resources.enums import DIALLED_KINDS, LINK_KINDS, ContactKind
from resources.text import fold

PHONE_REGION = "FR"
SHORT_NUMBER = re.compile(r"^(1[578]|11[24579]|116\d{3}|19[167]|[13]\d{3})$")
PARTIAL_DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

# A title stays in the browser's history and on the tab: none of these may be read there.
REVEALING_STEMS = (
    "violen", "victim", "agress", "viol ", "viols ", "conjug", "coups", "danger", "maltrait",
    "harcel", "abus", "battue", "battus", "feminicid", "incest", "frapp", "prostitu", "detresse",
    # In English, for what is translated.
    "assault", "rape ", "raped", "battered", "beaten", "harass", "femicid", "perpetrator", "distress",
)  # fmt: skip

validate_insee = RegexValidator(r"^[0-9][0-9AB][0-9]{3}\Z", "Un code INSEE compte cinq signes, par exemple 86194.")
validate_postal_code = RegexValidator(r"^[0-9]{5}\Z", "Un code postal compte cinq chiffres, par exemple 86000.")
validate_public_id = RegexValidator(rf"^[{CROCKFORD}]{{6}}\Z", "Six chiffres ou lettres majuscules, sans I, L, O ni U.")
validate_siret = RegexValidator(r"^[0-9]{14}\Z", "Un SIRET compte quatorze chiffres, sans espace.")


def is_revealing(text: str) -> bool:
    """Some word of it tells what this site is about."""
    words = f"{fold(text)} "
    return any(words.startswith(stem) or f" {stem}" in words for stem in REVEALING_STEMS)


def validate_neutral_title(title: str) -> None:
    """Refuse a title that tells, in a browser's history, what was read."""
    if is_revealing(title):
        raise ValidationError(
            "Ce titre reste dans l’historique du navigateur : écrivez-le sans mot qui parle de violence "
            "(par exemple « Permanence – Mairie »).",
            code="revealing",
        )


def validate_seen_by_all(text: str) -> None:
    """Refuse a large text on the first page that tells, across a room, what is read."""
    if is_revealing(text):
        raise ValidationError(
            "Ce bandeau se voit de loin, par-dessus une épaule : écrivez-le sans mot qui parle de violence "
            "(par exemple « 25 novembre : vous pouvez en parler. 3919, gratuit, jour et nuit. »).",
            code="revealing",
        )


def validate_partial_date(text: str) -> None:
    """Accept 2024, 2024-11 or 2024-11-03: a source rarely gives the day, and none is made up."""
    if not PARTIAL_DATE.match(text):
        raise ValidationError("Écrivez une année (2024), un mois (2024-11) ou un jour (2024-11-03).")
    padded = text + "-01-01"[len(text) - 4 :]
    try:
        date.fromisoformat(padded)
    except ValueError as error:
        raise ValidationError("Cette date n’existe pas : vérifiez le mois et le jour.") from error


def digits(value: str) -> str:
    """The number as a telephone dials it: "05 16 60 41 18" → "0516604118", "+33 1…" → "+331…"."""
    return re.sub(r"[^\d+]", "", value)


def in_pairs(number: str) -> str:
    """0549000000 → « 05 49 00 00 00 »."""
    return " ".join(number[start : start + 2] for start in range(0, 10, 2))


def easy_to_read(value: str) -> str:
    """A French number typed in one go, or with points: in pairs. Spaces already there were chosen: "0 800 05 95 95"."""
    number = digits(value)
    spaced = " " in value and not re.search(r"[.\-]", value)
    return in_pairs(number) if re.fullmatch(r"0\d{9}", number) and not spaced else value


def validate_dialled(value: str) -> None:
    """A French number as dialled, short numbers included, or an international one starting with +."""
    number = digits(value)
    if re.search(r"[^\d+\s().\-]", value) or not number:
        raise ValidationError("Écrivez le numéro avec des chiffres, par exemple 05 49 00 00 00 ou 3919.")
    if SHORT_NUMBER.match(number):
        return
    try:
        parsed = phonenumbers.parse(number, PHONE_REGION)
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or not phonenumbers.is_valid_number(parsed):
        raise ValidationError(f"« {value} » n’est pas un numéro qui existe : comptez les chiffres.")


def validate_contact(*, kind: str, value: str) -> None:
    """The value must be of its kind: a number one can dial, a web address, an e-mail address."""
    if kind in DIALLED_KINDS:
        validate_dialled(value)
    elif kind in LINK_KINDS and not re.match(r"^https://[^\s/]+\.[^\s]+$", value):
        raise ValidationError("Écrivez l’adresse complète, qui commence par https://.")
    elif kind == ContactKind.EMAIL and not re.match(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", value):
        raise ValidationError("Écrivez une adresse électronique complète, par exemple contact@exemple.fr.")


def validate_date_range(*, start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise ValidationError("La fin est avant le début : échangez les deux dates.")
