"""An old address is never given again; two entries told apart are written once, in order."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from resources.models import NotDuplicates, Service
from tests.factories import NotDuplicatesFactory, PublicIdAliasFactory, ServiceFactory
from tests.models import assert_database_refuses

pytestmark = pytest.mark.django_db


def test_an_alias_leads_to_another_entry():
    alias = PublicIdAliasFactory()

    assert_database_refuses(alias, "alias_leads_elsewhere", service=alias.alias)


def test_two_entries_told_apart_are_in_order():
    pair = NotDuplicatesFactory()

    assert_database_refuses(pair, "not_duplicates_in_order", first=pair.second, second=pair.first)


def test_two_entries_are_told_apart_once():
    pair = NotDuplicatesFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        NotDuplicates.objects.create(first=pair.first, second=pair.second)


def test_a_merged_entry_cannot_be_removed():
    alias = PublicIdAliasFactory()

    with pytest.raises(ProtectedError):
        alias.alias.delete()


def test_an_old_number_is_never_given_again():
    alias = PublicIdAliasFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ServiceFactory(public_id=alias.alias_id)


def test_an_old_number_cannot_be_changed_in_the_database():
    alias = PublicIdAliasFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        _renumber(alias.alias.pk)


def _renumber(pk):
    Service.objects.filter(pk=pk).update(public_id="ZZZZZZ")
    connection.check_constraints()
