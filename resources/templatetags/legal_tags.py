"""The blanks of the legal pages."""

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from resources.languages import is_french

register = template.Library()

BLANK = _("À compléter")
UNREACHABLE = _("Indisponible pour le moment")


@register.simple_tag
def site_text(texts, key):
    """What the publisher wrote; a visible blank until then, and not a false one when the database is out of reach."""
    if texts is None:
        return format_html('<span class="blank">{}</span>', UNREACHABLE)
    body = texts.get(key, "").strip()
    if not body:
        return format_html('<span class="blank">{}</span>', BLANK)
    if body.startswith("https://") and " " not in body:
        return format_html('<a href="{0}" rel="noreferrer">{0}</a>', body)
    return format_html('<span lang="fr">{}</span>', linebreaksbr(body)) if not is_french() else linebreaksbr(body)
