"""Several needs heard in one phrase: what answers the first comes first, and each has its line."""

import pytest
from django.http import QueryDict

from resources.enums import AreaKind
from resources.filters import ServiceFilter
from resources.models import Need, Service
from resources.search.directory import answer
from tests.factories import CommuneFactory, LineFactory, NeedFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def needs():
    return {slug: NeedFactory(slug=slug, position=place) for place, slug in enumerate(("parler", "droits", "dormir"))}


def ask(noon, *asked):
    services = Service.objects.published().for_victims()
    return answer(services, commune=CommuneFactory(civray=True), radius_km=30, at=noon, page=1, needs=asked)


def test_what_is_made_for_the_first_need_comes_first_then_what_does_it_then_the_others(needs, noon):
    def service(name, main, *held):
        ServiceFactory(
            published=True, name=name, main_need=needs[main], needs=[needs[slug] for slug in (main, *held)],
            areas=[(AreaKind.DEPARTEMENT, "86")],
        )  # fmt: skip

    service("A neither asked for first nor doing it", "parler")
    service("B also does the first", "droits", "dormir")
    service("C made for the second", "droits")
    service("D made for the first", "dormir")

    [(_, entries)] = ask(noon, needs["dormir"], needs["droits"]).groups

    assert [entry.service.name[0] for entry in entries] == ["D", "B", "C", "A"]


def test_needs_are_read_in_the_order_of_the_address(needs):
    filters = ServiceFilter(QueryDict("besoin=dormir&besoin=parler"), needs=list(Need.objects.all()), audiences=[])

    assert [need.slug for need in filters.chosen_needs] == ["dormir", "parler"]


def line(name, need, *, priority, own=False):
    service = LineFactory(name=name, main_need=need, needs=[need], priority=priority)
    if own:
        Need.objects.filter(pk=need.pk).update(line=service)
        need.line = service
    return service


def test_each_need_asked_for_has_its_line_before_the_broadest(needs, noon):
    broad = line("3919", needs["parler"], priority=1)
    rights = line("116 006", needs["droits"], priority=3)
    beds = line("115", needs["dormir"], priority=9, own=True)

    found = ask(noon, needs["droits"], needs["dormir"]).lines

    assert [entry.service for entry in found] == [beds, rights, broad]
