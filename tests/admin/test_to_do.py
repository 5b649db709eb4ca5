"""« À faire »: counts lead to lists that show exactly what was counted, and nobody else's."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resources.models import Service, User
from resources.roles import Role
from resources.to_do.attention import with_unknown_hours
from tests import factories
from tests.sign_in import sign_in

HOME = "/gestion/"


def soon(days=3):
    return timezone.localdate() + timedelta(days=days)


def work_for(organization):
    """One of each thing to do about the entries of a structure."""
    service = factories.ServiceFactory(published=True, organization=organization)
    way_in = factories.ServiceAtLocationFactory(service=service, hours_source="unknown")
    factories.ServiceFactory(status="review", organization=organization)
    factories.ScheduleExceptionFactory(way_in=way_in, first_day=soon(), last_day=soon(5))
    factories.ChangeReportFactory(service=service)
    factories.ChangeReportFactory(service=service, state="in_progress")
    factories.ProposedChangeFactory(service=service)
    alike = {"organization": organization, "name": "Permanence du mardi"}
    for _ in range(2):
        way_in = factories.ServiceAtLocationFactory(
            service=factories.ServiceFactory(status="draft", **alike), location=way_in.location
        )


def finished(organization):
    """What looks like work and is not."""
    service = factories.ServiceFactory(published=True, organization=organization)
    factories.VerificationFactory(service=service, fact="all", on=timezone.localdate())
    factories.ContactPointFactory(service=service, value="05 49 00 00 01")
    way_in = factories.ServiceAtLocationFactory(service=service, hours_source="own")
    factories.OpeningRuleFactory(way_in=way_in)
    factories.ServiceFactory(status="archived", organization=organization)
    factories.ScheduleExceptionFactory(way_in=way_in, first_day=date(2020, 1, 1), last_day=date(2020, 1, 2))
    factories.ScheduleExceptionFactory(way_in=way_in, first_day=soon(90), last_day=soon(91))
    factories.ChangeReportFactory(service=service, state="done", handled_at=timezone.now())
    factories.ProposedChangeFactory(service=service, state="accepted", decided_at=timezone.now())


def tasks_of(client):
    return client.get(HOME).context["to_do"]


def shown(client, task) -> int:
    """How many the list behind a task holds."""
    context = client.get(task.url).context
    return context["page"].paginator.count if "page" in context else context["cl"].result_count


@pytest.fixture
def signed_in_as(client, db):
    def sign(role, *organizations):
        return sign_in(client, factories.UserFactory(role=role, organizations=organizations))

    return sign


@pytest.fixture
def organization(db):
    organization = factories.OrganizationFactory()
    work_for(organization)
    finished(organization)
    return organization


def test_home_counts_everything_there_is_to_do(office, organization):
    assert {task.name: task.count for task in tasks_of(office)} == {
        "fiche à relire avant publication": 1,
        "fiche en retard de vérification": 1,
        "fiche à vérifier en tout": 1,
        "erreurs signalées par le public": 2,
        "correction proposée par une structure": 1,
        "fiche sans téléphone": 1,
        "fiche aux horaires inconnus": 1,
        "fermeture en cours ou dans le mois": 1,
        "paire de fiches qui se ressemblent": 1,
    }


@pytest.mark.parametrize("role", [Role.EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_each_count_is_that_of_its_list(signed_in_as, organization, role):
    work_for(factories.OrganizationFactory())
    client = signed_in_as(role, organization)

    tasks = tasks_of(client)

    assert [shown(client, task) for task in tasks] == [task.count for task in tasks]


def test_agent_of_a_structure_sees_the_work_of_hers(signed_in_as, organization):
    client = signed_in_as(Role.EDITOR, factories.OrganizationFactory())

    assert tasks_of(client) == []


def test_agent_of_a_structure_is_not_asked_what_she_may_not_do(signed_in_as, organization):
    client = signed_in_as(Role.EDITOR, organization)

    page = client.get(HOME)

    assert ("signalée" in page.text, "se ressemblent" in page.text) == (False, False)


def test_nothing_to_do_is_said_warmly(office):
    assert "Rien ne vous attend" in office.get(HOME).text


def test_an_account_without_a_structure_is_told_what_to_ask_for(signed_in_as, organization):
    client = signed_in_as(Role.EDITOR, organization)
    User.objects.get(pk=client.session["_auth_user_id"]).organizations.clear()

    page = client.get(HOME).text

    assert ("lié à aucune structure" in page, "Rien ne vous attend" in page) == (True, False)


def test_home_costs_the_same_whatever_there_is_to_do(office, organization):
    office.get(HOME)
    with CaptureQueriesContext(connection) as few:
        office.get(HOME)
    for _ in range(4):
        work_for(factories.OrganizationFactory())

    with CaptureQueriesContext(connection) as many:
        office.get(HOME)

    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("source", "unknown"), [("unknown", True), ("own", True), ("location", True), ("answered", False)]
)
def test_hours_are_unknown_when_nothing_tells_them(db, source, unknown):
    way_in = factories.ServiceAtLocationFactory(hours_source="own" if source == "answered" else source)
    if source == "answered":
        factories.OpeningRuleFactory(way_in=way_in)

    assert with_unknown_hours(Service.objects.all()).exists() == unknown


def test_her_own_ways_in_are_at_hand(signed_in_as, organization):
    other = factories.ServiceAtLocationFactory(service__name="Chez les autres")
    client = signed_in_as(Role.EDITOR, organization)

    shown = client.get(HOME).context["at_hand"]

    assert len(shown) == organization.services.exclude(status="archived").filter(ways_in__isnull=False).count()
    assert other.service.name not in [one.name for one in shown]


def test_what_is_at_hand_opens(signed_in_as, organization):
    client = signed_in_as(Role.EDITOR, organization)

    pages = {
        url.partition("#")[0]
        for one in client.get(HOME).context["at_hand"]
        for url in (one.entry, one.hours, one.closures, one.contacts)
    }

    assert {client.get(url).status_code for url in pages} == {200}


def test_hours_of_a_place_are_changed_where_they_are_kept(signed_in_as, organization):
    hers = factories.LocationFactory(organization=organization)
    theirs = factories.LocationFactory()
    service = factories.ServiceFactory(organization=organization)
    for place in (hers, theirs):
        factories.ServiceAtLocationFactory(service=service, location=place, hours_source="location")

    shown = {one.where: one.hours for one in signed_in_as(Role.EDITOR, organization).get(HOME).context["at_hand"]}

    assert f"/location/{hers.pk}/" in shown[str(hers)]
    assert shown[str(theirs)] is None


def test_who_has_the_whole_directory_is_shown_no_short_list(signed_in_as, organization):
    assert signed_in_as(Role.COORDINATOR, organization).get(HOME).context["at_hand"] == []
