import pytest
from django.db import IntegrityError

from resources.models import CommuneName, PostalCode
from tests.factories import CommuneFactory, CommuneNameFactory, DepartementFactory, EpciFactory, PostalCodeFactory
from tests.models import assert_clean_points_at, assert_database_refuses

pytestmark = pytest.mark.django_db


def test_commune_name_folded_to_nothing_is_refused():
    assert_database_refuses(CommuneNameFactory(), "commune_name_not_empty", folded="")


def test_commune_name_is_kept_once():
    name = CommuneNameFactory()

    with pytest.raises(IntegrityError):
        CommuneName.objects.bulk_create([CommuneName(commune=name.commune, name="X", kind="short", folded=name.folded)])


def test_two_communes_may_share_a_name():
    first = CommuneNameFactory(name="Saint-Pierre")
    second = CommuneNameFactory(name="Saint-Pierre")

    assert first.commune_id != second.commune_id


def test_postal_code_of_a_commune_is_kept_once():
    commune = CommuneFactory(postal_codes=["86000"])

    with pytest.raises(IntegrityError):
        PostalCode.objects.bulk_create([PostalCode(code="86000", commune=commune)])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        pytest.param({"insee": "8619"}, "insee", id="short-insee"),
        pytest.param({"latitude": 90.1}, "latitude", id="latitude"),
        pytest.param({"longitude": -180.1}, "longitude", id="longitude"),
    ],
)
def test_commune_clean_names_the_field(values, field):
    commune = CommuneFactory.build(departement=DepartementFactory(), epci=EpciFactory(), **values)

    assert_clean_points_at(commune, field)


@pytest.mark.parametrize("insee", ["2A004", "2B033", "97411"])
def test_commune_accepts_corsica_and_overseas(insee):
    CommuneFactory.build(departement=DepartementFactory(), epci=EpciFactory(), insee=insee).full_clean()


def test_postal_code_with_letters_is_refused_on_its_field():
    assert_clean_points_at(PostalCodeFactory.build(commune=CommuneFactory(), code="8600A"), "code")


def test_commune_areas_go_from_the_narrowest_to_the_country():
    commune = CommuneFactory(civray=True, epci__code="200043628")

    assert commune.areas == [
        ("commune", "86078"),
        ("epci", "200043628"),
        ("departement", "86"),
        ("region", "75"),
        ("country", "FR"),
    ]


def test_commune_without_epci_has_four_areas():
    kinds = [kind for kind, _ in CommuneFactory(epci=None).areas]

    assert kinds == ["commune", "departement", "region", "country"]
