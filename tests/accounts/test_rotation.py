"""A new SECRET_KEY: while the old one is a fallback nobody notices, and after `encrypt_again` it may go."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from resources.verification.link import Refusal, RefusedLinkError, link_to, open_link
from tests.factories import VerificationRequestFactory
from tests.sign_in import CODE, code, codes_on_paper, enter, is_in, sign_in, with_second_factor

pytestmark = pytest.mark.django_db
OLD, NEW = "the-old-key-" * 5, "the-new-key-" * 5


@pytest.fixture(autouse=True)
def _before(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []


@pytest.fixture
def rotate(settings):
    def to(key, *fallbacks):
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = key, list(fallbacks)

    return to


def opens(client):
    return client.get("/gestion/").status_code == 200


def enters(client):
    enter(client)
    client.post(CODE, {"code": code()})
    return is_in(client)


def test_who_is_in_stays_in_while_the_old_key_is_known(client, agent, rotate):
    sign_in(client, agent)

    rotate(NEW, OLD)

    assert opens(client)


def test_who_is_in_is_out_once_it_is_not(client, agent, rotate):
    sign_in(client, agent)

    rotate(NEW)

    assert not opens(client)


def test_a_telephone_still_opens_while_the_old_key_is_known(client, agent, rotate):
    with_second_factor(agent)

    rotate(NEW, OLD)

    assert enters(client)


def test_after_encrypting_again_it_opens_without_the_old_key(client, agent, rotate):
    with_second_factor(agent)
    codes = codes_on_paper(agent)
    rotate(NEW, OLD)

    call_command("encrypt_again")
    rotate(NEW)

    assert enters(client)
    paper = Authenticator.objects.get(type="recovery_codes").wrap()
    assert paper.get_unused_codes() == codes


def test_what_no_key_opens_is_told_and_left_as_it_is(agent, rotate):
    with_second_factor(agent)
    before = Authenticator.objects.get().data
    rotate(NEW)

    with pytest.raises(CommandError, match="aucune clé connue"):
        call_command("encrypt_again")

    assert Authenticator.objects.get().data == before


def test_a_letter_already_sent_is_answered_while_the_old_key_is_known(rotate, noon):
    request = VerificationRequestFactory()
    signed = link_to(request).rstrip("/").rsplit("/", 1)[1]

    rotate(NEW, OLD)
    assert open_link(signed, at=noon) == request

    rotate(NEW)
    with pytest.raises(RefusedLinkError) as refused:
        open_link(signed, at=noon)
    assert refused.value.reason is Refusal.BROKEN
