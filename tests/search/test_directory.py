"""What a reader finds around a commune: grouped, ordered, counted, and nothing she must not see."""

from datetime import time

import pytest

from resources.enums import AreaKind, HoursSource, Serves, ServiceKind
from resources.models import Service, ServiceAtLocation
from resources.search.directory import answer, lines_now
from resources.search.ranking import Group, around
from tests.factories import (
    CommuneFactory,
    LineFactory,
    LocationFactory,
    NeedFactory,
    OpeningRuleFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def civray():
    return CommuneFactory(civray=True)


def desk(commune, **fields):
    """A published service received on site in a commune."""
    service = ServiceFactory(published=True, **fields)
    ServiceAtLocationFactory(service=service, location=LocationFactory(commune=commune))
    return service


def ask(commune, at, **changes):
    options = {"radius_km": 30, "page": 1, **changes}
    services = options.pop("services", Service.objects.published().for_victims())
    return answer(services, commune=commune, at=at, **options)


def grouped(result):
    return {group: [entry.service for entry in entries] for group, entries in result.groups}


def test_each_entry_stands_once_in_the_first_group_it_belongs_to(civray, noon):
    near = CommuneFactory(latitude=46.2, longitude=0.35)
    in_town = desk(civray, areas=[(AreaKind.DEPARTEMENT, "86")])
    covers = ServiceFactory(published=True, areas=[(AreaKind.EPCI, civray.epci_id)])
    close = desk(near, areas=[(AreaKind.DEPARTEMENT, "86")])
    everywhere = ServiceFactory(published=True, areas=[(AreaKind.DEPARTEMENT, "86")])
    line = LineFactory()

    assert grouped(ask(civray, noon)) == {
        Group.IN_COMMUNE: [in_town],
        Group.COVERS: [covers],
        Group.NEAR: [close],
        Group.DEPARTEMENT: [everywhere],
        Group.REMOTE: [line],
    }


def test_the_nearest_comes_first(civray, noon):
    far = desk(CommuneFactory(latitude=46.30, longitude=0.30), name="Aaa", areas=[])
    close = desk(CommuneFactory(latitude=46.20, longitude=0.30), name="Zzz", areas=[])

    assert grouped(ask(civray, noon)) == {Group.NEAR: [close, far]}


def test_distance_is_counted_from_the_point_of_the_commune(civray, noon):
    desk(CommuneFactory(latitude=46.2331, longitude=0.2998), areas=[])

    entry = ask(civray, noon).groups[0][1][0]

    assert entry.distance == pytest.approx(10.0, abs=0.05)


@pytest.mark.parametrize(("radius", "count"), [(10, 0), (30, 1)], ids=["narrow", "wide"])
def test_the_radius_is_kept(civray, noon, radius, count):
    desk(CommuneFactory(latitude=46.33, longitude=0.2998), areas=[])

    assert ask(civray, noon, radius_km=radius).page.count == count


def test_a_corner_of_the_box_is_outside_the_circle(civray, noon):
    desk(CommuneFactory(latitude=46.1431 + 0.25, longitude=0.2998 + 0.36), areas=[])

    assert ask(civray, noon, radius_km=30).page.count == 0


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_what_is_not_published_is_nowhere(civray, noon, status):
    service = desk(civray)
    Service.objects.filter(pk=service.pk).update(status=status)

    assert ask(civray, noon).page.count == 0


def test_another_département_does_not_answer(civray, noon):
    ServiceFactory(published=True, areas=[(AreaKind.DEPARTEMENT, "79")])

    assert ask(civray, noon).page.count == 0


def test_a_secret_place_is_found_by_what_it_covers_and_has_no_distance(civray, noon):
    service = ServiceFactory(published=True, areas=[(AreaKind.DEPARTEMENT, "86")])
    ServiceAtLocationFactory(service=service, location=LocationFactory(confidential_site=True))

    (group, [entry]) = ask(civray, noon).groups[0]

    assert (group, entry.service, entry.distance, entry.place_name) == (Group.DEPARTEMENT, service, None, "")


def test_a_service_of_two_places_in_town_stands_once(civray, noon):
    service = desk(civray)
    ServiceAtLocationFactory(service=service, location=LocationFactory(commune=civray))

    assert ask(civray, noon).page.count == 1


def test_pages_hold_every_entry_once_in_a_stable_order(civray, noon):
    services = [desk(civray, name=f"Service {number:02}") for number in range(45)]

    pages = [ask(civray, noon, page=number) for number in (1, 2, 3)]

    seen = [entry.service for page in pages for _, entries in page.groups for entry in entries]
    assert seen == services


@pytest.mark.parametrize("page", [0, 99, -1], ids=str)
def test_a_page_that_does_not_exist_is_the_nearest_one(civray, noon, page):
    service = desk(civray)

    assert grouped(ask(civray, noon, page=page)) == {Group.IN_COMMUNE: [service]}


def test_sorting_ignores_accents_and_capitals(civray, noon):
    names = ["zoé", "Élan", "abri"]
    for name in names:
        desk(civray, name=name)

    assert [entry.service.name for entry in ask(civray, noon).groups[0][1]] == ["abri", "Élan", "zoé"]


def test_without_a_town_the_département_and_the_lines_answer(noon):
    poitiers = CommuneFactory(poitiers=True)
    service, line = desk(poitiers), LineFactory()
    ServiceFactory(published=True, areas=[(AreaKind.DEPARTEMENT, "79")])

    assert grouped(ask(None, noon)) == {Group.DEPARTEMENT: [service], Group.REMOTE: [line]}


def test_victims_and_perpetrators_never_share_a_list(civray, noon):
    victims = desk(civray)
    perpetrators = desk(civray, serves=Serves.PERPETRATORS)
    both = desk(civray, serves=Serves.BOTH)
    published = Service.objects.published()

    def found(services):
        return {pk for pk, _ in around(services, civray, 30, today=noon.date()).page(1, 20).rows}

    assert found(published.for_victims()) == {victims.pk, both.pk}
    assert found(published.for_perpetrators()) == {perpetrators.pk, both.pk}


def test_only_lines_that_answer_now_are_shown_as_such(noon):
    open_line = LineFactory(name="3919", priority=5)
    ServiceFactory(published=True, kind=ServiceKind.LINE, name="Horaires inconnus", priority=1)

    assert [entry.service for entry in lines_now(noon)] == [open_line]


def test_the_order_of_entries_of_equal_rank_follows_priority(civray, noon):
    later, first = desk(civray, name="Aaa", priority=100), desk(civray, name="Bbb", priority=1)

    assert grouped(ask(civray, noon))[Group.IN_COMMUNE] == [first, later]


def test_a_need_narrows(civray, noon):
    need = NeedFactory(slug="dormir")
    wanted = desk(civray, needs=[need])
    desk(civray)

    result = ask(civray, noon, services=Service.objects.published().filter(needs=need))

    assert grouped(result) == {Group.IN_COMMUNE: [wanted]}


def test_what_is_made_for_the_need_comes_before_what_also_does_it(civray, noon):
    dormir, parler = NeedFactory(slug="dormir"), NeedFactory(slug="parler")
    also = desk(civray, name="Aaa", needs=[dormir, parler], main_need=parler)
    made_for_it = desk(civray, name="Zzz", needs=[dormir], main_need=dormir)

    result = ask(civray, noon, needs=[dormir])

    assert grouped(result)[Group.IN_COMMUNE] == [made_for_it, also]


def test_at_about_the_same_distance_what_was_confirmed_lately_comes_first(civray, noon):
    stale = desk(CommuneFactory(latitude=46.20, longitude=0.30), areas=[])
    fresh = desk(CommuneFactory(latitude=46.21, longitude=0.30), areas=[])
    VerificationFactory(service=fresh, on=noon.date())
    Service.objects.all().refresh_search()

    assert grouped(ask(civray, noon))[Group.NEAR] == [fresh, stale]


@pytest.mark.parametrize("fact", ["all", "existence"])
def test_what_may_no_longer_exist_comes_after_what_was_confirmed_as_lately(civray, noon, fact):
    doubted = desk(CommuneFactory(latitude=46.20, longitude=0.30), areas=[])
    sure = desk(CommuneFactory(latitude=46.21, longitude=0.30), areas=[])
    for service in (doubted, sure):
        VerificationFactory(service=service, on=noon.date())
    VerificationFactory(service=doubted, on=noon.date(), fact=fact, outcome="doubtful")
    Service.objects.all().refresh_search()

    assert grouped(ask(civray, noon))[Group.NEAR] == [sure, doubted]


def test_what_is_much_nearer_comes_before_what_is_fresher(civray, noon):
    near = desk(CommuneFactory(latitude=46.15, longitude=0.30), areas=[])
    fresh = desk(CommuneFactory(latitude=46.35, longitude=0.30), areas=[])
    VerificationFactory(service=fresh, on=noon.date())
    Service.objects.all().refresh_search()

    assert grouped(ask(civray, noon))[Group.NEAR] == [near, fresh]


def test_at_about_the_same_distance_what_is_open_comes_first_then_what_opens_soon(civray, noon):
    later, soon, open_now = (desk(civray, name=name) for name in ("Aaa", "Bbb", "Ccc"))
    for service, hours in ((later, (18, 19)), (soon, (14, 16)), (open_now, (9, 17))):
        way = service.ways_in.get()
        ServiceAtLocation.objects.filter(pk=way.pk).update(hours_source=HoursSource.OWN)
        OpeningRuleFactory(way_in=way, start=time(hours[0]), end=time(hours[1]))

    assert grouped(ask(civray, noon))[Group.IN_COMMUNE] == [open_now, soon, later]


def test_what_is_much_nearer_comes_before_what_is_open(civray, noon):
    near = desk(CommuneFactory(latitude=46.15, longitude=0.30), areas=[])
    far = desk(CommuneFactory(latitude=46.35, longitude=0.30), areas=[])
    ServiceAtLocation.objects.filter(service=far).update(hours_source=HoursSource.OWN)
    OpeningRuleFactory(way_in=far.ways_in.get(), start=None, end=None)

    assert grouped(ask(civray, noon))[Group.NEAR] == [near, far]
