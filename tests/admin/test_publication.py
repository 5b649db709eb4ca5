"""Entries published, refused, taken back and archived; deleted only when nobody ever read them."""

import pytest
from django.urls import reverse

from resources.enums import AreaKind, EditorialStatus
from resources.models import Service
from resources.roles import Role
from tests.admin.pages import NO_AREA, errors_of, list_url, messages_of, row, save, url_of
from tests.factories import (
    CommuneFactory,
    NeedFactory,
    OrganizationFactory,
    ServiceFactory,
    UserFactory,
    VerificationFactory,
)
from tests.sign_in import sign_in


def in_database(service) -> Service:
    return Service.objects.get(pk=service.pk)


def act(client, action, *services):
    return client.post(
        list_url(Service), {"action": action, "_selected_action": [str(one.pk) for one in services]}, follow=True
    )


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("neutral_title", "Pour publier, écrivez un titre neutre."),
        ("source_name", "Pour publier, dites d’où viennent ces informations."),
        ("summary", "Pour publier, dites en une phrase ce que fait ce service."),
        ("main_need", "Pour publier, choisissez un besoin : il donne la ligne à appeler si personne ne répond."),
    ],
)
def test_published_entry_keeps_what_publishing_asks(office, field, message):
    service = ServiceFactory(published=True)

    response = save(office, url_of(service), **{field: ""})

    assert errors_of(response) == {field: [message]}
    assert getattr(in_database(service), field)


def test_published_entry_keeps_an_area(office):
    service = ServiceFactory(published=True)

    response = save(office, url_of(service), areas__0__DELETE="on")

    assert errors_of(response) == {None: [NO_AREA]}
    assert service.areas.exists()


def test_published_entry_may_change_its_only_area(office):
    CommuneFactory(civray=True)
    service = ServiceFactory(published=True)
    changes = row("areas", 1, kind="commune", code="86078") | {"areas__0__DELETE": "on"}

    save(office, url_of(service), **changes)

    assert service.areas.get().code == "86078"


def test_draft_may_have_no_area(office):
    service = ServiceFactory(areas=[(AreaKind.DEPARTEMENT, "86")])

    save(office, url_of(service), areas__0__DELETE="on")

    assert not service.areas.exists()


@pytest.mark.safety(32)
def test_title_that_betrays_the_reader_is_refused(office):
    service = ServiceFactory(published=True)

    response = save(office, url_of(service), neutral_title="Aide aux victimes")

    assert "historique du navigateur" in errors_of(response)["neutral_title"][0]


def test_drafts_are_published_together(office):
    complete = {"neutral_title": "Lieu d’écoute", "summary": "Écoute.", "source_name": "Le Département"}
    drafts = [
        ServiceFactory(**complete, main_need=NeedFactory(), areas=[(AreaKind.DEPARTEMENT, "86")]) for _ in range(2)
    ]

    response = act(office, "publish", *drafts)

    assert Service.objects.published().count() == 2
    assert messages_of(response) == ["2 fiches publiées."]


def test_draft_that_lacks_something_is_refused_by_name_and_reason(office):
    draft = ServiceFactory(name="Accueil du soir", neutral_title="Accueil", source_name="Le Département")
    other = ServiceFactory(published=True, status=EditorialStatus.DRAFT, areas=[(AreaKind.DEPARTEMENT, "86")])

    response = act(office, "publish", draft, other)

    assert Service.objects.published().get() == other
    assert sorted(messages_of(response)) == [
        "1 fiche publiée.",
        "« Accueil du soir » n’est pas publiée. Pour publier, dites en une phrase ce que fait ce service. "
        f"Pour publier, choisissez un besoin : il donne la ligne à appeler si personne ne répond. {NO_AREA}",
    ]


