"""A query compiled once gives what its queryset would, whatever it is asked."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Q, Value
from django.db.models.sql.compiler import SQLCompiler

from resources.models import ContactPoint, Need, Prepared, Service
from tests.factories import ContactPointFactory, NeedFactory, OrganizationFactory, ServiceFactory

pytestmark = pytest.mark.django_db


def services_of(ids):
    return Service.objects.select_related("organization").defer("summary").filter(pk__in=ids).order_by("sort_key", "id")


def contacts_of(services, organizations):
    return ContactPoint.objects.filter(Q(service__in=services) | Q(organization__in=organizations)).order_by("id")


def needs_of(slugs):
    first = Need.objects.order_by().filter(slug__in=slugs).annotate(alike=Value(True))
    return first.union(Need.objects.order_by().filter(name__in=slugs).annotate(alike=Value(False)), all=True)


@pytest.fixture
def services():
    return ServiceFactory.create_batch(3, published=True)


@pytest.mark.parametrize("count", [0, 1, 3], ids=["none", "one", "several"])
def test_rows_are_those_of_the_queryset(services, count):
    ids = [service.pk for service in services[:count]]

    assert Prepared(services_of, UUID)(ids) == list(services_of(ids))


def test_an_unknown_value_gives_nothing():
    assert Prepared(services_of, UUID)([uuid4()]) == []


def test_what_is_joined_comes_with_it(services, django_assert_num_queries):
    with django_assert_num_queries(1):
        [found] = Prepared(services_of, UUID)([services[0].pk])
        assert found.organization == services[0].organization


def test_what_is_deferred_is_read_when_asked_for(services, django_assert_num_queries):
    [found] = Prepared(services_of, UUID)([services[0].pk])

    with django_assert_num_queries(1):
        assert found.summary == services[0].summary


@pytest.mark.parametrize("own", [True, False], ids=["of the entry", "no entry"])
@pytest.mark.parametrize("general", [True, False], ids=["of the structure", "no structure"])
def test_each_list_takes_its_own_place(own, general):
    service, organization = ServiceFactory(), OrganizationFactory()
    mine = ContactPointFactory(service=service)
    theirs = ContactPointFactory(organization=organization, service=None)
    ContactPointFactory(service=ServiceFactory())

    found = Prepared(contacts_of, UUID, UUID)([service.pk] if own else [], [organization.pk] if general else [])

    assert set(found) == {contact for contact, wanted in ((mine, own), (theirs, general)) if wanted}


def test_a_list_may_stand_twice():
    need = NeedFactory(slug="parler", name="parler")

    found = Prepared(needs_of, str)(["parler"])

    assert [(one, one.alike) for one in found] == [(need, True), (need, False)]


def test_values_come_as_values(services):
    names = Prepared(lambda ids: services_of(ids).values_list("pk", "organization__name"), UUID)

    assert names([services[1].pk]) == [(services[1].pk, services[1].organization.name)]


def test_without_values_it_gives_the_table():
    later, first = NeedFactory(position=2), NeedFactory(position=1)

    assert Prepared(Need.objects.all)() == [first, later]


def test_it_is_read_again_each_time(services):
    found = Prepared(services_of, UUID)
    found([services[0].pk])
    Service.objects.filter(pk=services[0].pk).update(name="Autre nom")

    assert [one.name for one in found([services[0].pk])] == ["Autre nom"]


def test_it_is_compiled_once(services, monkeypatch):
    compiled, as_sql = [], SQLCompiler.as_sql
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *args, **options: compiled.append(1) or as_sql(*args, **options))
    found = Prepared(services_of, UUID)

    for service in services:
        found([service.pk])

    assert len(compiled) == 1


@pytest.mark.django_db(transaction=True)
def test_a_thread_asks_on_its_own_connection(services):
    found = Prepared(services_of, UUID)
    ids = [service.pk for service in services]
    found(ids)

    def asked():
        try:
            return found(ids)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(asked).result() == list(services_of(ids))
