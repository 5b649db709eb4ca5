"""What an agent of one organisation does in the back office, and what is refused her (SAFETY 65)."""

from functools import partial

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from resources.enums import EditorialStatus, Serves
from resources.models import ContactPoint, OpeningRule, ScheduleException, Service, ServiceAtLocation, Verification
from resources.roles import Role
from tests.admin.pages import A_CHECK, add_url, errors_of, list_url, messages_of, row, save, url_of
from tests.admin.test_screens import queries_of
from tests.factories import (
    ContactPointFactory,
    LocationFactory,
    NeedFactory,
    OpeningRuleFactory,
    OrganizationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    UserFactory,
)
from tests.sign_in import sign_in

TOOLS = ("hours_templates", "hours_copy", "hours_paste")
NEXT_YEAR = {"first_day": "2099-12-24", "last_day": "2099-12-26", "reason": "congés"}


@pytest.fixture
def hers(db):
    return OrganizationFactory(name="MDS de Civray")


@pytest.fixture
def editor(client, hers):
    """A browser in which an agent of one organisation is signed in."""
    return sign_in(client, UserFactory(role=Role.EDITOR, organizations=[hers]))


def in_database(obj):
    return type(obj).objects.get(pk=obj.pk)


def act(client, model, action, *objects, **data):
    chosen = {"action": action, "_selected_action": [str(one.pk) for one in objects], **data}
    return client.post(list_url(model), chosen, follow=True)


# -- Her entries -------------------------------------------------------------------------------


def test_change_to_a_published_entry_is_live_at_once(editor, hers):
    service = ServiceFactory(published=True, organization=hers)

    save(editor, url_of(service), summary="Accueil le mardi.")

    assert (in_database(service).summary, in_database(service).status) == ("Accueil le mardi.", "published")


def test_her_change_is_logged(editor, hers):
    service = ServiceFactory(published=True, organization=hers)

    save(editor, url_of(service), summary="Accueil le mardi.")

    assert LogEntry.objects.get(object_id=service.pk).user.organizations.get() == hers


def test_new_entry_goes_to_review(editor, hers):
    save(editor, add_url(Service), name="Accueil", kind="accueil", organization=str(hers.pk))

    assert Service.objects.get().status == EditorialStatus.REVIEW


def test_publishing_is_not_offered(editor, hers):
    page = editor.get(url_of(ServiceFactory(organization=hers)))

    assert [value for value, _ in page.context["adminform"].form.fields["status"].choices] == ["draft", "review"]


@pytest.mark.parametrize("status", ["published", "archived"])
def test_publishing_and_archiving_are_refused(editor, hers, status):
    service = ServiceFactory(
        organization=hers, neutral_title="Titre", summary="x", source_name="x", main_need=NeedFactory()
    )

    response = save(editor, url_of(service), status=status)

    assert "status" in errors_of(response)


@pytest.mark.parametrize("status", EditorialStatus)
def test_what_is_published_stays_so(editor, hers, status):
    service = ServiceFactory(published=True, organization=hers)

    save(editor, url_of(service), status=status.value)

    assert in_database(service).status == EditorialStatus.PUBLISHED


@pytest.mark.parametrize("action", ["publish", "archive", "back_to_draft"])
def test_bulk_action_of_publication_is_refused(editor, hers, action):
    service = ServiceFactory(organization=hers, status=EditorialStatus.REVIEW)

    act(editor, Service, action, service)

    assert in_database(service).status == EditorialStatus.REVIEW


@pytest.mark.parametrize(
    ("field", "value"), [("serves", Serves.PERPETRATORS.value), ("priority", "1"), ("public_id", "ABCDEF")]
)
def test_what_is_decided_for_all_is_not_hers(editor, hers, field, value):
    service = ServiceFactory(published=True, organization=hers)

    save(editor, url_of(service), **{field: value})

    assert getattr(in_database(service), field) == getattr(service, field)


@pytest.mark.parametrize("make", [ServiceFactory, LocationFactory], ids=["entry", "place"])
def test_nothing_is_given_to_another_organisation(editor, hers, make):
    obj = make(organization=hers)

    response = save(editor, url_of(obj), organization=str(OrganizationFactory().pk))

    assert "organization" in errors_of(response)


def test_entry_is_not_made_for_another_organisation(editor):
    response = save(editor, add_url(Service), name="x", kind="accueil", organization=str(OrganizationFactory().pk))

    assert "organization" in errors_of(response)


