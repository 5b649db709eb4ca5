"""The week of who receives, day by day."""

from datetime import date, time

import pytest

from resources.enums import HoursSource
from resources.models import Service
from resources.search.agenda import agenda, week_code
from tests.factories import (
    CommuneFactory,
    LineFactory,
    LocationFactory,
    NetworkFactory,
    OpeningRuleFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def civray():
    return CommuneFactory(civray=True)


def permanence(commune, **rule):
    service = ServiceFactory(published=True)
    way = ServiceAtLocationFactory(
        service=service, location=LocationFactory(commune=commune), hours_source=HoursSource.OWN
    )
    OpeningRuleFactory(way_in=way, **{"weekdays": 0b0000010, "start": time(9), "end": time(12), **rule})
    return way


def sessions(commune, at, monday=MONDAY, **options):
    week = agenda(
        Service.objects.published(), commune=commune, radius_km=options.get("radius_km", 30), monday=monday, at=at
    )
    return {day: [(one.start.hour, one.way.row) for one in found] for day, found in week.days if found}


def test_a_session_stands_on_its_day(civray, noon):
    way = permanence(civray)

    assert sessions(civray, noon) == {date(2026, 11, 24): [(9, way)]}


def test_sessions_of_a_day_follow_the_clock(civray, noon):
    afternoon = permanence(civray, start=time(14), end=time(16))
    morning = permanence(civray)

    assert sessions(civray, noon)[date(2026, 11, 24)] == [(9, morning), (14, afternoon)]


def test_a_closure_empties_the_day(civray, noon):
    way = permanence(civray)
    ScheduleExceptionFactory(location=way.location, first_day=date(2026, 11, 24), last_day=date(2026, 11, 24))

    assert sessions(civray, noon) == {}


def test_a_place_too_far_is_left_out(civray, noon):
    permanence(CommuneFactory(poitiers=True))

    assert sessions(civray, noon) == {}


def test_what_is_open_day_and_night_is_no_permanence(civray, noon):
    permanence(civray, weekdays=127, start=None, end=None, on_public_holidays="held")

    assert sessions(civray, noon) == {}


def test_hours_nobody_told_are_listed_apart(civray, noon):
    way = ServiceAtLocationFactory(service=ServiceFactory(published=True), location=LocationFactory(commune=civray))

    week = agenda(Service.objects.published(), commune=civray, radius_km=30, monday=MONDAY, at=noon)

    assert [entry.service for entry in week.hours_unknown] == [way.service]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        pytest.param("", "Semaine du ", id="this week"),
        pytest.param("semaine=2026-W53", "Semaine du 28 décembre 2026 au 3 janvier 2027", id="week 53"),
        pytest.param("semaine=2027-W53", "Semaine du ", id="a week that does not exist"),
        pytest.param("semaine=bonjour", "Semaine du ", id="nonsense"),
        pytest.param("ou=zzzz&rayon=9&reseau=rien&besoin=x", "Semaine du ", id="nothing known"),
    ],
)
def test_the_page_opens_on_any_week(client, civray, query, title):
    LineFactory()

    page = client.get(f"/permanences/?{query}")

    assert page.status_code == 200
    assert title in page.text.replace("\u00a0", " ")


def test_the_page_shows_the_week_asked_for(client, civray):
    permanence(civray, recurrence="nth", nth_weekdays=0b000010)

    assert "9\u00a0h–12\u00a0h" in client.get("/permanences/?ou=86078&semaine=2026-W50").text
    assert "9\u00a0h–12\u00a0h" not in client.get("/permanences/?ou=86078&semaine=2026-W49").text


def test_a_network_is_looked_for_around_its_seat(client, civray):
    network = NetworkFactory(seat=civray)
    permanence(civray)

    page = client.get(f"/permanences/?reseau={network.slug}&semaine=2026-W48").text

    assert "autour de Civray" in page
    assert "à confirmer" in page


def test_a_week_is_written_as_iso(noon):
    assert week_code(date(2026, 12, 28)) == "2026-W53"


@pytest.mark.parametrize("count", [1, 30])
def test_the_number_of_queries_does_not_grow(client, civray, django_assert_max_num_queries, count):
    for _ in range(count):
        permanence(civray)

    with django_assert_max_num_queries(15):
        client.get("/permanences/?ou=86078")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        pytest.param("civrai", "/permanences/?ou=86078", id="misspelt"),
        pytest.param("rue des secrets", "/permanences/?ou=inconnu", id="unknown"),
    ],
)
def test_a_typed_town_becomes_a_code(client, civray, typed, address):
    response = client.post("/permanences/", {"ou": typed})

    assert (response.status_code, response.headers["Location"]) == (303, address)
