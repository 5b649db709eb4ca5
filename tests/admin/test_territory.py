import pytest

from resources.enums import NameKind
from resources.models import Commune
from tests.admin.pages import add_url, errors_of, form_of, row, save, url_of
from tests.factories import CommuneFactory, DepartementFactory, EpciFactory, LanguageFactory

A_COMMUNE = {
    "insee": "86214",
    "name": "Saint-Benoît",
    "departement": "86",
    "population": "7000",
    "latitude": "46.55",
    "longitude": "0.34",
}


def test_commune_is_added_ready_to_be_sorted_and_found(office):
    DepartementFactory()

    save(office, add_url(Commune), **A_COMMUNE, **row("postal_codes", 0, code="86280"))

    commune = Commune.objects.get()
    assert commune.sort_key == "saint0benoit"
    assert [(name.folded, name.kind) for name in commune.names.all()] == [("saint benoit", NameKind.OFFICIAL)]
    assert commune.postal_codes.get().code == "86280"


def test_former_name_is_folded(office):
    commune = CommuneFactory(civray=True)

    save(office, url_of(commune), **row("names", 1, name="St-Clémentin", kind="former"))

    assert commune.names.get(kind=NameKind.FORMER).folded == "saint clementin"


def test_renamed_name_is_folded_again(office):
    commune = CommuneFactory(civray=True)

    save(office, url_of(commune), name="Sivray", names__0__name="Sivray")

    commune.refresh_from_db()
    assert (commune.sort_key, commune.names.get().folded) == ("sivray", "sivray")


@pytest.mark.parametrize("typed", ["Civray", "CIVRAY", "Çivray"])
def test_name_already_there_is_refused(office, typed):
    commune = CommuneFactory(civray=True)

    response = save(office, url_of(commune), **row("names", 1, name=typed, kind="former"))

    assert errors_of(response)["names-1-name"] == ["Cette commune porte déjà ce nom, accents et majuscules mis à part."]


def test_two_new_names_that_fold_alike_are_refused(office):
    commune = CommuneFactory(civray=True)
    rows = row("names", 1, name="St Clément", kind="former") | row("names", 2, name="Saint-Clement", kind="former")

    response = save(office, url_of(commune), **rows)

    assert errors_of(response) == {None: ["« Saint-Clement » est deux fois dans la liste : gardez-en un."]}


def test_name_without_a_letter_is_refused(office):
    response = save(office, url_of(CommuneFactory()), **row("names", 1, name="…", kind="former"))

    assert errors_of(response) == {"names-1-name": ["Écrivez au moins une lettre ou un chiffre."]}


def test_bad_insee_code_is_refused(office):
    DepartementFactory()

    response = save(office, add_url(Commune), **A_COMMUNE | {"insee": "862"})

    assert errors_of(response) == {"insee": ["Un code INSEE compte cinq signes, par exemple 86194."]}


@pytest.mark.parametrize(
    ("factory", "key"),
    [(CommuneFactory, "insee"), (DepartementFactory, "code"), (EpciFactory, "code"), (LanguageFactory, "code")],
    ids=["commune", "departement", "epci", "language"],
)
def test_key_is_chosen_once(office, factory, key):
    kept = factory()

    assert key in form_of(office.get(add_url(type(kept))))
    assert key not in form_of(office.get(url_of(kept)))
