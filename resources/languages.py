"""The languages of the public site. The address alone says which: no cookie, nothing the browser tells. Pure.

Sentences are asked of gettext, in the language the request is in: what is written in the code is French, and
`locale/en` says it in English. What staff write is French until somebody translates it, and then says so.
"""

import re

from django.utils.html import format_html
from django.utils.translation import get_language, gettext

FRENCH = "fr"
OTHERS = ("en",)
# What staff, structures and professionals read behind an account or a letter.
ONLY_FRENCH = ("/gestion/", "/pro/", "/verifier/")
# Each in its own words: whoever looks for a language reads its name in it.
NAMES = {FRENCH: "Français", "en": "English"}

NBSP = "\u00a0"
# A sign that French sets apart from its word, never at the head of a line.
APART = re.compile(r" (?=[:;?!»%€])|(?<=«) ")


def language_of(path: str) -> str:
    """en, for /en/recherche/."""
    first = path.strip("/").partition("/")[0]
    return first if first in OTHERS else FRENCH


def without_language(path: str) -> str:
    """/recherche/, for /en/recherche/."""
    language = language_of(path)
    return path if language == FRENCH else path.removeprefix(f"/{language}") or "/"


def in_language(path: str, language: str) -> str:
    """The same page in another language: /en/recherche/, for /recherche/."""
    plain = without_language(path)
    return plain if language == FRENCH else f"/{language}{plain}"


def is_translated(path: str) -> bool:
    """Whether this page has others beside it in another language."""
    return not path.startswith(ONLY_FRENCH)


def page_in(template: str, language: str) -> str:
    """A page that is all prose is written whole in each language: pages/discretion.en.html."""
    return template if language == FRENCH else template.replace(".html", f".{language}.html")


def is_french() -> bool:
    """Nothing needs saying in another language now."""
    return (get_language() or FRENCH)[:2] == FRENCH


def set_apart(french: str) -> str:
    """« Et ensuite ? », the mark kept on the line of its word."""
    return APART.sub(NBSP, french)


class InFrench(str):
    """A name left in French on a page that is not: heard as French, and read as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return format_html('<span lang="fr">{}</span>', str(self))


class SaidInFrench(InFrench):
    """A sentence somebody would want to understand: the page says why it is not in her language."""

    __slots__ = ()

    def __html__(self) -> str:
        return format_html("{} <small>({})</small>", InFrench(self), gettext("en français"))


def named(french: str, translation: str = "") -> str:
    """A name as this language says it."""
    return _said(french, translation, InFrench)


def told(french: str, translation: str = "") -> str:
    """A sentence as this language says it; left in French, it says so."""
    return _said(french, translation, SaidInFrench)


def _said(french: str, translation: str, left_in_french: type[InFrench]) -> str:
    if is_french() or not french:
        return set_apart(french)
    return translation or left_in_french(set_apart(french))
