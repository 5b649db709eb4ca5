import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from resources.enums import EditorialStatus, Serves
from resources.models import Service, ServiceArea
from resources.models.service import new_public_id, validate_publishable
from resources.validators import validate_public_id
from tests.factories import (
    AudienceFactory,
    CommuneFactory,
    NeedFactory,
    OrganizationFactory,
    ServiceAreaFactory,
    ServiceFactory,
)
from tests.models import assert_clean_points_at, assert_database_refuses

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "missing",
    [
        pytest.param({"neutral_title": ""}, id="no-neutral-title"),
        pytest.param({"source_name": "", "source_url": ""}, id="no-source"),
    ],
)
def test_published_service_needs_a_neutral_title_and_a_source(missing):
    entry = ServiceFactory(published=True)

    assert_database_refuses(entry, "service_published_has_title_and_source", **missing)


def test_published_service_with_only_the_address_of_its_source_is_kept():
    entry = ServiceFactory(published=True)

    Service.objects.filter(pk=entry.pk).update(source_name="", source_url="https://exemple.fr/")

    assert Service.objects.published().get() == entry


def test_draft_cannot_be_published_without_title_nor_source():
    entry = ServiceFactory(neutral_title="")

    assert_database_refuses(entry, "service_published_has_title_and_source", status=EditorialStatus.PUBLISHED)


def test_suspended_service_says_why():
    entry = ServiceFactory(suspended=True)

    assert_database_refuses(entry, "service_suspension_is_explained", suspension_message="")


@pytest.mark.parametrize("months", [0, 25])
def test_service_review_interval_is_from_one_month_to_two_years(months):
    assert_database_refuses(ServiceFactory(), "service_review_interval_in_range", review_interval=months)


def test_service_public_id_is_never_given_twice():
    entry = ServiceFactory()

    with pytest.raises(IntegrityError):
        Service.objects.bulk_create([ServiceFactory.build(organization=entry.organization, public_id=entry.public_id)])


def test_new_public_id_is_six_crockford_signs():
    for _ in range(200):
        validate_public_id(new_public_id())


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        pytest.param({"neutral_title": ""}, "neutral_title", id="neutral-title"),
        pytest.param({"source_name": ""}, "source_name", id="source"),
        pytest.param({"summary": ""}, "summary", id="summary"),
        pytest.param({"main_need": None}, "main_need", id="need"),
    ],
)
def test_publishing_names_what_is_missing(missing, field):
    entry = ServiceFactory(published=True)
    for name, value in missing.items():
        setattr(entry, name, value)

    assert_clean_points_at(entry, field)


def test_draft_may_lack_what_publishing_asks_for():
    ServiceFactory().full_clean()


def test_publishing_without_area_is_said_on_the_status():
    entry = ServiceFactory(published=True, areas=[])

    with pytest.raises(ValidationError) as refusal:
        validate_publishable(entry, areas=[])

    assert set(refusal.value.message_dict) == {"status"}


def test_publishing_with_an_area_is_allowed():
    entry = ServiceFactory(published=True)

    validate_publishable(entry, areas=list(entry.areas.all()))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"neutral_title": "Aide aux victimes"}, "neutral_title", id="revealing-title"),
        pytest.param({"source_date": "2026-13"}, "source_date", id="no-such-month"),
        pytest.param({"review_interval": 0}, "review_interval", id="no-interval"),
        pytest.param({"review_interval": 25}, "review_interval", id="long-interval"),
        pytest.param({"public_id": "ILOU12"}, "public_id", id="ambiguous-signs"),
        pytest.param({"kind": "zzz"}, "kind", id="unknown-kind"),
    ],
)
def test_service_clean_names_the_field(values, field):
    entry = ServiceFactory()
    for name, value in values.items():
        setattr(entry, name, value)

    assert_clean_points_at(entry, field)


def test_suspension_without_message_is_said():
    entry = ServiceFactory(suspended=True)
    entry.suspension_message = ""

    with pytest.raises(ValidationError, match="Dites pourquoi la fiche est suspendue"):
        entry.full_clean()


