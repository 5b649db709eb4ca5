"""What a new year of the code of communes moves is told, and whom it touches."""

import pytest
from django.core.management import call_command

from resources.enums import AreaKind
from tests.factories import LocationFactory, ServiceFactory
from tests.imports.test_communes import CIVRAY, HEADER, JAUNAY

pytestmark = pytest.mark.django_db

NEIGHBOUR = "86200,Saint-Gaudent,86400,300,46.12,0.25,,200070035,Civraisien en Poitou"


@pytest.fixture
def load(tmp_path, capsys):
    def load(*lines, departements="86,Vienne,75\n"):
        (tmp_path / "departements.csv").write_text(f"code,name,region_code\n{departements}")
        (tmp_path / "communes_86.csv").write_text("\n".join([HEADER, *lines]))
        call_command("load_communes", folder=tmp_path)
        return capsys.readouterr().out

    load(CIVRAY, NEIGHBOUR, JAUNAY)
    return load


def test_loading_the_same_again_tells_nothing(load):
    assert "- " not in load(CIVRAY, NEIGHBOUR, JAUNAY)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        pytest.param(
            [CIVRAY, NEIGHBOUR, JAUNAY, CIVRAY.replace("86078,Civray", "86301,Neuville")],
            "Neuville (86301)",
            id="created",
        ),
        pytest.param([CIVRAY.replace("Civray", "Civray-sur-Charente", 1), NEIGHBOUR, JAUNAY],
                     "Civray → Civray-sur-Charente (86078)", id="renamed"),
        pytest.param([CIVRAY.replace("0.29,,", "0.29,Saint-Gaudent,"), JAUNAY],
                     "Saint-Gaudent (86200) : c’est maintenant Civray (86078)", id="merged"),
        pytest.param([CIVRAY, JAUNAY], "Saint-Gaudent (86200) : aucune commune ne porte plus ce nom", id="gone"),
        pytest.param([CIVRAY, NEIGHBOUR, JAUNAY.replace("200069854,Grand Poitiers", "200070035,Civraisien en Poitou")],
                     "Jaunay-Marigny (86115) : Grand Poitiers → Civraisien en Poitou", id="other intercommunality"),
    ],
)  # fmt: skip
def test_what_moved_is_told(load, lines, sentence):
    assert f"- {sentence}\n" in load(*lines)


def test_entries_and_places_of_a_commune_that_is_no_more_are_told(load):
    service = ServiceFactory(published=True, name="Permanence", areas=[(AreaKind.COMMUNE, "86200")])
    LocationFactory(name="Mairie", commune_id="86200")

    told = load(CIVRAY, JAUNAY)

    assert f"- la fiche {service.public_id} « Permanence » couvre Saint-Gaudent (86200)\n" in told
    assert "- le lieu « Mairie » est à Saint-Gaudent (86200)\n" in told


def test_entries_of_an_intercommunality_left_empty_are_told(load):
    ServiceFactory(published=True, name="Permanence", areas=[(AreaKind.EPCI, "200069854")])

    told = load(CIVRAY, NEIGHBOUR, JAUNAY.replace("200069854,Grand Poitiers", "200070035,Civraisien en Poitou"))

    assert "couvre une intercommunalité vide (200069854)" in told
