"""Spreadsheets between preview and import: an hour, one agent, any server."""

from datetime import timedelta

import pytest

from resources.imports.waiting_sheets import KEPT, forget, keep, kept, purge
from resources.models import WaitingSheet
from tests.factories import UserFactory
from tests.waiting_factory import WaitingSheetFactory

pytestmark = pytest.mark.django_db


def test_who_sent_it_finds_it_again(noon):
    agent = UserFactory()

    assert kept(agent, keep(agent, b"rows", at=noon), at=noon) == b"rows"


def test_another_agent_does_not(noon):
    token = keep(UserFactory(), b"rows", at=noon)

    assert kept(UserFactory(), token, at=noon) is None


def test_after_an_hour_nobody_does(noon):
    agent = UserFactory()
    token = keep(agent, b"rows", at=noon)

    assert kept(agent, token, at=noon + KEPT - timedelta(seconds=1)) == b"rows"
    assert kept(agent, token, at=noon + KEPT) is None


def test_what_another_agent_sent_is_not_forgotten(noon):
    agent = UserFactory()
    token = keep(agent, b"rows", at=noon)

    forget(UserFactory(), token)

    assert kept(agent, token, at=noon) == b"rows"


def test_what_is_over_is_erased_and_the_rest_stays(noon):
    WaitingSheetFactory(sent_at=noon - KEPT)
    recent = WaitingSheetFactory(sent_at=noon)

    assert purge(at=noon) == 1
    assert WaitingSheet.objects.get() == recent
