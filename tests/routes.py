"""Every route of the site, from the resolver: one that is added is walked, or the walk fails."""

import re

from django.apps import apps
from django.urls import URLPattern, get_resolver

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
OFFICE = "gestion/"


def routes(patterns=None, prefix=""):
    """Each as it is written, from the root of the site."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


def address_of(route, keys):
    """As it is typed. `keys`: the longest beginning of a route → what its parameters stand for."""
    if route.startswith(f"{OFFICE}resources/") and "<path:object_id>" in route:
        model = apps.get_model("resources", route.removeprefix(f"{OFFICE}resources/").split("/")[0])
        route = route.replace("<path:object_id>", str(getattr(model._default_manager.first(), "pk", 0)))
    route = re.sub(r"^(.*)\^\(\?P<app_label>\w+\)/\$$", r"\1resources/", route)
    route = re.sub(r"^(.*)\(\?P<url>\.\*\)\$$", r"\1nulle-part", route)
    known = [beginning for beginning in keys if route.startswith(beginning)]
    told = keys[max(known, key=len)] if known else {}
    missing = set(PARAMETER.findall(route)) - set(told)
    assert not missing, f"{route}: say in this test what {missing} stands for"
    return "/" + PARAMETER.sub(lambda found: str(told[found[1]]), route)
