"""A sheet to hand over: in the order chosen, for one side only; and a discreet one that tells nothing."""

import re

import pytest

from resources.emergency.languages import OTHERS
from resources.enums import ContactKind, Serves
from resources.referrals.discreet import STEMS, reveals
from resources.referrals.sheet import Options, sheet_of
from resources.text import fold
from tests.factories import (
    ContactPointFactory,
    LineFactory,
    LocationFactory,
    OpeningRuleFactory,
    PublicIdAliasFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


def options(*services, **said):
    return Options(public_ids=tuple(service.public_id for service in services), **said)


def address(*services, **said):
    ids = ",".join(service.public_id for service in services)
    return f"/orienter/feuille/?fiche={ids}" + "".join(f"&{name}={value}" for name, value in said.items())


@pytest.fixture
def revealing():
    """An entry that tells all it can, in every field a sheet may read."""
    service = ServiceFactory(
        published=True,
        name="Permanence violences conjugales",
        neutral_title="Intervenante sociale, commissariat",
        summary="Pour les femmes victimes de violences.",
        what_happens="On vous aide à porter plainte.",
        eligibility="Après des coups.",
        organization__name="Aide aux victimes",
        complaint_required="no",
    )
    place = LocationFactory(
        name="Commissariat central", street="3 rue de la Gendarmerie", complement="Au fond du commissariat"
    )
    way_in = ServiceAtLocationFactory(
        service=service, location=place, label="Bureau des plaintes", note="Dire « violences »", hours_source="own"
    )
    OpeningRuleFactory(way_in=way_in)
    ContactPointFactory(service=service, value="05 49 11 22 33", label="Ligne des victimes", note="Danger : le 17")
    ContactPointFactory(service=service, kind=ContactKind.WEBSITE, value="https://stop-violences.fr/")
    return service


def test_entries_stand_in_the_order_chosen(noon):
    first, second = ServiceFactory.create_batch(2, published=True)

    sheet = sheet_of(options(second, first), at=noon)

    assert [entry.service for entry in sheet.entries] == [second, first]


def test_an_entry_is_moved_up(client):
    first, second = ServiceFactory.create_batch(2, published=True)

    page = client.get(f"/orienter/?fiche={first.public_id},{second.public_id}&monter={second.public_id}").text

    assert page.index(second.name) < page.index(first.name)


@pytest.mark.parametrize("status", ["draft", "review", "archived"])
def test_what_is_not_published_is_on_no_sheet(noon, status):
    assert sheet_of(options(ServiceFactory(status=status)), at=noon).entries == []


def test_an_entry_merged_into_another_is_that_other(noon):
    alias = PublicIdAliasFactory()

    [entry] = sheet_of(Options(public_ids=(alias.alias_id,)), at=noon).entries

    assert entry.service == alias.service


def test_perpetrators_are_left_out_of_a_sheet_of_victims(noon):
    hers, his = ServiceFactory(published=True), ServiceFactory(published=True, for_perpetrators=True)

    sheet = sheet_of(options(his, hers), at=noon)

    assert [entry.service for entry in sheet.entries] == [hers]
    assert sheet.left_out == [his]


def test_a_sheet_may_be_for_perpetrators_alone(noon):
    his = ServiceFactory(published=True, for_perpetrators=True)
    both = ServiceFactory(published=True, serves=Serves.BOTH)

    sheet = sheet_of(options(his, both), at=noon)

    assert sheet.for_perpetrators
    assert [entry.service for entry in sheet.entries] == [his, both]


@pytest.mark.parametrize("query", ["", "&type=changer"])
def test_the_two_sides_never_share_the_page_where_one_chooses(client, query):
    hers = ServiceFactory(published=True, name="Pour elles")
    his = ServiceFactory(published=True, name="Pour eux", for_perpetrators=True)

    page = client.get(f"/orienter/?fiche={hers.public_id},{his.public_id}{query}").text
    listed = re.findall(r'name="fiche" value="(\w+)"', page)

    assert listed == [his.public_id if query else hers.public_id]


def test_sheet_gives_the_next_dates_without_today_or_tomorrow(client):
    service = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=service, office_hours=True)

    page = client.get(address(service)).text

    assert re.search(r"Prochaines dates : \w+ \d", page)
    assert "demain" not in page


@pytest.mark.parametrize(
    ("option", "words"),
    [pytest.param("dates", "Horaires", id="dates"), pytest.param("demander", "Rendez-vous", id="how to ask")],
)
def test_what_is_not_wanted_is_not_on_the_sheet(client, option, words):
    service = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=service)

    assert words in client.get(address(service)).text
    assert words not in client.get(address(service, **{option: "0"})).text


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_emergency_lines_are_in_the_language_chosen(client, language):
    page = client.get(address(ServiceFactory(published=True), urgences=language.code)).text

    assert f'lang="{language.code}" dir="{language.direction}"' in page
    assert language.title in page


def test_a_language_that_is_not_is_french(client):
    assert "Qui appeler maintenant" in client.get(address(ServiceFactory(published=True), urgences="xx")).text


def test_an_empty_sheet_leads_to_the_choice(client):
    assert client.get("/orienter/feuille/").headers["Location"] == "/orienter/"


def test_discreet_page_holds_no_revealing_word(client, revealing):
    response = client.get(address(revealing, sobre="1"))

    assert "05 49 11 22 33" in response.text
    # How a page is drawn stands in the page, and is the same in all.
    drawn = re.sub(r"<style>.*?</style>", " ", response.text, flags=re.DOTALL)
    assert found_in(drawn.replace("/static/", " ")) == []


def test_title_address_and_file_of_a_discreet_page_are_neutral(client, revealing):
    response = client.get(address(revealing, sobre="1"))

    # A browser names the file it prints to after the title.
    assert re.search("<title>(.*?)</title>", response.text).group(1) == "Adresses utiles"
    assert "Content-Disposition" not in response.headers
    assert found_in(address(revealing, sobre="1")) == []
    assert "description" not in response.text


def test_discreet_page_gives_the_town_when_the_street_tells_too_much(client, revealing):
    page = client.get(address(revealing, sobre="1")).text

    assert "<h2>Contact 1</h2>" in page
    assert "86000 Commune" in page


def test_discreet_page_adds_no_line_of_its_own(client):
    line = LineFactory(name="3919", contacts__value="3919")
    service = ServiceFactory(published=True, main_need__line=line)

    page = client.get(address(service, sobre="1")).text

    assert "3919" not in page
    assert "demandez-le à la personne qui vous a remis cette page" in page


def test_a_secret_place_is_on_no_sheet(client):
    service = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=service, location=LocationFactory(confidential_site=True, name="Villa Tilleuls"))

    pages = client.get(address(service)).text + client.get(address(service, sobre="1")).text

    assert "Tilleuls" not in pages


@pytest.mark.parametrize("stem", STEMS)
def test_each_revealing_word_is_found(stem):
    assert reveals(f"Le {stem}")


def found_in(html):
    """Revealing words in a page, what no eye reads included."""
    words = f" {fold(html)} "
    return [stem for stem in STEMS if f" {stem}" in words]
