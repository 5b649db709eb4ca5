import pytest

from resources.models import Location
from tests.admin.pages import add_url, errors_of, save, url_of
from tests.factories import CommuneFactory, LocationFactory, OrganizationFactory

SECRET = "Videz ce champ : l’adresse de ce lieu est secrète."


def test_secret_place_names_each_field_that_would_betray_it(office):
    place = LocationFactory(complement="Au fond", transport="Bus 3", with_point=True)

    response = save(office, url_of(place), confidential="on")

    assert errors_of(response) == {
        name: [SECRET]
        for name in ("commune", "street", "complement", "postal_code", "latitude", "longitude", "transport")
    }
    place.refresh_from_db()
    assert not place.confidential


def test_secret_place_is_added_without_an_address(office):
    organization = OrganizationFactory()

    save(office, add_url(Location), name="Hébergement", organization=str(organization.pk), confidential="on")

    place = Location.objects.get()
    assert place.confidential
    assert place.point is None


def test_place_is_added_with_its_address(office):
    commune = CommuneFactory(civray=True)
    address = {"street": "1 place du Marché", "postal_code": "86400", "commune": "86078"}

    save(office, add_url(Location), name="MDS", organization=str(OrganizationFactory().pk), **address)

    assert Location.objects.get().commune == commune


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        pytest.param(
            {"latitude": "46,5", "longitude": ""},
            "longitude",
            "Donnez la latitude et la longitude, ou aucune des deux.",
            id="half-point",
        ),
        pytest.param(
            {"postal_code": "8600"},
            "postal_code",
            "Un code postal compte cinq chiffres, par exemple 86000.",
            id="postal-code",
        ),
        pytest.param(
            {"latitude": "95", "longitude": "0"},
            "latitude",
            "Assurez-vous que cette valeur est inférieure ou égale à 90.",
            id="off-the-earth",
        ),
        pytest.param({"name": ""}, "name", "Ce champ est obligatoire.", id="no-name"),
    ],
)
def test_bad_place_is_told_on_the_right_field(office, changes, field, message):
    response = save(office, url_of(LocationFactory()), **changes)

    assert errors_of(response)[field] == [message]
