"""The page of the history: who changed what, in French, on one page an entry."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from resources.models import Organization, Service, act
from resources.models.base import Tracked
from tests.admin.pages import list_url, messages_of, save, url_of
from tests.admin.test_screens import MAKERS
from tests.factories import (
    CommuneFactory,
    ContactPointFactory,
    OpeningRuleFactory,
    OrganizationFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    UserFactory,
    VerificationFactory,
)

AT = datetime(2026, 11, 24, 13, 32, tzinfo=UTC)
TRACKED = [pytest.param(model, id=model._meta.model_name) for model in MAKERS if issubclass(model, Tracked)]


def history_url(obj) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_history", args=[obj.pk])


def acts_of(client, obj) -> list:
    return list(client.get(history_url(obj)).context["page"])


def told(change) -> list[str]:
    return [f"{detail.label} : {detail.before} → {detail.after}" for detail in change.details]


def act_url(obj, act_id, page) -> str:
    return f"{history_url(obj)}{act_id}/{page}/"


@pytest.mark.parametrize("model", TRACKED)
def test_history_opens(office, model):
    response = office.get(history_url(MAKERS[model]()))

    assert response.status_code == 200
    assert len(response.context["page"]) >= 1


def test_change_is_signed_and_dated_in_french(office, db):
    with act(at=AT - timedelta(days=1)):
        organization = OrganizationFactory()
    with act(user=UserFactory(first_name="Zoé", last_name="Martin"), at=AT):
        organization.short_name = "UT"
        organization.save()

    assert acts_of(office, organization)[0].signature.replace("\u00a0", " ") == (
        "Zoé Martin, mardi 24 novembre 2026 à 14 h 32"
    )


def test_number_is_told_before_and_after(office):
    contact = ContactPointFactory(value="05 49 00 00 00")
    save(office, url_of(contact), value="05 49 00 00 01")

    change = acts_of(office, contact.service)[0].changes[0]

    assert told(change) == ["Téléphone : 05 49 00 00 00 → 05 49 00 00 01"]


def test_choices_and_links_are_told_in_words(office):
    organization = OrganizationFactory(kind="association")
    parent = OrganizationFactory(name="La grande")
    save(office, url_of(organization), kind="health", parent=str(parent.pk))

    change = acts_of(office, organization)[0].changes[0]

    assert told(change) == ["Sorte de structure : association → santé", "Fait partie de : vide → La grande"]


def test_hours_are_told_as_the_public_reads_them(office):
    rule = OpeningRuleFactory()
    type(rule).objects.filter(pk=rule.pk).update(weekdays=0b11)

    change = acts_of(office, rule.way_in.service)[0].changes[0]

    assert told(change)[0].replace("\u00a0", " ").startswith(" : Du lundi au vendredi, 9 h–17 h")


def test_one_save_of_a_page_is_one_act(office):
    service = ServiceFactory(summary="Avant")
    ContactPointFactory(service=service)

    save(office, url_of(service), summary="Après", contacts__0__value="3919")

    assert [change.noun for change in acts_of(office, service)[0].changes] == ["Fiche", "Moyen de contact"]


def test_page_saved_untouched_is_no_act(office):
    service = ServiceFactory()
    ContactPointFactory(service=service)
    before = len(acts_of(office, service))

    save(office, url_of(service))

    assert len(acts_of(office, service)) == before


def test_entry_tells_what_became_of_all_that_is_its_own_and_of_its_places(office):
    way_in = ServiceAtLocationFactory()
    with act():
        OpeningRuleFactory(way_in=way_in)
        ScheduleExceptionFactory(location=way_in.location)
        ContactPointFactory(way_in=way_in)
        way_in.location.street = "2 rue de l’Exemple"
        way_in.location.save()

    nouns = {change.noun for change in acts_of(office, way_in.service)[0].changes}

    assert nouns == {"Lieu", "Plage d’ouverture", "Fermeture ou ouverture exceptionnelle", "Moyen de contact"}


def test_row_taken_away_is_told_even_when_its_owner_went_too(office):
    contact = ContactPointFactory(way_in=ServiceAtLocationFactory())
    service = contact.way_in.service
    with act():
        contact.way_in.delete()

    changes = acts_of(office, service)[0].changes

    assert ("Moyen de contact", "retrait") in {(change.noun, change.verb) for change in changes}


def test_import_signs_by_its_reason(office, db):
    with act(reason="import du 24/11/2026", at=AT):
        organization = OrganizationFactory()

    assert acts_of(office, organization)[0].who == "Import du 24/11/2026"


def test_cost_does_not_grow(office):
    service = ServiceFactory()
    contact = ContactPointFactory(service=service)
    with act(user=UserFactory()):
        way_in = ServiceAtLocationFactory(service=service, office_hours=True)
    few = queries_of(office, service)
    for number in range(5):
        with act(user=UserFactory()):
            contact.value = f"05 49 00 00 1{number}"
            contact.save()
            OpeningRuleFactory(way_in=way_in)
            ServiceAtLocationFactory(service=service, office_hours=True)

    assert queries_of(office, service) <= few


def queries_of(client, obj) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(history_url(obj))
    return len(queries)


def test_one_press_undoes(office):
    organization = OrganizationFactory(name="A")
    save(office, url_of(organization), name="B")
    last = acts_of(office, organization)[0]

    response = office.post(act_url(organization, last.id, "annuler"), follow=True)

    assert Organization.objects.get().name == "A"
    assert messages_of(response) == ["Le dernier changement est annulé."]


def test_undoing_is_signed_by_who_presses(office, agent):
    organization = OrganizationFactory(name="A")
    save(office, url_of(organization), name="B")
    office.post(act_url(organization, acts_of(office, organization)[0].id, "annuler"))

    last = acts_of(office, organization)[0]

    assert (last.who, last.reason.startswith("annulation")) == (str(agent), True)


def test_undoing_too_late_is_refused_with_the_name_of_who_came_since(office):
    organization = OrganizationFactory(name="A")
    save(office, url_of(organization), name="B")
    old = acts_of(office, organization)[0]
    with act(user=UserFactory(first_name="Zoé", last_name="Martin")):
        organization.refresh_from_db()
        organization.name = "C"
        organization.save()

    response = office.post(act_url(organization, old.id, "annuler"), follow=True)

    assert messages_of(response)[0].startswith("Zoé Martin a changé cette page depuis")
    assert Organization.objects.get().name == "C"


def test_version_is_seen_before_it_is_taken(office):
    organization = OrganizationFactory(name="A")
    version = acts_of(office, organization)[0]
    save(office, url_of(organization), name="B")

    page = office.get(act_url(organization, version.id, "revenir"))

    assert told(page.context["changes"][0]) == ["Nom : B → A"]
    assert Organization.objects.get().name == "B"


def test_version_is_taken(office):
    organization = OrganizationFactory(name="A")
    version = acts_of(office, organization)[0]
    save(office, url_of(organization), name="B")
    page = office.get(act_url(organization, version.id, "revenir"))

    office.post(act_url(organization, version.id, "revenir"), {"latest": page.context["latest"]})

    assert Organization.objects.get().name == "A"


@pytest.mark.parametrize("page", ["annuler", "revenir"])
def test_who_only_reads_goes_nowhere_back(limited_to, page):
    organization = OrganizationFactory()
    version = first_act_of(organization)
    client = limited_to(organization="view")

    assert client.post(act_url(organization, version, page)).status_code == 403


def first_act_of(obj):
    return obj.history.first().act


def test_undoing_needs_a_press(office):
    organization = OrganizationFactory()

    assert office.get(act_url(organization, first_act_of(organization), "annuler")).status_code == 405


def test_unknown_version_is_not_found(office):
    organization = OrganizationFactory()

    assert office.get(act_url(organization, organization.pk, "revenir")).status_code == 404


def test_area_is_told_by_the_name_of_its_place(office):
    CommuneFactory(civray=True)
    service = ServiceFactory()
    service.areas.create(kind="commune", code="86078")

    assert acts_of(office, service)[0].changes[0].name == "commune Civray (86)"


@pytest.fixture
def deleted(office):
    """An entry nobody ever read, deleted with what it owns."""
    service = ServiceFactory(name="Accueil du soir")
    ContactPointFactory(service=service)
    VerificationFactory(service=service)
    office.post(reverse("admin:resources_service_delete", args=[service.pk]), {"post": "yes"})
    return service


def test_what_was_deleted_is_listed(office, deleted):
    page = office.get(f"{list_url(Service)}supprimes/")

    assert [one.name for one in page.context["page"]] == ["Accueil du soir"]


def test_list_leads_to_what_was_deleted(office):
    assert "/gestion/resources/service/supprimes/" in office.get(list_url(Service)).content.decode()


def test_what_was_deleted_comes_back_with_what_it_owned(office, deleted):
    last = acts_of(office, deleted)[0]

    office.post(act_url(deleted, last.id, "annuler"))

    back = Service.objects.get()
    assert (back.name, back.contacts.count(), back.verifications.count()) == ("Accueil du soir", 1, 1)


def test_what_came_back_is_listed_no_more(office, deleted):
    office.post(act_url(deleted, acts_of(office, deleted)[0].id, "annuler"))

    assert not office.get(f"{list_url(Service)}supprimes/").context["page"].object_list


def test_what_never_was_has_no_history(office):
    assert office.get(history_url(Organization())).status_code == 404
