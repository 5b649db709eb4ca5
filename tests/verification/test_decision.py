"""What becomes of a correction once the staff have read it."""

import pytest
from django.core.exceptions import ValidationError

from resources.models import Verification
from resources.verification.decision import AlreadyDecidedError, accept, accept_partly, refuse
from tests.factories import ContactPointFactory, ProposedChangeFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return UserFactory(staff=True)


@pytest.fixture
def who(agent, noon):
    return {"by": agent, "at": noon}


@pytest.fixture
def contact():
    return ContactPointFactory(service=ServiceFactory(published=True), value="05 49 00 00 00", free="yes", on_bill="no")


@pytest.fixture
def proposal(contact):
    return ProposedChangeFactory(service=contact.service)


def test_an_accepted_number_takes_the_place_of_the_old_one(proposal, contact, who):
    accept(proposal, value="05 49 00 00 09", replaces=contact, **who)

    assert [one.value for one in proposal.service.contacts.all()] == ["05 49 00 00 09"]


def test_what_was_known_of_the_price_of_the_old_number_goes(proposal, contact, who):
    accept(proposal, value="05 49 00 00 09", replaces=contact, **who)

    contact.refresh_from_db()
    assert (contact.free, contact.on_bill) == ("unknown", "unknown")


def test_the_same_number_written_otherwise_keeps_what_was_known(proposal, contact, who):
    accept(proposal, value="05.49.00.00.00", replaces=contact, **who)

    contact.refresh_from_db()
    assert (contact.free, contact.on_bill) == ("yes", "no")


def test_a_number_may_be_added(proposal, who):
    accept(proposal, value="05 49 00 00 09", **who)

    assert sorted(one.value for one in proposal.service.contacts.all()) == ["05 49 00 00 00", "05 49 00 00 09"]


@pytest.mark.parametrize(
    ("proposed", "value", "state"),
    [
        pytest.param("05 49 00 00 09 (accueil)", "05 49 00 00 09", "accepted", id="tidied"),
        pytest.param("05 49 00 00 09", "05 49 00 00 08", "partly", id="another"),
    ],
)
def test_what_the_staff_keep_tells_how_far_it_is_accepted(contact, who, proposed, value, state):
    proposal = ProposedChangeFactory(service=contact.service, proposed=proposed)

    accept(proposal, value=value, replaces=contact, **who)

    proposal.refresh_from_db()
    assert proposal.state == state


def test_a_number_that_does_not_exist_changes_nothing(proposal, contact, who):
    with pytest.raises(ValidationError):
        accept(proposal, value="05 49", replaces=contact, **who)

    contact.refresh_from_db()
    proposal.refresh_from_db()
    assert (contact.value, proposal.state, Verification.objects.count()) == ("05 49 00 00 00", "waiting", 0)


def test_an_accepted_correction_is_a_verification(proposal, contact, agent, who):
    accept(proposal, value="05 49 00 00 09", replaces=contact, **who)

    check = Verification.objects.get()
    assert (check.fact, check.outcome, check.method, check.by) == ("phone", "confirmed", "letter", agent)


def test_an_accepted_sentence_is_written(who):
    proposal = ProposedChangeFactory(correction="summary", proposed="Accueille le matin.")

    accept(proposal, value="Accueille le matin.", **who)

    proposal.service.refresh_from_db()
    assert proposal.service.summary == "Accueille le matin."


def test_search_finds_the_accepted_sentence(who):
    proposal = ProposedChangeFactory(correction="summary", proposed="Accueille le matin.")

    accept(proposal, value="Accueille le matin.", **who)

    proposal.service.refresh_from_db()
    assert "matin" in proposal.service.search_document


def test_a_service_that_is_gone_is_archived(who):
    proposal = ProposedChangeFactory(correction="gone", proposed="N’existe plus")

    accept(proposal, **who)

    proposal.service.refresh_from_db()
    assert proposal.service.status == "archived"


@pytest.mark.parametrize(
    ("decide", "state"),
    [
        pytest.param(accept, "accepted", id="done"),
        pytest.param(accept_partly, "partly", id="in part"),
    ],
)
def test_hours_are_written_by_hand_and_then_accepted(who, decide, state):
    proposal = ProposedChangeFactory(correction="hours", proposed="Le mardi, 9 h–12 h")

    decide(proposal, **who)

    proposal.refresh_from_db()
    assert (proposal.state, Verification.objects.get().fact) == (state, "hours")


def test_a_refused_correction_says_why_and_by_whom(proposal, agent, noon, who):
    refuse(proposal, reason="C’est le numéro du maire.", still_right=False, **who)

    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason, proposal.decided_by, proposal.decided_at) == (
        "refused",
        "C’est le numéro du maire.",
        agent,
        noon,
    )


@pytest.mark.parametrize(
    ("still_right", "checks"), [(True, ["confirmed"]), (False, [])], ids=["checked", "not checked"]
)
def test_a_refusal_confirms_only_what_was_checked(proposal, who, still_right, checks):
    refuse(proposal, reason="Non.", still_right=still_right, **who)

    assert [one.outcome for one in Verification.objects.all()] == checks


def test_the_second_to_decide_is_told(proposal, contact, who):
    refuse(proposal, reason="Non.", still_right=False, **who)

    with pytest.raises(AlreadyDecidedError):
        accept(proposal, value="05 49 00 00 09", replaces=contact, **who)


def test_the_second_to_decide_changes_nothing(proposal, contact, who):
    refuse(proposal, reason="Non.", still_right=False, **who)

    with pytest.raises(AlreadyDecidedError):
        accept(proposal, value="05 49 00 00 09", replaces=contact, **who)

    contact.refresh_from_db()
    assert contact.value == "05 49 00 00 00"
