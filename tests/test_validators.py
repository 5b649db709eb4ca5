from datetime import date

import pytest
from django.core.exceptions import ValidationError

from resources.validators import (
    digits,
    easy_to_read,
    validate_contact,
    validate_date_range,
    validate_dialled,
    validate_insee,
    validate_neutral_title,
    validate_partial_date,
    validate_postal_code,
    validate_public_id,
    validate_siret,
)


@pytest.mark.parametrize(
    ("validate", "value"),
    [
        pytest.param(validate_insee, "86194", id="insee"),
        pytest.param(validate_insee, "2A004", id="insee-corsica"),
        pytest.param(validate_postal_code, "86000", id="postal-code"),
        pytest.param(validate_public_id, "0AZ9XK", id="public-id"),
        pytest.param(validate_siret, "12345678901234", id="siret"),
    ],
)
def test_code_is_accepted(validate, value):
    validate(value)


@pytest.mark.parametrize(
    ("validate", "value"),
    [
        pytest.param(validate_insee, "8619", id="insee-short"),
        pytest.param(validate_insee, "861940", id="insee-long"),
        pytest.param(validate_insee, "2C004", id="insee-letter"),
        pytest.param(
            validate_insee,
            "86194\n",
            id="insee-newline",
        ),
        pytest.param(
            validate_postal_code,
            "８６０００",
            id="postal-code-full-width-digits",
        ),
        pytest.param(validate_postal_code, "86 000", id="postal-code-space"),
        pytest.param(validate_public_id, "abcdef", id="public-id-small"),
        pytest.param(validate_public_id, "ILOU00", id="public-id-ambiguous"),
        pytest.param(validate_siret, "123 456 789 01234", id="siret-spaces"),
    ],
)
def test_code_is_refused(validate, value):
    with pytest.raises(ValidationError):
        validate(value)


@pytest.mark.parametrize(
    "title",
    [
        "Permanence – Civray",
        "Maison de Freyja",
        "Violette",
        "Le Violon",
        "Téléphone 3919",
        "Abuja",
        "Rue des Combattants",
        "Endangered",
    ],
)
def test_neutral_title_is_accepted(title):
    validate_neutral_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "Violences conjugales",
        "Aide aux victimes",
        "VICTIMES",
        "Téléphone grave danger",
        "Après un viol",
        "Viols",
        "Viol",
        "Féminicides",
        "Agression",
        "Stop au harcèlement",
        "Enfants maltraités",
        "aide-aux-victimes",
    ],
)
def test_revealing_title_is_refused(title):
    with pytest.raises(ValidationError):
        validate_neutral_title(title)


@pytest.mark.parametrize("text", ["2024", "2024-11", "2024-11-03", "2024-02-29", "2024-12"])
def test_partial_date_is_accepted(text):
    validate_partial_date(text)


@pytest.mark.parametrize(
    "text", ["24", "2024-", "2024-13", "2024-00", "2023-02-29", "2024-11-31", "03/11/2024", "2024-1-3", "0000"]
)
def test_partial_date_is_refused(text):
    with pytest.raises(ValidationError):
        validate_partial_date(text)


def test_partial_date_with_a_newline_is_refused():
    with pytest.raises(ValidationError):
        validate_partial_date("2024-11\n")


@pytest.mark.parametrize(
    "value",
    [
        *["15", "17", "18", "112", "114", "115", "119", "3919", "3018", "3977", "116 006", "116000", "196"],
        *["05 49 00 00 00", "05.49.00.00.00", "0549000000", "(05) 49-00-00-00", "+33 5 49 00 00 00"],
        *["06 12 34 56 78", "08 00 05 95 95", "+44 20 7946 0018"],
    ],
)
def test_number_is_accepted(value):
    validate_dialled(value)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="empty"),
        pytest.param("05 49", id="too-short"),
        pytest.param("05 49 00 00 00 00", id="too-long"),
        pytest.param("3919 (gratuit)", id="words"),
        pytest.param("00 00 00 00 00", id="no-such-number"),
        pytest.param("٣٩١٩", id="not-what-a-french-keypad-dials"),
        pytest.param("+", id="plus-alone"),
        pytest.param("1234567", id="seven-digits"),
        pytest.param("5", id="one-digit"),
    ],
)
def test_number_is_refused(value):
    with pytest.raises(ValidationError):
        validate_dialled(value)


@pytest.mark.parametrize(
    ("value", "dialled"),
    [
        pytest.param("05 16 60 41 18", "0516604118", id="spaces"),
        pytest.param("+33 1 23", "+33123", id="plus"),
        pytest.param("3919", "3919", id="short"),
    ],
)
def test_digits_are_what_a_telephone_dials(value, dialled):
    assert digits(value) == dialled


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", "3919"),
        ("sms", "114"),
        ("website", "https://exemple.fr"),
        ("chat", "https://exemple.fr/tchat?a=1"),
        ("app", "https://exemple.fr/app"),
        ("form", "https://exemple.fr/formulaire"),
        ("email", "contact@exemple.fr"),
    ],
)
def test_contact_is_accepted(kind, value):
    validate_contact(kind=kind, value=value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param("phone", "https://exemple.fr", id="address-as-a-number"),
        pytest.param("sms", "", id="empty-sms"),
        pytest.param("website", "exemple.fr", id="no-scheme"),
        pytest.param("website", "http://exemple.fr", id="not-https"),
        pytest.param("website", "javascript:alert(1)", id="script"),
        pytest.param("chat", "https://exemple.fr/un tchat", id="space"),
        pytest.param("form", "https://", id="no-host"),
        pytest.param("email", "exemple.fr", id="no-at"),
        pytest.param("email", "a@b", id="no-dot"),
        pytest.param("email", "a@b.fr, c@d.fr", id="two"),
    ],
)
def test_contact_is_refused(kind, value):
    with pytest.raises(ValidationError):
        validate_contact(kind=kind, value=value)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (None, None),
        (date(2026, 1, 1), None),
        (None, date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 1, 2)),
    ],
)
def test_date_range_is_accepted(start, end):
    validate_date_range(start=start, end=end)


def test_date_range_backwards_is_refused():
    with pytest.raises(ValidationError):
        validate_date_range(start=date(2026, 1, 2), end=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("value", "read"),
    [
        pytest.param("0549000000", "05 49 00 00 00", id="in-one-go"),
        pytest.param("05.49.00.00.00", "05 49 00 00 00", id="points"),
        pytest.param("0 800 05 95 95", "0 800 05 95 95", id="spaces-chosen"),
        pytest.param("3919", "3919", id="short"),
        pytest.param("+33549000000", "+33549000000", id="from-abroad"),
    ],
)
def test_number_is_easy_to_read(value, read):
    assert easy_to_read(value) == read
