"""What the files say: every object is whole, every entry has a source, an area and a next step."""

from datetime import date

import pytest
from django.apps import apps

from resources.enums import Access, AreaKind, Channel, EditorialStatus, HoursSource, ServiceKind
from resources.hours import State
from resources.legal import REQUIRED
from resources.models import (
    Commune,
    ContactPoint,
    Guide,
    KeyFigure,
    Location,
    Network,
    Service,
    ServiceAtLocation,
    SiteText,
    User,
)
from resources.search.entries import load_entries
from resources.text import sort_key
from resources.validators import digits

SURE_NUMBERS = (
    "17", "112", "15", "18", "114", "115", "119", "3919", "116006", "3018", "3977", "0800059595", "0801901911", "3114",
)  # fmt: skip
MODELS = [
    model
    for model in apps.get_app_config("resources").get_models()
    if model._meta.model_name != "user" and not hasattr(model, "instance_type")
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.model_name)
def test_every_loaded_object_is_whole(model):
    for row in model._default_manager.all()[:400]:
        row.full_clean(validate_unique=False)


def test_every_published_entry_has_an_area_a_need_and_a_source():
    published = Service.objects.published().prefetch_related("areas")

    lame = [one.name for one in published if not (one.areas.all() and one.main_need_id and one.source_name)]

    assert lame == []


def test_every_published_entry_has_a_next_step(noon):
    ids = list(Service.objects.published().values_list("pk", flat=True))

    stuck = [entry.service.name for entry in load_entries(ids, at=noon) if entry.next_step.contact is None]

    assert stuck == []


def test_every_sort_key_and_document_is_written():
    for service in Service.objects.all():
        assert service.sort_key == sort_key(service.name)
        assert service.search_document


@pytest.mark.parametrize("number", SURE_NUMBERS)
def test_a_sure_number_is_a_published_entry(number):
    services = Service.objects.published().filter(contacts__isnull=False) | Service.objects.published()
    values = ContactPoint.objects.filter(service__in=services) | ContactPoint.objects.filter(
        way_in__service__in=services
    )

    assert number in {digits(contact.value) for contact in values}


def test_the_doctor_on_call_number_is_nowhere():
    texts = [*Service.objects.values_list("name", "summary", "what_happens"), *Guide.objects.values_list("body")]

    assert not any("116 117" in text or "116117" in text for row in texts for text in row)


@pytest.mark.parametrize("name", ["3919", "119, ", "115, "])
def test_a_line_that_answers_day_and_night_is_open_at_three_in_the_morning(name, noon):
    service = Service.objects.get(
        kind__in=[ServiceKind.LINE, ServiceKind.EMERGENCY, ServiceKind.HOUSING], name__startswith=name
    )

    entry = load_entries([service.pk], at=noon.replace(hour=3))[0]

    assert entry.status.state is State.OPEN


@pytest.mark.parametrize("town", ["Fontaine-le-Comte", "Civray", "Loudun", "Jaunay-Marigny", "Montmorillon"])
def test_a_permanence_in_a_mds_has_unknown_hours_and_somebody_to_call(town, noon):
    service = Service.objects.get(
        kind=ServiceKind.PERMANENCE, name__contains="MDS", ways_in__location__commune__name=town
    )

    entry = load_entries([service.pk], at=noon)[0]

    assert entry.status.state is State.UNKNOWN
    assert entry.ways[0].row.access == Access.UNKNOWN
    assert entry.next_step.contact.value == "3919"


def test_the_five_networks_are_not_services():
    seats = set(Network.objects.values_list("seat__name", flat=True))

    assert seats == {"Poitiers", "Châtellerault", "Loudun", "Civray", "Montmorillon"}
    assert not Service.objects.filter(name__icontains="réseau violences").exists()


def test_the_key_figure_of_the_vienne_comes_first():
    first = KeyFigure.objects.first()

    assert (first.value, first.period) == ("231", "2022")
    assert "22,7" in first.change


def test_no_address_of_a_shelter_is_stored():
    shelters = Location.objects.filter(ways_in__service__kind=ServiceKind.HOUSING)

    assert not shelters.exclude(street="").exists()


def test_an_unverified_service_is_a_draft():
    draft = Service.objects.get(name__icontains="bureau d’aide aux victimes")

    assert draft.status == EditorialStatus.DRAFT


def test_maison_de_freyja_receives_on_weekdays_from_nine_to_five(noon):
    service = Service.objects.get(name__startswith="Maison de Freyja")

    entry = load_entries([service.pk], at=noon)[0]

    assert entry.status.state is State.OPEN
    assert entry.status.until.hour == 17
    assert entry.ways[0].row.hours_source == HoursSource.OWN


def test_the_3977_pauses_for_lunch_on_saturday(noon):
    service = Service.objects.get(name__startswith="3977")

    def voice(hour):
        entry = load_entries([service.pk], at=noon.replace(day=28, hour=hour))[0]
        return next(way for way in entry.ways if way.row.channel == Channel.PHONE).status.state

    assert [voice(hour) for hour in (12, 13, 14, 18, 19)] == [
        State.OPEN,
        State.CLOSED,
        State.OPEN,
        State.OPEN,
        State.CLOSED,
    ]


def test_the_territory_is_complete():
    assert Commune.objects.filter(departement="86").count() == 265
    assert Commune.objects.exclude(departement="86").count() == 1495
    assert not Commune.objects.filter(departement="86", epci=None).exists()


def test_every_guide_has_sources_and_a_recent_review():
    assert not Guide.objects.published().filter(sources="").exists()
    assert {guide.reviewed_on for guide in Guide.objects.published()} == {date(2026, 11, 24)}


def test_every_area_names_something_that_exists():
    communes = set(Commune.objects.values_list("pk", flat=True))
    epcis = set(Commune.objects.exclude(epci=None).values_list("epci", flat=True))
    known = {AreaKind.COMMUNE: communes, AreaKind.EPCI: epcis, AreaKind.COUNTRY: {"FR"}}
    known[AreaKind.DEPARTEMENT] = set(Commune.objects.values_list("departement", flat=True))

    lost = [
        str(area)
        for service in Service.objects.all()
        for area in service.areas.all()
        if area.code not in known[area.kind]
    ]

    assert lost == []


def test_no_way_in_says_it_has_hours_without_any():
    ways = ServiceAtLocation.objects.filter(hours_source=HoursSource.OWN, opening_rules=None)

    assert not ways.exists()


@pytest.mark.parametrize("page", REQUIRED)
def test_every_text_a_legal_page_asks_for_can_be_written(page):
    assert set(REQUIRED[page]) - set(SiteText.objects.values_list("key", flat=True)) == set()


@pytest.mark.safety(61)
def test_no_account_comes_with_the_directory():
    assert not User.objects.exists()
