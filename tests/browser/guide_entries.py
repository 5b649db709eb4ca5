"""Made-up entries for the pictures of the agents' guide: who is signed in, and the pages to show."""

import json
import time
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from resources.models import Commune, OpeningRule, Service, act
from resources.roles import Role
from tests import factories
from tests.sign_in import sign_in


def make() -> str:
    """Sessions by who is signed in, and keys of what is shown, as JSON."""
    structure = factories.OrganizationFactory(name="Maison d’exemple", short_name="", kind="association")
    anne, claire, newcomer = (
        factories.UserFactory(email=f"{name.lower()}@exemple.fr", first_name=name, role=role, organizations=[structure])
        for name, role in (("Anne", Role.EDITOR), ("Claire", Role.COORDINATOR), ("Zoé", Role.EDITOR))
    )
    with act(user=claire):
        keys = entries_of(structure)
    with act(user=anne):
        rule = OpeningRule.objects.get(location=keys["place"])
        rule.end = rule.end.replace(hour=18)
        rule.save()
    Service.objects.all().refresh_search()
    clients = {"editor": sign_in(Client(), anne), "coordinator": sign_in(Client(), claire), "newcomer": Client()}
    clients["newcomer"].force_login(newcomer)
    just_signed_in(clients["newcomer"], newcomer)
    sessions = {name: client.cookies["session"].value for name, client in clients.items()}
    return json.dumps({"sessions": sessions, "keys": keys})


def just_signed_in(client, user) -> None:
    """As after the sign-in page: nobody asks for the password again."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def entries_of(structure) -> dict[str, str]:
    today = timezone.localdate()
    civray = Commune.objects.get(pk="86078")
    place = factories.LocationFactory(
        organization=structure, name="Maison d’exemple, Civray", commune=civray, street="", postal_code="86400"
    )
    desk, lawyer = (
        entry(structure, name, summary, status="published", published=True)
        for name, summary in (
            ("Accueil de la Maison d’exemple", "Une personne vous reçoit et vous écoute."),
            ("Permanence du mardi", "Une juriste répond à vos questions."),
        )
    )
    entry(structure, "Groupe de parole", "On se retrouve, on parle si on veut.", status="review")
    way_in = factories.ServiceAtLocationFactory(service=desk, location=place, hours_source="location")
    factories.ServiceAtLocationFactory(service=lawyer, location=place, hours_source="unknown")
    factories.OpeningRuleFactory(location=place)
    factories.ContactPointFactory(service=desk, value="05 49 00 00 00")
    factories.VerificationFactory(service=desk, fact="all", on=today - timedelta(days=300), method="phone")
    factories.ScheduleExceptionFactory(
        way_in=way_in, first_day=today + timedelta(days=5), last_day=today + timedelta(days=9), reason="congés"
    )
    report = factories.ChangeReportFactory(service=desk, text="Le numéro sonne dans le vide depuis lundi.")
    proposal = factories.ProposedChangeFactory(service=desk, old_value="05 49 00 00 00", proposed="05 49 00 00 01")
    named = {"entry": desk, "place": place, "report": report, "proposal": proposal}
    return {name: str(one.pk) for name, one in named.items()}


def entry(structure, name, summary, **values):
    need = factories.NeedFactory(slug="parler", name="Parler à quelqu’un")
    return factories.ServiceFactory(
        organization=structure, name=name, neutral_title=name, summary=summary, main_need=need, needs=[need], **values
    )
