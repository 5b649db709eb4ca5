"""Entries edited, found in their list and seen as the public sees them."""

from datetime import date

import pytest
from django.urls import reverse

from resources.enums import Channel, ContactKind, EditorialStatus, HoursSource
from resources.models import Service
from resources.roles import Role
from tests.admin.pages import A_CHECK, NO_AREA, add_url, errors_of, form_of, list_url, row, save, url_of
from tests.factories import (
    AudienceFactory,
    CommuneFactory,
    ContactPointFactory,
    DepartementFactory,
    LocationFactory,
    NeedFactory,
    OpeningRuleFactory,
    OrganizationFactory,
    PhoneWayInFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    UserFactory,
    VerificationFactory,
)
from tests.sign_in import sign_in


def in_database(service) -> Service:
    return Service.objects.get(pk=service.pk)


def test_entry_is_edited_with_all_its_rows(office, agent):
    CommuneFactory(civray=True)
    service = ServiceFactory(published=True)
    place = LocationFactory()
    need, audience = NeedFactory(), AudienceFactory()
    way_in = {"channel": "on_site", "location": str(place.pk), "access": "walk_in", "hours_source": "location"}
    changes = (
        {"name": "Permanence du mardi", "free_of_charge": "yes", "needs": [str(need.pk)]}
        | {"audiences": [str(audience.pk)]}
        | row("areas", 1, kind="commune", code="Civray")
        | row("ways_in", 0, **way_in)
        | row("contacts", 0, kind="phone", value="05 49 00 11 22", free="yes")
        | row("verifications", 0, **A_CHECK)
    )

    response = save(office, url_of(service), **changes)

    assert response.redirect_chain, errors_of(response)
    saved = in_database(service)
    assert (saved.name, saved.free_of_charge) == ("Permanence du mardi", "yes")
    assert [*saved.needs.all(), *saved.audiences.all()] == [need, audience]
    assert {(area.kind, area.code) for area in saved.areas.all()} == {("departement", "86"), ("commune", "86078")}
    assert saved.ways_in.get().location == place
    assert saved.contacts.get().value == "05 49 00 11 22"
    assert saved.verifications.get().by == agent


def test_saving_an_entry_untouched_changes_nothing(office):
    service = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=service, hours_source=HoursSource.OWN)
    ContactPointFactory(service=service)
    VerificationFactory(service=service)
    Service.objects.all().refresh_search()
    before = Service.objects.values().get()

    save(office, url_of(service))

    after = Service.objects.values().get()
    assert {name for name in after if after[name] != before[name]} == {"updated_at"}
    assert service.areas.count() == service.ways_in.count() == service.contacts.count() == 1


def test_saving_an_entry_refreshes_what_search_and_sorting_read(office):
    service = ServiceFactory(published=True)

    save(office, url_of(service), name="Écoute au village")

    saved = in_database(service)
    assert saved.sort_key == "ecoute0au0village"
    assert " villag " in saved.search_document


def test_entry_is_added_as_a_draft(office):
    organization = OrganizationFactory()

    save(office, add_url(Service), organization=str(organization.pk), kind="permanence", name="Une permanence")

    added = Service.objects.get()
    assert (added.name, added.status, added.sort_key) == ("Une permanence", EditorialStatus.DRAFT, "une0permanence")


def test_new_entry_is_of_the_only_structure_of_who_writes_it(client, db):
    organization = OrganizationFactory()
    editor = UserFactory(role=Role.EDITOR, organizations=[organization])

    page = sign_in(client, editor).get(add_url(Service))

    assert page.context["adminform"].form["organization"].value() == organization.pk


def test_entry_is_published_as_soon_as_it_is_added(office):
    DepartementFactory()
    changes = {
        "organization": str(OrganizationFactory().pk),
        "kind": "permanence",
        "name": "Une permanence",
        "neutral_title": "Permanence",
        "summary": "Écoute.",
        "main_need": str(NeedFactory().pk),
        "source_name": "Département",
        "status": "published",
    }

    refused = save(office, add_url(Service), **changes)
    response = save(office, add_url(Service), **changes, **row("areas", 0, kind="departement", code="Vienne"))

    assert errors_of(refused) == {None: [NO_AREA]}
    assert response.redirect_chain, errors_of(response)
    assert Service.objects.published().get().areas.get().code == "86"


