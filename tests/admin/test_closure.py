"""Closing several places, ways in or entries for some dates."""

from datetime import date, time

import pytest

from resources.models import Location, ScheduleException
from resources.roles import MATRIX, NOTHING, Role
from tests.admin.pages import form_of, list_url, messages_of
from tests.factories import (
    LocationFactory,
    PhoneWayInFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    UserFactory,
)
from tests.sign_in import sign_in

DATES = {"first_day": "2099-12-24", "last_day": "2099-12-26", "reason": "congés"}
WRONG_DATES = [
    pytest.param({"last_day": "2099-12-23"}, "last_day", "La fin est avant le début", id="reversed"),
    pytest.param({"first_day": "2099-02-31"}, "first_day", "Cette date n’existe pas", id="no-such-day"),
    pytest.param({"first_day": ""}, "first_day", "obligatoire", id="no-day"),
    pytest.param({"first_day": "2020-01-01", "last_day": "2020-01-02"}, "last_day", "déjà passés", id="past"),
    pytest.param({"end": "12 h"}, "start", "Donnez l’heure de début", id="end-alone"),
    pytest.param({"start": "25:00", "end": "12 h"}, "start", "Cette heure n’existe pas", id="no-such-time"),
]


def ask(client, *objects, **more):
    """Choose objects in their list, then the action."""
    data = {"action": "close_for_some_dates", "_selected_action": [str(one.pk) for one in objects]} | more
    return client.post(list_url(type(objects[0])), data, follow=True)


def close(client, *objects, **changes):
    """Fill and send the page the action opens."""
    page = ask(client, *objects)
    return client.post(list_url(type(objects[0])), form_of(page) | DATES | changes, follow=True)


@pytest.mark.parametrize(
    "factory", [LocationFactory, ServiceAtLocationFactory, ServiceFactory], ids=["location", "way-in", "service"]
)
def test_dates_are_asked_first(office, factory):
    response = ask(office, factory())

    assert list(response.context["form"].errors) == []
    assert not ScheduleException.objects.exists()


@pytest.mark.parametrize("factory", [LocationFactory, ServiceAtLocationFactory], ids=["location", "way-in"])
def test_all_that_is_chosen_closes(office, factory):
    chosen = [factory(), factory()]
    other = factory()

    close(office, *chosen)

    for owner in chosen:
        closure = owner.exceptions.get()
        assert (closure.first_day, closure.last_day, closure.state) == (
            date(2099, 12, 24),
            date(2099, 12, 26),
            "closed",
        )
        assert closure.reason == "congés"
    assert not other.exceptions.exists()


def test_agent_is_told_how_many_closed(office):
    response = close(office, LocationFactory(name="Civray"), LocationFactory(name="Poitiers"))

    assert [text.replace("\u00a0", " ") for text in messages_of(response)] == [
        "2 fermetures ajoutées : Civray, Poitiers. Fermé du jeudi 24 décembre au samedi 26 décembre 2099 (congés)."
    ]


def test_some_hours_only_are_closed(office):
    place = LocationFactory()

    close(office, place, start="14 h", end="16 h")

    assert (place.exceptions.get().start, place.exceptions.get().end) == (time(14), time(16))


@pytest.mark.parametrize(("change", "field", "message"), WRONG_DATES)
def test_bad_dates_are_told_on_their_field_and_nothing_closes(office, change, field, message):
    response = close(office, LocationFactory(), LocationFactory(), **change)

    assert message in response.context["form"].errors[field][0]
    assert not ScheduleException.objects.exists()


def test_choice_is_kept_when_dates_are_corrected(office):
    places = [LocationFactory(), LocationFactory()]

    page = close(office, *places, last_day="2099-12-23")
    office.post(list_url(Location), form_of(page) | DATES)

    assert ScheduleException.objects.count() == 2


def test_entry_closes_by_all_its_ways_in(office):
    service = ServiceFactory()
    ways_in = [ServiceAtLocationFactory(service=service), PhoneWayInFactory(service=service)]

    close(office, service)

    assert {one.way_in for one in ScheduleException.objects.all()} == set(ways_in)


def test_entry_closes_its_places_when_asked(office):
    way_in = ServiceAtLocationFactory()

    close(office, way_in.service, places="on")

    assert way_in.location.exceptions.count() == way_in.exceptions.count() == 1


def test_entry_without_a_way_in_closes_nothing(office):
    response = close(office, ServiceFactory())

    assert messages_of(response) == ["Aucune fermeture ajoutée."]


def test_what_is_already_closed_is_not_closed_twice(office):
    place = LocationFactory(name="Civray")
    close(office, place)

    response = close(office, place)

    assert place.exceptions.count() == 1
    assert messages_of(response) == ["Aucune fermeture ajoutée.", "Déjà fermé à ces dates : Civray."]


def test_one_contrary_opening_stops_them_all(office):
    open_place = LocationFactory(name="Civray")
    ScheduleExceptionFactory(location=open_place, opening=True, first_day=date(2099, 12, 24))
    other = LocationFactory(name="Antigny")

    response = close(office, other, open_place)

    assert "« Civray » dit déjà le contraire" in response.context["form"].non_field_errors()[0]
    assert not other.exceptions.exists()


def test_opening_that_still_counts_is_told(office):
    place = LocationFactory()
    ScheduleExceptionFactory(location=place, opening=True, first_day=date(2099, 12, 25))

    response = close(office, place)

    assert any("c’est la seconde qui compte" in message for message in messages_of(response))


def test_whole_list_closes_across_pages(office):
    places = LocationFactory.create_batch(3)

    page = ask(office, places[0], select_across="1", index="0")
    office.post(list_url(Location), form_of(page) | DATES)

    assert ScheduleException.objects.count() == 3


def test_closure_is_noted_in_the_history(office):
    place = LocationFactory()

    close(office, place)

    history = office.get(f"{list_url(Location)}{place.pk}/history/").content.decode()
    assert "Fermé du jeudi" in history


def test_agent_who_may_not_write_exceptions_has_no_such_action(client, db, monkeypatch):
    monkeypatch.setitem(MATRIX, "scheduleexception", (NOTHING,) * len(Role))
    sign_in(client, UserFactory(role=Role.COORDINATOR))
    place = LocationFactory()

    ask(client, place)

    assert not ScheduleException.objects.exists()
