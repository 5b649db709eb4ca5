"""Emergency numbers in templates: their facts come from one place."""

import re

from django import template
from django.utils.html import format_html, format_html_join

from resources.emergency.languages import MESSAGE
from resources.emergency.lines import CALL_BACK, LINES, NOW

register = template.Library()

PLACEHOLDER = re.compile(r"(\{\w+\})")


@register.inclusion_tag("includes/_emergency_line.html")
def emergency_line(number, what="", first_words=False):
    """A number as a large link, with what it is and whether it is free."""
    line = LINES[number]
    return {"line": line, "what": what or line.what, "first_words": line.first_words if first_words else ""}


@register.simple_tag
def number(number):
    """A number inside a sentence. It reads from left to right, whatever the language around it."""
    line = LINES[number]
    return format_html('<a href="{}"><bdi dir="ltr">{}</bdi></a>', line.href, line.shown)


@register.filter
def with_numbers(sentence):
    """A sentence of the emergency page, its numbers made links."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in PLACEHOLDER.split(sentence)))


@register.filter
def with_lines(labels):
    """(line, label) of each number to call in danger."""
    return [(LINES[number], label) for number, label in zip(NOW, labels, strict=True)]


def _piece(piece):
    if not PLACEHOLDER.match(piece):
        return piece
    name = piece.strip("{}")
    if name == "message":
        return format_html('<b lang="fr" dir="ltr">{}</b>', MESSAGE)
    if name == "call_back":
        return format_html('<bdi dir="ltr">{}</bdi>', CALL_BACK)
    return number(name)