@pytest.mark.parametrize("factory", [OrganizationFactory, NeedFactory, AudienceFactory])
def test_renaming_what_an_entry_names_refreshes_its_search(office, factory):
    named = factory(name="Ancien nom")
    links = {"organization": named} if factory is OrganizationFactory else {}
    service = ServiceFactory(
        needs=[named] if factory is NeedFactory else [],
        audiences=[named] if factory is AudienceFactory else [],
        **links,
    )

    save(office, url_of(named), name="Tournesol")

    assert " tournesol " in in_database(service).search_document


def listed(client, **filters) -> set:
    return set(client.get(list_url(Service), filters).context["cl"].queryset)


def test_entries_without_a_number_are_found(office):
    silent = ServiceFactory()
    ContactPointFactory(service=silent, kind=ContactKind.WEBSITE, value="https://exemple.fr")
    own = ContactPointFactory().service
    text_message = ContactPointFactory(kind=ContactKind.SMS, value="114").service
    way_in = PhoneWayInFactory()
    ContactPointFactory(service=None, way_in=way_in)
    of_organization = ServiceFactory()
    ContactPointFactory(service=None, organization=of_organization.organization)

    assert listed(office, numero="sans") == {silent}
    assert listed(office, numero="avec") == {own, text_message, way_in.service, of_organization}


def test_entries_with_unknown_hours_are_found(office):
    unknown = PhoneWayInFactory(channel=Channel.PHONE, hours_source=HoursSource.UNKNOWN).service
    promised = PhoneWayInFactory(hours_source=HoursSource.OWN).service
    OpeningRuleFactory(way_in=PhoneWayInFactory(hours_source=HoursSource.OWN))
    ServiceFactory()

    assert listed(office, horaires="inconnus") == {unknown, promised}


@pytest.mark.parametrize("query", ["status__exact=published", "serves__exact=victims", "numero=avec&horaires=inconnus"])
def test_filters_go_together_with_a_search(office, query):
    ServiceFactory(published=True)

    assert office.get(f"{list_url(Service)}?{query}&q=service").status_code == 200


def test_list_says_when_an_entry_was_last_found_right(office):
    service = ServiceFactory()
    VerificationFactory(service=service, on=date(2022, 1, 1), precision="year")
    VerificationFactory(service=service, on=date(2021, 3, 4))
    VerificationFactory(service=service, on=date(2023, 1, 1), outcome="doubtful")

    page = office.get(list_url(Service)).content.decode()

    assert '<td class="field-last_check">en 2022</td>' in page


def test_published_entry_links_to_the_site_and_a_draft_does_not(office):
    published, draft = ServiceFactory(published=True), ServiceFactory()

    assert f'href="/fiche/{published.public_id}/"' in office.get(url_of(published)).content.decode()
    assert f"/fiche/{draft.public_id}/" not in office.get(url_of(draft)).content.decode()


def test_draft_is_previewed(office):
    draft = ServiceFactory(name="Accueil du soir")
    preview = reverse("admin:resources_service_preview", args=[draft.pk])

    assert f'href="{preview}"' in office.get(url_of(draft)).content.decode()
    response = office.get(preview)
    assert response.status_code == 200
    assert "Accueil du soir" in response.content.decode()


def test_preview_is_closed_to_strangers(client, db):
    response = client.get(reverse("admin:resources_service_preview", args=[ServiceFactory().pk]))

    assert response.status_code == 302


def test_preview_is_closed_to_agents_of_others(client, db):
    sign_in(client, UserFactory(role=Role.EDITOR))

    assert client.get(reverse("admin:resources_service_preview", args=[ServiceFactory().pk])).status_code == 404


def test_page_of_an_entry_holds_every_control_of_the_form(office):
    shown = form_of(office.get(url_of(ServiceFactory())))

    kept_apart = {"id", "created_at", "updated_at", "public_id", "sort_key", "search_document", "checked_on"}
    fields = {field.name for field in Service._meta.fields} - kept_apart
    # An empty choice and an unticked box send nothing.
    assert fields - set(shown) <= {"organization", "main_need", "indexable"}
