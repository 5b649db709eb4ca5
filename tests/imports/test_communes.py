"""Communes from CSV: whole or not at all, with the line and the field of what is wrong."""

import pytest

from resources.enums import NameKind
from resources.imports.communes import load_communes
from resources.imports.problems import BrokenFileError
from resources.models import Commune, CommuneName, PostalCode

HEADER = "insee,name,postcodes,population,lat,lon,former_names,epci_code,epci"
CIVRAY = "86078,Civray,86400,2600,46.14,0.29,,200070035,Civraisien en Poitou"
JAUNAY = "86115,Jaunay-Marigny,86130,7700,46.68,0.37,Jaunay-Clan;Marigny-Brizay,200069854,Grand Poitiers"

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path):
    (tmp_path / "departements.csv").write_text("code,name,region_code\n86,Vienne,75\n")

    def load(*lines, header=HEADER, encoding="utf-8"):
        file = tmp_path / "communes_86.csv"
        file.write_text("\n".join([header, *lines]), encoding=encoding)
        return load_communes(departements=tmp_path / "departements.csv", files=[file])

    return load


def problems_of(load, *lines, **options):
    with pytest.raises(BrokenFileError) as refused:
        load(*lines, **options)
    return [(problem.line, problem.field) for problem in refused.value.problems]


def test_a_commune_is_loaded_with_its_names_and_codes(load):
    load(JAUNAY)

    commune = Commune.objects.get()
    assert (commune.name, commune.epci.name, commune.departement_id) == ("Jaunay-Marigny", "Grand Poitiers", "86")
    assert set(commune.names.values_list("folded", "kind")) == {
        ("jaunay marigny", NameKind.OFFICIAL),
        ("jaunay clan", NameKind.FORMER),
        ("marigny brizay", NameKind.FORMER),
    }
    assert list(commune.postal_codes.values_list("code", flat=True)) == ["86130"]


def test_loading_again_changes_nothing(load):
    load(CIVRAY, JAUNAY)
    before = list(Commune.objects.values_list()), list(CommuneName.objects.values_list("pk", "updated_at"))

    load(CIVRAY, JAUNAY)

    assert (list(Commune.objects.values_list()), list(CommuneName.objects.values_list("pk", "updated_at"))) == before
    assert PostalCode.objects.count() == 2


def test_a_name_that_staff_added_stays(load):
    load(CIVRAY)
    CommuneName.objects.create(commune_id="86078", name="Civ", folded="civ", kind=NameKind.SHORT)

    load(CIVRAY)

    assert CommuneName.objects.filter(folded="civ", kind=NameKind.SHORT).exists()


def test_a_renamed_commune_keeps_its_old_name_as_a_former_one(load):
    load(CIVRAY)

    load(CIVRAY.replace("Civray", "Civray-sur-Charente").replace("0.29,,", "0.29,Civray,"))

    assert CommuneName.objects.get(folded="civray").kind == NameKind.FORMER


@pytest.mark.parametrize(
    ("line", "field"),
    [
        pytest.param(CIVRAY.replace("86078", "8607"), "insee", id="insee too short"),
        pytest.param(CIVRAY.replace("86078", "99078"), "insee", id="département not in the list"),
        pytest.param(CIVRAY.replace("Civray", ""), "name", id="no name"),
        pytest.param(CIVRAY.replace("86400", "8640"), "postcodes", id="postal code too short"),
        pytest.param(CIVRAY.replace("2600", "beaucoup"), "population", id="population in words"),
        pytest.param(CIVRAY.replace("46.14", "146"), "lat", id="latitude too high"),
        pytest.param(CIVRAY.replace("0.29", "est"), "lon", id="longitude in words"),
    ],
)
def test_a_broken_line_is_named_and_nothing_is_loaded(load, line, field):
    assert problems_of(load, JAUNAY, line) == [(3, field)]
    assert not Commune.objects.exists()


def test_a_commune_given_twice_is_refused(load):
    assert problems_of(load, CIVRAY, CIVRAY) == [(3, "insee")]


def test_every_problem_of_a_file_is_told_at_once(load):
    assert len(problems_of(load, CIVRAY.replace("46.14", "x"), JAUNAY.replace("0.37", "y"))) == 2


def test_a_missing_column_is_named(load):
    assert problems_of(load, header="insee,name") == [(1, "postcodes, population, lat, lon, former_names")]


def test_a_file_that_is_not_utf8_says_so(load):
    with pytest.raises(BrokenFileError, match="UTF-8"):
        load(JAUNAY.replace("Jaunay", "Jaûnay"), encoding="latin-1")


@pytest.fixture
def load_names(tmp_path, load):
    def load_names(*lines, communes=(CIVRAY, JAUNAY), header="insee,name,kind"):
        file = tmp_path / "communes_names.csv"
        file.write_text("\n".join([header, *lines]), encoding="utf-8")
        (tmp_path / "communes_86.csv").write_text("\n".join([HEADER, *communes]), encoding="utf-8")
        return load_communes(departements=tmp_path / "departements.csv", files=[tmp_path / "communes_86.csv", file])

    return load_names


def test_other_names_are_loaded_with_their_kind(load_names):
    load_names("86115,Jaunay-Clan,delegated", "86115,Jaunay,short")

    assert set(CommuneName.objects.filter(commune="86115").values_list("folded", "kind")) == {
        ("jaunay marigny", NameKind.OFFICIAL),
        ("jaunay clan", NameKind.DELEGATED),
        ("marigny brizay", NameKind.FORMER),
        ("jaunay", NameKind.SHORT),
    }


def test_loading_other_names_again_changes_nothing(load_names):
    load_names("86115,Jaunay-Clan,delegated", "86115,Jaunay,short")
    before = list(CommuneName.objects.values_list("pk", "kind", "updated_at"))

    load_names("86115,Jaunay-Clan,delegated", "86115,Jaunay,short")

    assert list(CommuneName.objects.values_list("pk", "kind", "updated_at")) == before


def test_the_official_name_comes_before_all(load_names):
    load_names("86078,Civray,short")

    assert CommuneName.objects.get(commune="86078").kind == NameKind.OFFICIAL


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        pytest.param(["86999,Ici,short"], [(2, "insee")], id="no such commune"),
        pytest.param(["86078,Ici,pretty"], [(2, "kind")], id="no such kind"),
        pytest.param(["86078,,short"], [(2, "name")], id="no name"),
        pytest.param(["86078,…,short"], [(2, "name")], id="nothing to search for"),
        pytest.param(["86078,Ici,short", "86078,ICI,delegated"], [(3, "name")], id="given twice"),
    ],
)
def test_a_broken_name_is_named_and_nothing_is_loaded(load_names, lines, problems):
    with pytest.raises(BrokenFileError) as refused:
        load_names(*lines)

    assert [(problem.line, problem.field) for problem in refused.value.problems] == problems
    assert not Commune.objects.exists()


def test_a_file_of_names_without_its_columns_is_refused(load_names):
    with pytest.raises(BrokenFileError) as refused:
        load_names(header="insee,kind")

    assert [(problem.line, problem.field) for problem in refused.value.problems] == [(1, "name")]