@pytest.mark.parametrize(
    ("action", "status", "message"),
    [
        ("back_to_draft", EditorialStatus.DRAFT, "1 fiche remise en brouillon."),
        ("archive", EditorialStatus.ARCHIVED, "1 fiche archivée."),
    ],
)
def test_entry_is_withdrawn(office, action, status, message):
    service = ServiceFactory(published=True)

    response = act(office, action, service)

    assert in_database(service).status == status
    assert messages_of(response) == [message]


def test_publishing_is_written_in_the_history(office):
    service = ServiceFactory(published=True)

    act(office, "archive", service)

    history = office.get(reverse("admin:resources_service_history", args=[service.pk]))
    assert "<del>publiée</del>" in history.content.decode()
    assert "<ins>archivée</ins>" in history.content.decode()


@pytest.mark.safety(65)
def test_agent_of_one_organisation_cannot_publish(client, db):
    draft = ServiceFactory()
    sign_in(client, UserFactory(role=Role.EDITOR, organizations=[draft.organization]))

    act(client, "publish", draft)

    assert in_database(draft).status == EditorialStatus.DRAFT


def delete(client, service):
    return client.post(reverse("admin:resources_service_delete", args=[service.pk]), {"post": "yes"})


@pytest.mark.safety(65)
def test_entry_that_was_published_is_never_deleted(office):
    service = ServiceFactory(published=True)
    act(office, "archive", service)

    response = delete(office, service)

    assert response.status_code == 403
    assert in_database(service)


def test_entry_that_never_was_published_may_be_deleted_with_what_it_owns(office):
    service = ServiceFactory(areas=[(AreaKind.DEPARTEMENT, "86")])
    VerificationFactory(service=service)

    delete(office, service)

    assert not Service.objects.filter(pk=service.pk).exists()


def test_list_deletes_nothing(office):
    ServiceFactory()

    actions = office.get(list_url(Service)).context["action_form"].fields["action"].choices

    assert "delete_selected" not in dict(actions)


@pytest.fixture
def writer(client, db):
    """Somebody who changes the entries of her organisation, and does not decide what the public sees."""
    user = UserFactory(role=Role.EDITOR, organizations=[OrganizationFactory(name="La sienne")])
    sign_in(client, user)
    client.organization = user.organizations.get()
    return client


@pytest.mark.parametrize(("action", "made"), [("publish", {}), ("archive", {"published": True})])
def test_what_the_public_sees_is_for_publishers(writer, action, made):
    service = ServiceFactory(organization=writer.organization, **made)

    act(writer, action, service)

    assert in_database(service).status == service.status


def test_writer_sends_to_review(writer):
    drafts = [ServiceFactory(organization=writer.organization) for _ in range(2)]

    response = act(writer, "send_to_review", *drafts)

    assert messages_of(response) == ["2 fiches envoyées en relecture."]
    assert {in_database(one).status for one in drafts} == {EditorialStatus.REVIEW}


def test_archived_entry_is_first_a_draft_again(office):
    archived = ServiceFactory(name="Accueil du soir", published=True, status=EditorialStatus.ARCHIVED)

    response = act(office, "publish", archived)

    assert messages_of(response) == [
        "« Accueil du soir » n’est pas publiée. Une fiche archivée redevient d’abord un brouillon : elle ne peut pas "
        "passer à « publiée »."
    ]


def test_form_offers_a_writer_only_what_she_may(writer):
    page = writer.get(url_of(ServiceFactory(organization=writer.organization)))

    offered = dict(page.context["adminform"].form.fields["status"].choices)
    assert set(offered) == {EditorialStatus.DRAFT, EditorialStatus.REVIEW}


def test_form_of_a_writer_does_not_publish(writer):
    draft = ServiceFactory(published=True, status=EditorialStatus.DRAFT, organization=writer.organization)

    save(writer, url_of(draft), status=EditorialStatus.PUBLISHED)

    assert in_database(draft).status == EditorialStatus.DRAFT


@pytest.mark.safety(67)
def test_archived_entry_is_gone_at_once(office, client):
    service = ServiceFactory(published=True)
    act(office, "archive", service)

    assert client.get(service.get_absolute_url()).status_code == 404