def test_her_check_is_added(editor, hers):
    service = ServiceFactory(organization=hers)

    save(editor, url_of(service), **row("verifications", 0, **A_CHECK))

    assert Verification.objects.get().by.organizations.get() == hers


def test_structure_that_is_part_of_another_is_saved(editor, hers):
    type(hers).objects.filter(pk=hers.pk).update(parent=OrganizationFactory())

    save(editor, url_of(hers), website="https://exemple.fr/")

    assert in_database(hers).website == "https://exemple.fr/"


def test_what_her_structure_is_part_of_stays(editor, hers):
    save(editor, url_of(hers), parent=str(OrganizationFactory().pk))

    assert in_database(hers).parent is None


@pytest.mark.parametrize("make", [ServiceFactory, LocationFactory], ids=["entries", "places"])
def test_her_list_costs_the_same_with_ten_rows(editor, hers, make):
    url = list_url(make(organization=hers))
    few = queries_of(editor, url)
    make.create_batch(9, organization=hers)

    assert queries_of(editor, url) <= few


# -- Parts given to others' things --------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "field", "make", "values"),
    [
        (ContactPoint, "service", ServiceFactory, {"value": "05 49 00 00 00"}),
        (ContactPoint, "way_in", ServiceAtLocationFactory, {"value": "05 49 00 00 00"}),
        (ContactPoint, "organization", OrganizationFactory, {"value": "05 49 00 00 00"}),
        (OpeningRule, "location", LocationFactory, {"weekdays": ["0"], "start": "9 h", "end": "12 h"}),
        (OpeningRule, "way_in", ServiceAtLocationFactory, {"weekdays": ["0"], "start": "9 h", "end": "12 h"}),
        (ScheduleException, "location", LocationFactory, {"first_day": "24/12/2099", "last_day": "24/12/2099"}),
        (Verification, "service", ServiceFactory, A_CHECK),
        (ServiceAtLocation, "service", ServiceFactory, {"channel": "phone"}),
    ],
    ids=[
        "number-entry",
        "number-way-in",
        "number-structure",
        "slot-place",
        "slot-way-in",
        "closure",
        "check",
        "way-in",
    ],
)
def test_part_is_not_added_to_what_is_not_hers(editor, model, field, make, values):
    response = save(editor, add_url(model), **values, **{field: str(make().pk)})

    assert field in errors_of(response)


def test_number_is_not_moved_to_another_entry(editor, hers):
    contact = ContactPointFactory(service=ServiceFactory(organization=hers))

    response = save(editor, url_of(contact), service=str(ServiceFactory().pk))

    assert "service" in errors_of(response)


def test_permanence_is_held_at_somebody_elses(editor, hers):
    town_hall = LocationFactory()
    way_in = ServiceAtLocationFactory(service__organization=hers)

    save(editor, url_of(way_in), location=str(town_hall.pk))

    assert in_database(way_in).location == town_hall


def test_secret_place_of_others_cannot_be_named(editor, hers):
    way_in = ServiceAtLocationFactory(service__organization=hers)

    response = save(editor, url_of(way_in), location=str(LocationFactory(confidential_site=True).pk))

    assert "location" in errors_of(response)


def test_secret_place_where_she_receives_is_kept(editor, hers):
    way_in = ServiceAtLocationFactory(service__organization=hers, location=LocationFactory(confidential_site=True))

    save(editor, url_of(way_in), note="autre")

    assert in_database(way_in).note == "autre"


def test_place_belongs_to_who_holds_it(editor, hers):
    """Others receive people there: the holder still says when the building is closed."""
    place = LocationFactory(organization=hers)
    ServiceAtLocationFactory(location=place)

    assert editor.get(url_of(place)).context["has_change_permission"]


# -- Lists one types in ----------------------------------------------------------------------------


def suggestions(client, model, field):
    asked = {"app_label": "resources", "model_name": model, "field_name": field, "term": ""}
    return client.get("/gestion/autocomplete/", asked)


