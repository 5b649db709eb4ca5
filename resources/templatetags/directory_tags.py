"""What templates say of an entry. Every sentence comes from `wording`."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from resources import prose, wording
from resources.enums import Tristate
from resources.icons import ICONS
from resources.search.ranking import Group

register = template.Library()

STATE_CLASSES = {"open": "open", "by_appointment": "wait", "closed": "closed", "unknown": "unknown"}


@register.simple_tag
def icon(name):
    """A line drawing, inside the page: nothing more to fetch."""
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', mark_safe(ICONS[name]))


@register.filter
def opening(shown):
    """The state of an entry or of a way in, in words, at the instant of the page."""
    return wording.opening(shown.status, shown.at, remote=shown.remote)


@register.filter
def state_class(status):
    return STATE_CLASSES[status.state]


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
    return wording.DAYS[day.weekday()]


@register.filter
def day_month(day):
    return wording.day_month(day)


@register.filter
def day_title(day):
    """Mardi 24 novembre."""
    return wording.day_name(day).capitalize()


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
    return {
        Group.IN_COMMUNE: f"À {name}",
        Group.COVERS: f"Pour les habitants de {name}",
        Group.NEAR: f"Près de {name}" if name else "Près d’ici",
        Group.DEPARTEMENT: "Pour tout le département",
        Group.REMOTE: "Par téléphone ou en ligne, où que vous soyez",
    }[group]


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
