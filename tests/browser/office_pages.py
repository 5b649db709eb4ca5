"""Every address of the back office, read from its patterns, so that a new page cannot be forgotten."""

import json
import re

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLResolver
from django.utils.http import int_to_base36

from resources import models
from resources.exports.sheet_columns import HEADERS
from resources.models import act
from resources.models.base import Tracked
from tests import factories
from tests.admin.test_screens import MAKERS
from tests.sign_in import sign_in
from vienne_support.urls import urlpatterns

ROOT = "gestion/"
MODEL = re.compile(r"/resources/(\w+)/")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>[^()]*\)")
SHEET = f"{';'.join(HEADERS[:2])}\n;Un accueil\n"


def make() -> str:
    """One row of each model; what each address answers, as JSON: {session, answers: [[name, url, status, type]]}."""
    agent = factories.UserFactory(superuser=True)
    client = sign_in(Client(headers={"host": "127.0.0.1"}), agent)
    with act(user=agent, reason="essai"):
        made = {model: maker() for model, maker in MAKERS.items()}
    with act(user=agent):
        made[models.Service].name = "Un autre nom"
        made[models.Service].save()
    given = values_of(client, agent, made)
    answers = [answer_of(client, name, url) for name, url in addresses(given)]
    return json.dumps({"session": client.cookies["session"].value, "answers": answers})


def answer_of(client, name, url):
    answer = client.get(f"/{url}")
    return name, url, answer.status_code, answer.headers.get("Content-Type", "").partition(";")[0]


def values_of(client, agent, made) -> dict:
    """What stands in the addresses: by model and parameter, or by parameter alone."""
    alike = factories.ServiceFactory.create_batch(2, name="Permanence du mardi", organization=made[models.Organization])
    sheet = SimpleUploadedFile("fiches.csv", SHEET.encode())
    upload = client.post(f"/{ROOT}resources/service/tableur/", {"file": sheet})
    given = {
        "first": alike[0].pk,
        "second": alike[1].pk,
        "kind": "xlsx",
        "token": upload.url.rstrip("/").rpartition("/")[2],
        "app_label": "resources",
        "content_type_id": ContentType.objects.get_for_model(models.Service).pk,
        "object_id": made[models.Service].pk,
        "uidb36": int_to_base36(agent.pk),
        "key": "past",
        "provider_id": "oidc",
        "url": "nowhere",
    }
    for model, obj in made.items():
        name = model._meta.model_name
        given[name, "object_id"] = given[name, "pk"] = obj.pk
        if issubclass(model, Tracked):
            given[name, "act_id"] = obj.history.first().act
    return given


def addresses(given, patterns=urlpatterns, before=""):
    """(name, address) of each pattern under the back office, with the values given."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(given, pattern.url_patterns, route)
        elif route.startswith(ROOT):
            yield pattern.name or route, filled(route, given)


def filled(route, given) -> str:
    """The address. The model it is about, if any, is named after "resources"."""
    named = MODEL.search(route)
    model = named[1] if named else ""

    def value(found) -> str:
        return str(given.get((model, found[1]), given.get(found[1], "")))

    return PARAMETER.sub(value, GROUP.sub(value, route)).replace("^", "").replace("$", "")
