"""What templates say of an entry. Every sentence comes from `wording`, in the language of the page."""

from django import template
from django.conf import settings
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from resources import languages, prose, wording
from resources.enums import Tristate
from resources.filters import kept_codes
from resources.icons import ICONS
from resources.search.ranking import Group

register = template.Library()

STATE_CLASSES = {"open": "open", "by_appointment": "wait", "closed": "closed", "unknown": "unknown"}


@register.simple_tag
def suggestions():
    """The static file of the names of communes; empty while nobody wrote it."""
    return settings.SUGGESTIONS


@register.simple_tag
def icon(name):
    """A line drawing, inside the page: nothing more to fetch."""
    # Its size is also said here: without a style sheet, it would fill the page.
    frame = '<svg class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">{}</svg>'
    return format_html(frame, mark_safe(ICONS[name]))


@register.filter
def opening(shown):
    """The state of an entry or of a way in, in words, at the instant of the page."""
    return wording.opening(shown.status, shown.at, remote=shown.remote, doubtful=shown.doubtful_hours)


@register.simple_tag
def state(shown):
    """The same, as a tag of its colour. Hours somebody doubts look as unknown ones do."""
    look = STATE_CLASSES["unknown" if shown.doubtful_hours else shown.status.state]
    return format_html('<span class="tag {}">{}</span>', look, opening(shown))


# Sixty of them stand on a page of results: half of what it would take to write them in its template.
BOX = '<label{}><input type="checkbox" name="{}" value="{}"{}>{}{}{}</label>'
SOFT, CHECKED, DISABLED = (mark_safe(attribute) for attribute in (' class="soft"', " checked", " disabled"))


@register.simple_tag
def boxes(choices):
    """Choices to tick, with how many answers each gives: of pairs (parameter, choice)."""
    return format_html_join("", BOX, (_box(name, choice) for name, choice in choices))


def _box(name, choice):
    option = choice.option
    autonym = format_html(' <span lang="{}">{}</span>', option.value, option.autonym) if option.autonym else ""
    count = f" ({choice.count})" if choice.count else ""
    look, ticked = (SOFT, DISABLED) if choice.dead_end else ("", CHECKED if choice.chosen else "")
    return look, name, option.value, ticked, option.label, autonym, count


@register.filter
def distance(km):
    return wording.distance(km)


@register.filter
def freshness_sentence(freshness):
    return wording.freshness_sentence(freshness)


@register.filter
def rule_sentence(rule):
    return wording.rule_sentence(rule)


@register.filter
def slot(interval):
    """9 h–12 h; the end of a whole day reads as day and night."""
    return wording.interval(interval)


@register.filter
def weekday(day):
    return wording.weekday(day)


@register.filter
def reason(words):
    return wording.shown_reason(words)


@register.filter
def day_month(day):
    return wording.day_month(day)


@register.filter
def day_title(day):
    """Mardi 24 novembre."""
    return wording.capital(wording.day_name(day))


@register.filter
def full_date(day):
    """1ᵉʳ décembre 2026."""
    return wording.full_date(day)


@register.filter
def week_title(monday):
    return wording.week_title(monday)


@register.filter
def partial_date(text):
    return wording.partial_date(text)


@register.filter
def clock(moment):
    return wording.clock(moment)


@register.filter
def group_title(group, place):
    """Why these entries are here."""
    name = place.commune.name if place.commune else ""
    title = {
        Group.IN_COMMUNE: gettext("{at_town}"),
        Group.COVERS: gettext("Pour les habitants {of_town}"),
        Group.NEAR: gettext("Près {of_town}") if name else gettext("Près d’ici"),
        Group.DEPARTEMENT: gettext("Pour tout le département"),
        Group.REMOTE: gettext("Par téléphone ou en ligne, où que vous soyez"),
    }[group].format(at_town=wording.at_commune(name), of_town=wording.of_commune(name))
    return wording.capital(title)


@register.filter
def of_commune(name):
    """« d’Aslonnes », « des Ormes », « de Poitiers »."""
    return wording.of_commune(str(name))


@register.filter
def at_commune(name):
    """« aux Ormes », « à Poitiers »."""
    return wording.at_commune(str(name))


@register.filter
def named(name):
    """A name staff wrote: on another page than a French one, it says it is French."""
    return languages.named(str(name)) if name else ""


@register.filter
def told(sentence):
    """A sentence staff wrote: the same, and the reader is told."""
    return languages.told(str(sentence)) if sentence else ""


@register.filter
def listed_in_quotes(words):
    """Un » ni « deux: to stand between the quotation marks of the sentence."""
    return mark_safe(conditional_escape(gettext(" » ni « ")).join(map(conditional_escape, words)))


@register.filter
def plural(count):
    """« s » from two on: French says zero in the singular."""
    return "s" if count >= 2 else ""


@register.filter
def known(value):
    return value != Tristate.UNKNOWN


@register.filter
def lookup(mapping, key):
    return mapping.get(key)


@register.filter
def markdown(text, sources=()):
    """Safe HTML from what staff wrote, its citations leading to the list of sources."""
    return mark_safe(prose.render(text, sources))


@register.inclusion_tag("includes/_languages.html", takes_context=True)
def language_links(context):
    """The same page in the other languages, with the codes of its address and never a word that was typed."""
    request = context.get("request")
    if request is None or not languages.is_translated(request.path):
        return {"links": []}
    lost = context.get("lost")
    query = "" if lost else kept_codes(context.get("parameters", request.GET))
    path = "/" if lost else request.path
    here = languages.language_of(request.path)
    return {
        "links": [
            {"code": code, "name": name, "address": f"{languages.in_language(path, code)}{query}"}
            for code, name in languages.NAMES.items()
            if code != here
        ]
    }


@register.simple_tag(takes_context=True)
def with_query(context, **changes):
    """The address of this page with some parameters changed; None or an empty value drops one."""
    return changed(context, changes)


@register.simple_tag(takes_context=True)
def changed(context, changes):
    """The same, with the changes in one mapping."""
    parameters = context["parameters"].copy()
    parameters.pop("page", None)
    for name, value in changes.items():
        if value in (None, ""):
            parameters.pop(name, None)
        else:
            parameters[name] = value
    return f"?{parameters.urlencode()}"


@register.simple_tag(takes_context=True)
def toggled(context, name, value):
    """The address with one value of a repeatable filter added, or taken away if it is there."""
    parameters = context["parameters"].copy()
    parameters.pop("page", None)
    values = parameters.getlist(name)
    parameters.setlist(name, [one for one in values if one != value] if value in values else [*values, value])
    return f"?{parameters.urlencode()}"