def test_service_area_is_given_once():
    area = ServiceAreaFactory()

    with pytest.raises(IntegrityError):
        ServiceArea.objects.bulk_create([ServiceArea(service=area.service, kind=area.kind, code=area.code)])


def test_service_area_has_a_code():
    assert_database_refuses(ServiceAreaFactory(), "service_area_has_code", code="")


def test_service_area_without_code_is_said_on_the_field():
    area = ServiceAreaFactory()
    area.code = ""

    assert_clean_points_at(area, "code")


# -- Querysets -------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [status for status in EditorialStatus if status != EditorialStatus.PUBLISHED])
def test_published_leaves_out(status):
    ServiceFactory(published=True, status=status)

    assert not Service.objects.published().exists()


@pytest.mark.parametrize(
    ("serves", "for_victims", "for_perpetrators"),
    [
        pytest.param(Serves.VICTIMS, True, False, id="victims"),
        pytest.param(Serves.PERPETRATORS, False, True, id="perpetrators"),
        pytest.param(Serves.BOTH, True, True, id="both"),
    ],
)
def test_service_is_for(serves, for_victims, for_perpetrators):
    ServiceFactory(serves=serves)

    found = (Service.objects.for_victims().exists(), Service.objects.for_perpetrators().exists())

    assert found == (for_victims, for_perpetrators)


@pytest.mark.parametrize(
    ("area", "covers"),
    [
        pytest.param(("commune", "86078"), True, id="its-commune"),
        pytest.param(("commune", "86194"), False, id="another-commune"),
        pytest.param(("epci", "200043628"), True, id="its-epci"),
        pytest.param(("epci", "200069854"), False, id="another-epci"),
        pytest.param(("departement", "86"), True, id="its-departement"),
        pytest.param(("departement", "79"), False, id="another-departement"),
        pytest.param(("region", "75"), True, id="its-region"),
        pytest.param(("region", "86"), False, id="region-numbered-like-the-departement"),
        pytest.param(("country", "FR"), True, id="the-country"),
        pytest.param(("commune", "86"), False, id="commune-numbered-like-the-departement"),
    ],
)
def test_covering(area, covers):
    civray = CommuneFactory(civray=True, epci__code="200043628")
    ServiceFactory(areas=[area])

    assert Service.objects.covering(civray).exists() is covers


def test_covering_finds_a_service_once_however_many_areas_hold_the_commune():
    civray = CommuneFactory(civray=True)
    entry = ServiceFactory(areas=[("commune", "86078"), ("departement", "86"), ("country", "FR")])

    assert list(Service.objects.covering(civray)) == [entry]


def test_covering_a_commune_takes_one_query(django_assert_num_queries):
    civray = CommuneFactory(civray=True)
    ServiceFactory(published=True)

    with django_assert_num_queries(1):
        list(Service.objects.covering(civray))


def test_areas_covering_may_be_asked_of_some_kinds_only():
    civray = CommuneFactory(civray=True)
    ServiceFactory(areas=[("commune", "86078"), ("departement", "86")])

    found = ServiceArea.objects.covering(civray, kinds=["commune"])

    assert [area.kind for area in found] == ["commune"]


def test_refresh_search_writes_what_names_the_service():
    entry = ServiceFactory(
        name="Écoute",
        summary="Un lieu d’accueil",
        organization=OrganizationFactory(name="Maison", short_name="CIDFF"),
        needs=[NeedFactory(name="Logement")],
        audiences=[AudienceFactory(name="Enfants")],
    )

    assert entry.search_document == " ecout maison cidff un lieu d accueil log enfant "


def test_refresh_search_folds_the_sort_key():
    assert ServiceFactory(name="L’Écoute à Étables").sort_key == "l0ecoute0a0etables"


def test_services_are_sorted_without_regard_to_accents():
    for name in ["Zone", "Étape", "Escale"]:
        ServiceFactory(name=name)

    assert [entry.name for entry in Service.objects.all()] == ["Escale", "Étape", "Zone"]


def test_service_address_tells_nothing():
    entry = ServiceFactory(name="Aide aux victimes")

    assert entry.get_absolute_url() == f"/fiche/{entry.public_id}/"
