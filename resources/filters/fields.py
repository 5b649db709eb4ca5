"""Fields that are never wrong: what cannot be read is as if it were not there."""

from datetime import datetime

from django import forms

from resources.text import clean_query
from resources.validators import validate_public_id

MAX_LISTED = 15


class CodesField(forms.CharField):
    """A list written "a,b,c" in an address; what is not a code is dropped."""

    def __init__(self, *, is_code, **kwargs):
        super().__init__(required=False, **kwargs)
        self.is_code = is_code

    def to_python(self, value):
        codes = [code for code in super().to_python(value).split(",") if self.is_code(code)]
        return list(dict.fromkeys(codes))[:MAX_LISTED]


def is_public_id(code: str) -> bool:
    return validate_public_id.regex.match(code) is not None


def is_place_code(code: str) -> bool:
    return 0 < len(code) <= 5 and code.isalnum()


class KnownChoicesField(forms.MultipleChoiceField):
    """Keeps the values of the list and drops the others: an old or broken address still answers."""

    def to_python(self, value):
        known = {str(choice) for choice, _ in self.choices}
        return [one for one in dict.fromkeys(super().to_python(value)) if one in known]


class WeekField(forms.CharField):
    """An ISO week, "2026-W48", as its Monday; anything else as None."""

    def to_python(self, value):
        try:
            return datetime.strptime(f"{super().to_python(value)}-1", "%G-W%V-%u").date()  # noqa: DTZ007  # a date
        except ValueError:
            return None


class TypedField(forms.Field):
    """What somebody typed. Never refused: words that were would stay in the address."""

    def __init__(self):
        super().__init__(required=False)

    def to_python(self, value):
        return clean_query(value or "")


class RepeatedCodesField(CodesField):
    """Codes separated by commas, or a parameter repeated, or both."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        return super().to_python(",".join(map(str, value or [])))


class FlagField(forms.Field):
    """A box. Its form sends 0, and 1 beside it when it is ticked; nothing sent is what it is by default."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *, default):
        super().__init__(required=False)
        self.default = default

    def to_python(self, value):
        return "1" in value if value else self.default
