"""Corrections structures propose, in the back office."""

import pytest

from resources.models import ProposedChange
from tests.admin.pages import list_url, messages_of, url_of
from tests.factories import (
    ContactPointFactory,
    LocationFactory,
    ProposedChangeFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)


@pytest.fixture
def contact(db):
    return ContactPointFactory(service=ServiceFactory(published=True), value="05 49 00 00 00")


@pytest.fixture
def proposal(contact):
    return ProposedChangeFactory(service=contact.service)


def decide(office, proposal, decision, **data):
    return office.post(url_of(proposal), {"decision": decision, **data}, follow=True)


def state_of(proposal):
    proposal.refresh_from_db()
    return proposal.state


@pytest.mark.parametrize("words", ["05 49 00 00 00", "05 49 00 00 09"], ids=["old", "new"])
def test_old_and_new_stand_side_by_side(office, proposal, words):
    assert f"<p>{words}</p>" in office.get(url_of(proposal)).text


def test_what_the_entry_says_now_is_shown_when_it_changed(office, proposal, contact):
    contact.value = "05 49 00 00 05"
    contact.save()

    assert "05 49 00 00 05" in office.get(url_of(proposal)).text


def test_accepting_writes_the_number(office, proposal, contact):
    decide(office, proposal, "accept", value="05 49 00 00 09", replaces=str(contact.pk))

    contact.refresh_from_db()
    assert (contact.value, state_of(proposal)) == ("05 49 00 00 09", "accepted")


def test_accepting_says_what_was_done(office, proposal, contact):
    page = decide(office, proposal, "accept", value="05 49 00 00 09", replaces=str(contact.pk))

    assert messages_of(page) == [f"« {proposal} » : correction acceptée."]


def test_the_number_of_another_entry_cannot_be_replaced(office, proposal):
    other = ContactPointFactory(value="05 49 00 00 07")

    decide(office, proposal, "accept", value="05 49 00 00 09", replaces=str(other.pk))

    other.refresh_from_db()
    assert other.value == "05 49 00 00 07"


def test_a_wrong_number_is_told_beside_it(office, proposal):
    page = decide(office, proposal, "accept", value="05 49", replaces="")

    assert (page.context["accepting"].errors.keys() == {"value"}, state_of(proposal)) == (True, "waiting")


def test_refusing_asks_why(office, proposal):
    page = decide(office, proposal, "refuse", reason="")

    assert ("la prochaine personne le lira" in page.text, state_of(proposal)) == (True, "waiting")


def test_refusing_keeps_the_reason(office, proposal):
    decide(office, proposal, "refuse", reason="Ce n’est pas ce service.")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.reason) == ("refused", "Ce n’est pas ce service.")


def test_a_decision_already_taken_is_told(office, proposal, contact):
    decide(office, proposal, "refuse", reason="Non.")

    page = decide(office, proposal, "accept", value="05 49 00 00 09", replaces=str(contact.pk))

    assert messages_of(page) == ["Quelqu’un d’autre a déjà répondu à cette correction : rien n’a changé."]


def test_who_may_only_read_decides_nothing(limited_to, proposal):
    client = limited_to(proposedchange="view")

    assert (decide(client, proposal, "refuse", reason="Non.").status_code, state_of(proposal)) == (403, "waiting")


def test_who_may_not_read_sees_nothing(limited_to, proposal):
    client = limited_to(proposedchange="")

    # As if it did not exist.
    assert client.get(url_of(proposal)).status_code == 404


def test_the_queue_is_filtered_by_state(office, proposal):
    ProposedChangeFactory(state="refused", reason="Non.", decided_at=proposal.created_at)

    page = office.get(list_url(ProposedChange), {"state__exact": "waiting"})

    assert list(page.context["cl"].result_list) == [proposal]


@pytest.fixture
def new_hours(db):
    return ProposedChangeFactory(correction="hours", old_value="Horaires à confirmer", proposed="Tu 09:00-12:00")


def test_hours_open_the_page_where_they_are_typed(office, new_hours):
    way_in = ServiceAtLocationFactory(service=new_hours.service)

    assert url_of(way_in) in office.get(url_of(new_hours)).text


def test_hours_of_a_place_open_the_place(office, new_hours):
    way_in = ServiceAtLocationFactory(service=new_hours.service, hours_source="location")

    assert url_of(way_in.location) in office.get(url_of(new_hours)).text


@pytest.mark.parametrize("of", ["way_in", "location"])
def test_proposed_hours_stand_where_they_are_typed(office, new_hours, of):
    way_in = ServiceAtLocationFactory(service=new_hours.service)
    owner = way_in if of == "way_in" else way_in.location

    assert "Tu 09:00-12:00" in office.get(url_of(owner)).text


def test_decided_hours_no_longer_stand_there(office, new_hours):
    way_in = ServiceAtLocationFactory(service=new_hours.service)
    decide(office, new_hours, "accept")

    assert "Tu 09:00-12:00" not in office.get(url_of(way_in)).text


def test_an_openstreetmap_expression_is_read_aloud(office, new_hours):
    assert "Le mardi, 9\u00a0h–12\u00a0h" in office.get(url_of(new_hours)).text


def test_a_part_may_be_taken(office, new_hours):
    decide(office, new_hours, "partly")

    assert state_of(new_hours) == "partly"


def test_a_place_that_becomes_secret_is_forgotten(office, db):
    place = LocationFactory(commune=None, street="", postal_code="")
    service = ServiceAtLocationFactory(location=place).service
    proposal = ProposedChangeFactory(
        service=service, correction="place", old_value="3 rue Cachée", proposed="5 rue Cachée"
    )

    place.confidential = True
    place.save()

    proposal.refresh_from_db()
    assert "Cachée" not in proposal.old_value + proposal.proposed
