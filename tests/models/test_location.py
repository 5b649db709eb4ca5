import pytest

from resources.models import Location
from tests.factories import CommuneFactory, LocationFactory
from tests.models import assert_clean_points_at, assert_database_refuses

pytestmark = pytest.mark.django_db

BETRAYING = {
    "street": "1 rue de l’Exemple",
    "complement": "Porte rouge",
    "postal_code": "86000",
    "latitude": 46.5,
    "longitude": 0.3,
    "transport": "Bus 1",
}
HALF_POINTS = [
    pytest.param({"latitude": 46.5, "longitude": None}, id="latitude-alone"),
    pytest.param({"latitude": None, "longitude": 0.3}, id="longitude-alone"),
]
FAR_POINTS = [
    pytest.param({"latitude": 90.1, "longitude": 0.3}, id="latitude-too-high"),
    pytest.param({"latitude": -90.1, "longitude": 0.3}, id="latitude-too-low"),
    pytest.param({"latitude": 46.5, "longitude": 180.1}, id="longitude-too-high"),
    pytest.param({"latitude": 46.5, "longitude": -180.1}, id="longitude-too-low"),
]


@pytest.mark.safety(22)
@pytest.mark.parametrize("field", BETRAYING)
def test_confidential_location_cannot_store(field):
    place = LocationFactory(confidential_site=True)

    assert_database_refuses(place, "location_confidential_holds_no_address", **{field: BETRAYING[field]})


def test_confidential_location_cannot_store_its_commune():
    place = LocationFactory(confidential_site=True)

    assert_database_refuses(place, "location_confidential_holds_no_address", commune=CommuneFactory())


@pytest.mark.safety(22)
def test_history_of_a_confidential_location_cannot_store_either():
    row = LocationFactory(confidential_site=True).history.get()

    assert_database_refuses(row, "location_history_confidential_holds_no_address", street="1 rue de l’Exemple")


def test_location_with_an_address_cannot_become_confidential():
    assert_database_refuses(LocationFactory(), "location_confidential_holds_no_address", confidential=True)


@pytest.mark.parametrize("field", ["street", "complement", "postal_code", "transport"])
def test_confidential_location_clean_names_the_field_to_empty(field):
    place = LocationFactory(confidential_site=True)
    setattr(place, field, BETRAYING[field])

    assert_clean_points_at(place, field)


def test_confidential_location_clean_names_every_field_to_empty():
    place = LocationFactory(with_point=True)
    place.confidential = True

    assert_clean_points_at(place, "commune", "street", "postal_code", "latitude", "longitude")


def test_betraying_fields_are_those_the_constraint_holds():
    constraint = next(c for c in Location._meta.constraints if c.name == "location_confidential_holds_no_address")
    in_database = {name.removesuffix("__isnull") for name, _ in constraint.condition.children[1].children}

    assert in_database == set(Location.BETRAYING)


@pytest.mark.parametrize("point", HALF_POINTS)
def test_location_refuses_half_a_point(point):
    assert_database_refuses(LocationFactory(), "location_point_whole", **point)


@pytest.mark.parametrize("point", FAR_POINTS)
def test_location_refuses_a_point_off_the_globe(point):
    assert_database_refuses(LocationFactory(), "location_point_whole", **point)


@pytest.mark.parametrize(
    ("point", "field"),
    [
        pytest.param({"latitude": 46.5}, "longitude", id="longitude-missing"),
        pytest.param({"longitude": 0.3}, "latitude", id="latitude-missing"),
        pytest.param({"latitude": 90.1, "longitude": 0.3}, "latitude", id="latitude-too-high"),
        pytest.param({"latitude": 46.5, "longitude": -180.1}, "longitude", id="longitude-too-low"),
    ],
)
def test_location_clean_names_the_coordinate(point, field):
    place = LocationFactory()
    place.latitude, place.longitude = point.get("latitude"), point.get("longitude")

    assert_clean_points_at(place, field)


def test_location_postal_code_badly_written_is_said_on_the_field():
    place = LocationFactory()
    place.postal_code = "8600"

    assert_clean_points_at(place, "postal_code")


def test_location_point_is_its_own_when_known():
    place = LocationFactory.build(with_point=True, commune=CommuneFactory(poitiers=True))

    assert place.point == (46.58, 0.34)


def test_location_point_is_that_of_its_commune_otherwise():
    place = LocationFactory(commune=CommuneFactory(poitiers=True))

    assert place.point == (46.5846, 0.3715)


def test_location_on_the_equator_and_greenwich_has_a_point():
    assert LocationFactory.build(latitude=0.0, longitude=0.0, commune=None).point == (0.0, 0.0)


def test_confidential_location_has_no_point():
    assert LocationFactory(confidential_site=True).point is None
