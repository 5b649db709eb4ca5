"""The staff try a phrase: how it is understood, through which words, and nothing of it is kept."""

import pytest
from django.contrib.admin.models import LogEntry
from pytest_django.asserts import assertContains, assertNotContains

from resources.enums import Alert, ServiceKind
from resources.models import SearchTerm
from resources.roles import Role
from tests.admin.pages import list_url
from tests.factories import NeedFactory, SearchTermFactory, ServiceFactory, UserFactory
from tests.sign_in import sign_in

TRY = "/gestion/resources/searchterm/essayer/"


@pytest.fixture
def terms(db):
    urgent, police = (
        NeedFactory(slug="urgence", name="Danger maintenant"),
        NeedFactory(slug="droits", name="Mes droits"),
    )
    SearchTermFactory(text="il va me tuer", need=urgent, alert=Alert.DANGER)
    SearchTermFactory(text="commissariat", need=police, kind=ServiceKind.POLICE)


def test_list_of_words_holds_the_box(office):
    assertContains(office.get(list_url(SearchTerm)), f'action="{TRY}"')


def test_a_phrase_is_explained(office, terms):
    response = office.post(TRY, {"phrase": "il va me tuer, où est le comissariat"})

    for shown in ("Danger maintenant", "danger immédiat", "Mes droits", "Police et gendarmerie", "il va me tuer"):
        assertContains(response, shown)


def test_services_named_are_shown(office):
    ServiceFactory(published=True, name="Maison de Freyja")

    assertContains(office.post(TRY, {"phrase": "freyja"}), "Maison de Freyja")


def test_what_is_not_understood_is_said(office):
    assertContains(office.post(TRY, {"phrase": "xyzzy"}), "Rien n’est compris")


@pytest.mark.parametrize("phrase", ["", "   ", "x" * 201])
def test_nothing_and_too_much_are_refused(office, phrase):
    assertNotContains(office.post(TRY, {"phrase": phrase}), "Ce qui est compris")


def test_a_phrase_in_the_address_is_not_read(office, terms):
    assertNotContains(office.get(TRY, {"phrase": "il va me tuer"}), "Ce qui est compris")


def test_nothing_typed_is_kept(office, terms, caplog):
    office.post(TRY, {"phrase": "il va me tuer à Civray"})

    assert not LogEntry.objects.exists()
    assert "Civray" not in caplog.text


def test_it_is_for_who_may_see_the_words(client, db):
    assert client.post(TRY, {"phrase": "x"}).status_code == 302
    sign_in(client, UserFactory(role=Role.EDITOR))
    assert client.post(TRY, {"phrase": "x"}).status_code == 403
