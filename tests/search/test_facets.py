"""How many answers each choice would give: what is counted is what is found once it is chosen."""

import pytest
from django.http import QueryDict

from resources.enums import Serves, ServiceKind
from resources.filters import ServiceFilter
from resources.models import Audience, Language, Need, Service
from resources.search.directory import answer
from tests.factories import (
    AudienceFactory,
    CommuneFactory,
    ContactPointFactory,
    LanguageFactory,
    LocationFactory,
    NeedFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def civray():
    return CommuneFactory(civray=True)


@pytest.fixture
def directory(civray):
    """Services of every sort, in town and around, for everyone and for some, and one for perpetrators."""
    dormir, droits, changer = (NeedFactory(slug=slug) for slug in ("dormir", "droits", "changer"))
    Need.objects.filter(pk=changer.pk).update(serves=Serves.PERPETRATORS)
    tous, femmes, parents = (AudienceFactory(slug=slug) for slug in ("tous", "femmes", "parents"))
    arabic, signs = LanguageFactory(code="ar"), LanguageFactory(code="fsl", name="LSF")
    near, far = CommuneFactory(latitude=46.22, longitude=0.30), CommuneFactory(latitude=46.53, longitude=0.30)

    def desk(commune, *, access="unknown", step_free="unknown", languages=(), **fields):
        service = ServiceFactory(published=True, areas=[], **fields)
        way = ServiceAtLocationFactory(
            service=service, location=LocationFactory(commune=commune, step_free=step_free), access=access
        )
        if languages:
            ContactPointFactory(service=None, way_in=way, languages=languages)

    desk(civray, needs=[dormir], audiences=[tous], access="walk_in", languages=[arabic, signs])
    desk(civray, needs=[dormir, droits], audiences=[femmes], kind=ServiceKind.JUSTICE, complaint_required="no")
    desk(near, needs=[droits], audiences=[femmes, tous], kind=ServiceKind.JUSTICE, step_free="yes")
    desk(near, needs=[], audiences=[parents], kind=ServiceKind.FAMILY, access="appointment", languages=[arabic])
    desk(far, needs=[droits], audiences=[parents], kind=ServiceKind.JUSTICE, access="walk_in", languages=[arabic])
    desk(civray, needs=[dormir, changer], audiences=[tous], serves=Serves.PERPETRATORS, languages=[signs])


def ask(civray, noon, query, **options):
    filters = ServiceFilter(
        QueryDict(query),
        needs=list(Need.objects.all()),
        audiences=list(Audience.objects.all()),
        languages=list(Language.objects.all()),
    )
    options = {"radius_km": 30, "page": 1, **options}
    result = answer(filters.all_of_this_side, commune=civray, at=noon, facets=filters.facets, **options)
    return filters, result


CHOSEN = ["", "besoin=dormir", "besoin=dormir&besoin=droits", "public=femmes", "type=droit&besoin=droits", "langue=ar",
          "acces=walk_in&langue=ar", "fauteuil=1", "plainte=non&besoin=droits", "besoin=changer"]  # fmt: skip


@pytest.mark.parametrize("query", CHOSEN, ids=lambda query: query or "nothing")
def test_a_choice_gives_as_many_answers_as_it_says(directory, civray, noon, query):
    filters, result = ask(civray, noon, query)
    said, found = {}, {}

    for facet in filters.facets:
        for choice in result.page.counts.choices(facet):
            alone = QueryDict(query, mutable=True)
            alone.setlist(facet.name, [choice.option.value])
            other, narrowed = ask(civray, noon, alone.urlencode())
            if other.for_perpetrators == filters.for_perpetrators:
                said[facet.name, choice.option.value] = choice.count
                found[facet.name, choice.option.value] = narrowed.page.count

    assert said == found


@pytest.mark.parametrize("query", CHOSEN, ids=lambda query: query or "nothing")
def test_a_radius_gives_as_many_answers_as_it_says(directory, civray, noon, query):
    _, result = ask(civray, noon, query)

    assert result.page.counts.within == {
        km: ask(civray, noon, query, radius_km=km)[1].page.count for km in (10, 20, 30, 50)
    }


@pytest.mark.parametrize(("more", "told"), [(0, True), (1, False)], ids=["as many as are counted", "one more"])
def test_in_a_large_directory_choices_stand_without_a_number(directory, civray, noon, monkeypatch, more, told):
    monkeypatch.setattr("resources.search.facets.MOST_COUNTED", Service.objects.published().count() - more)

    filters, result = ask(civray, noon, "", radius_km=50)

    choices = [choice for facet in filters.facets for choice in result.page.counts.choices(facet)]
    assert {choice.count is None for choice in choices} == {not told}
    assert any(choice.dead_end for choice in choices) is told


def test_what_is_not_told_of_choices_is_still_told_of_the_list(directory, civray, noon, monkeypatch):
    told = ask(civray, noon, "besoin=droits")[1]
    monkeypatch.setattr("resources.search.facets.MOST_COUNTED", 0)

    untold = ask(civray, noon, "besoin=droits")[1]

    assert untold.page.rows == told.page.rows
    assert untold.page.count == told.page.count
    assert untold.page.counts.within == told.page.counts.within


def test_an_empty_list_says_what_to_take_away_without_counting_choices(directory, civray, noon, monkeypatch):
    monkeypatch.setattr("resources.search.facets.MOST_COUNTED", 0)

    _, result = ask(civray, noon, "besoin=dormir&type=famille")

    assert [way[0] for way in ways_out(result) if not way[1] and not way[2]] == [("Dormir",), ("Famille",)]


def test_what_is_counted_is_what_the_filter_keeps(directory, civray, noon):
    filters, result = ask(civray, noon, "besoin=droits&type=droit", radius_km=50)

    assert result.page.count == filters.qs.count()


def test_whoever_asks_for_help_is_not_led_to_services_for_perpetrators(directory, civray, noon):
    filters, _ = ask(civray, noon, "")

    offered = {option.value for facet in filters.facets for option in facet.options}
    assert offered.isdisjoint({"changer"})


def test_what_everybody_speaks_is_no_choice(directory, civray, noon):
    LanguageFactory(code="fr", name="français")
    filters, _ = ask(civray, noon, "langue=fr")

    assert filters.count_chosen == 0


def ways_out(result):
    return [(tuple(way.without), way.radius_km, way.everywhere, way.count) for way in result.ways_out]


@pytest.mark.parametrize(
    ("query", "options", "expected"),
    [
        pytest.param("besoin=dormir&type=famille", {}, [("Dormir",), ("Famille",)], id="either of two"),
        pytest.param("fauteuil=1&langue=fsl", {}, [("Accessible en fauteuil",), ("LSF",)], id="any facet"),
        pytest.param("besoin=dormir&type=famille&fauteuil=1", {}, [()], id="all of three"),
    ],
)
def test_an_empty_list_says_what_to_take_away(directory, civray, noon, query, options, expected):
    _, result = ask(civray, noon, query, **options)

    assert [way[0] for way in ways_out(result) if not way[1] and not way[2]] == expected


def test_an_empty_list_says_how_far_there_is_an_answer(directory, civray, noon):
    _, result = ask(civray, noon, "acces=walk_in&besoin=droits", radius_km=10)

    assert ((), 50, False, 1) in ways_out(result)


def test_an_empty_list_ends_on_the_département(directory, civray, noon):
    _, result = ask(civray, noon, "acces=walk_in&besoin=droits", radius_km=10)

    assert ways_out(result)[-1] == ((), None, True, 1)


def test_every_way_out_of_an_empty_list_leads_somewhere(directory, civray, noon):
    _, result = ask(civray, noon, "besoin=dormir&type=famille&acces=walk_in", radius_km=10)

    assert [way.count for way in result.ways_out if not way.count] == []


def test_the_choice_that_says_for_whom_is_not_one_to_take_away(directory, civray, noon):
    _, result = ask(civray, noon, "besoin=changer&fauteuil=1")

    assert [tuple(way.without) for way in result.ways_out if way.without] == [("Accessible en fauteuil",)]
