"""Every change leaves a row, however it is made; nothing else does."""

from uuid import UUID

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from resources.enums import EditorialStatus
from resources.models import Language, Organization, Service, act
from resources.models.base import Exchanged, Tracked
from tests.factories import (
    AudienceFactory,
    ContactPointFactory,
    LanguageFactory,
    NeedFactory,
    OrganizationFactory,
    ServiceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def rows_of(obj) -> list[str]:
    """Kinds of its rows, oldest first."""
    return list(type(obj).history.filter(pk_of(obj)).order_by("history_id").values_list("history_type", flat=True))


def pk_of(obj):
    return Q(**{obj._meta.pk.attname: obj.pk})


def last_of(obj):
    return type(obj).history.filter(pk_of(obj)).order_by("history_id").last()


@pytest.mark.safety(66)
@pytest.mark.parametrize(
    "model", [model for model in apps.get_models() if issubclass(model, Exchanged)], ids=lambda model: model.__name__
)
def test_every_exchanged_model_keeps_its_history(model):
    assert issubclass(model, Tracked)
    assert model.history.model._meta.db_table


def test_saving_leaves_a_row_and_saving_the_same_leaves_none():
    organization = OrganizationFactory(name="A")
    organization.name = "B"
    organization.save()
    organization.save()

    assert rows_of(organization) == ["+", "~"]


def test_deleting_leaves_a_row():
    organization = OrganizationFactory()
    history = Organization.history.filter(id=organization.pk)
    organization.delete()

    assert history.first().history_type == "-"


def test_what_is_written_is_what_is_stored():
    """An object saved in part does not write what was not saved."""
    organization = OrganizationFactory(name="A", short_name="a")
    organization.name, organization.short_name = "B", "b"
    organization.save(update_fields=["short_name"])

    row = last_of(organization)
    assert (row.name, row.short_name) == ("A", "b")


@pytest.mark.parametrize("many", ["update", "bulk_update"])
def test_changing_many_at_once_leaves_a_row_each(many):
    organizations = [OrganizationFactory(name="A"), OrganizationFactory(name="B")]
    if many == "update":
        Organization.objects.update(name="B")
    else:
        for one in organizations:
            one.name = "B"
        Organization.objects.bulk_update(organizations, ["name"])

    assert [rows_of(one) for one in organizations] == [["+", "~"], ["+"]]


def test_creating_many_at_once_leaves_a_row_each():
    languages = Language.objects.bulk_create([Language(code="a", name="A"), Language(code="b", name="B")])

    assert [rows_of(one) for one in languages] == [["+"], ["+"]]


def test_what_is_computed_again_is_no_change():
    service = ServiceFactory(published=True)
    before = rows_of(service)
    Service.objects.update(search_document="autre", sort_key="zzz")

    assert rows_of(service) == before


@pytest.mark.parametrize("field", ["needs", "audiences"])
def test_links_of_an_entry_are_kept(field):
    service, other = ServiceFactory(), {"needs": NeedFactory, "audiences": AudienceFactory}[field]()
    getattr(service, field).add(other)

    linked = getattr(last_of(service), field)
    assert [getattr(row, f"{field[:-1]}_id") for row in linked.all()] == [other.pk]


def test_link_made_from_the_other_side_is_kept():
    service, need = ServiceFactory(), NeedFactory()
    need.services.add(service)

    assert [row.need_id for row in last_of(service).needs.all()] == [need.pk]


def test_languages_of_a_contact_are_kept():
    contact, language = ContactPointFactory(), LanguageFactory(code="ar")
    contact.languages.add(language)

    assert [row.language_id for row in last_of(contact).languages.all()] == ["ar"]


def test_one_act_leaves_one_row_an_object():
    service = ServiceFactory(needs=[])
    before = len(rows_of(service))
    with act(reason="essai"):
        service.name = "Autre nom"
        service.save()
        service.needs.set([NeedFactory(), NeedFactory()])
        service.status = EditorialStatus.REVIEW
        service.save()

    row = last_of(service)
    assert len(rows_of(service)) == before + 1
    assert (row.name, row.status, row.needs.count()) == ("Autre nom", EditorialStatus.REVIEW, 2)


@pytest.mark.safety(66)
def test_act_is_signed():
    user = UserFactory()
    with act(user=user, reason="à l’extérieur"), act(reason="import du 24/11/2026"):
        organization = OrganizationFactory()

    row = last_of(organization)
    assert (row.history_user_id, row.history_change_reason) == (user.pk, "import du 24/11/2026")


def test_act_of_a_stranger_has_no_name():
    with act(user=AnonymousUser(), reason="lettre"):
        organization = OrganizationFactory()

    assert last_of(organization).history_user_id is None


def test_writes_of_one_act_are_known_together():
    with act():
        contact = ContactPointFactory()
    alone = ContactPointFactory()

    assert last_of(contact).act == last_of(contact.service.organization).act
    assert isinstance(last_of(alone).act, UUID)
    assert last_of(alone).act != last_of(alone.service.organization).act


def test_history_of_a_public_page_is_not_read(client, django_assert_max_num_queries):
    service = ServiceFactory(published=True)
    with django_assert_max_num_queries(50) as queries:
        client.get(service.get_absolute_url())

    assert not [query for query in queries.captured_queries if "historical" in query["sql"]]