@pytest.mark.parametrize(
    ("model", "field", "make"),
    [
        ("service", "organization", OrganizationFactory),
        ("location", "organization", OrganizationFactory),
        ("contactpoint", "service", ServiceFactory),
        ("contactpoint", "way_in", ServiceAtLocationFactory),
        ("openingrule", "location", LocationFactory),
        ("verification", "service", ServiceFactory),
        ("serviceatlocation", "location", partial(LocationFactory, confidential_site=True)),
    ],
    ids=["entry-of", "place-of", "number-of-entry", "number-of-way-in", "slot-of", "check-of", "secret-place"],
)
def test_what_is_not_hers_is_not_suggested(editor, hers, model, field, make):
    other = make()

    found = [one["id"] for one in suggestions(editor, model, field).json()["results"]]

    assert str(other.pk) not in found


def test_place_of_others_is_suggested_for_a_permanence(editor):
    place = LocationFactory()

    assert str(place.pk) in [
        one["id"] for one in suggestions(editor, "serviceatlocation", "location").json()["results"]
    ]


def test_ways_in_of_others_are_not_suggested(editor):
    ServiceAtLocationFactory()
    asked = {"app_label": "resources", "model_name": "openingrule", "field_name": "way_in", "term": ""}

    response = editor.get(reverse("admin:resources_serviceatlocation_search"), asked)

    assert response.json()["results"] == []


@pytest.mark.parametrize(
    ("model", "field"),
    [("user", "organizations"), ("networkmember", "network"), ("nothing", "field"), ("service", "nothing")],
)
def test_suggestions_out_of_reach_name_nobody(editor, hers, model, field):
    other = OrganizationFactory()

    response = suggestions(editor, model, field)

    assert response.status_code == 403 or str(other.pk) not in response.text


# -- Screens of our own ----------------------------------------------------------------------------


@pytest.mark.parametrize("tool", [*TOOLS, "hours_preview"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("make", [LocationFactory, ServiceAtLocationFactory], ids=["place", "way-in"])
def test_hours_of_others_are_out_of_reach(editor, make, tool, method):
    obj = make()
    url = reverse(f"admin:resources_{obj._meta.model_name}_{tool}", args=[obj.pk])

    assert getattr(editor, method)(url, {"ready": "semaine"}).status_code in (404, 405)
    assert not OpeningRule.objects.exists()


@pytest.mark.parametrize("tool", TOOLS)
def test_tools_for_her_hours_open(editor, hers, tool):
    place = LocationFactory(organization=hers)

    assert editor.get(reverse(f"admin:resources_location_{tool}", args=[place.pk])).status_code == 200


def test_hours_of_others_are_not_copied(editor, hers):
    place = LocationFactory(organization=hers)
    other = OpeningRuleFactory(location=LocationFactory()).location

    editor.post(reverse("admin:resources_location_hours_copy", args=[place.pk]), {"location": str(other.pk)})

    assert not place.opening_rules.exists()


def test_draft_of_others_is_not_previewed(editor):
    assert editor.get(reverse("admin:resources_service_preview", args=[ServiceFactory().pk])).status_code == 404


def test_place_of_others_is_not_closed_with_her_entry(editor, hers):
    way_in = ServiceAtLocationFactory(service__organization=hers, location=LocationFactory(name="Mairie"))

    response = act(editor, Service, "close_for_some_dates", way_in.service, closing="1", places="on", **NEXT_YEAR)

    assert "« Mairie » n’est pas à vos structures : ce lieu reste ouvert." in messages_of(response)
    assert ScheduleException.objects.get().way_in == way_in


def test_place_of_others_is_not_closed(editor):
    place = LocationFactory()

    act(editor, type(place), "close_for_some_dates", place, closing="1", **NEXT_YEAR)

    assert not ScheduleException.objects.exists()


def test_words_of_the_search_are_not_hers_to_try(editor):
    assert editor.post(reverse("admin:resources_searchterm_try"), {"phrase": "x"}).status_code == 403


def test_home_page_shows_what_she_may_open(editor):
    response = editor.get("/gestion/")

    shown = {model["object_name"] for app in response.context["app_list"] for model in app["models"]}
    assert shown == {
        "Service", "ServiceAtLocation", "Location", "Organization", "ContactPoint", "ScheduleException",
        "Verification", "ProfessionalDetails", "ProposedChange",
    }  # fmt: skip


@pytest.mark.parametrize("key", ["00000000-0000-0000-0000-000000000000", "n’importe-quoi", "1"])
@pytest.mark.parametrize("page", ["change", "delete", "history"])
def test_unknown_object_is_not_found_in_french(editor, page, key):
    response = editor.get(reverse(f"admin:resources_location_{page}", args=[key]))

    assert response.status_code in (403, 404)
    assert "Quitter le site" in response.text
