"""Spreadsheets of entries: what each row would do, and what is written once it is applied."""

import pytest

from resources.enums import Channel, ContactKind, EditorialStatus, HoursSource
from resources.exports.entries_sheet import entry_rows
from resources.exports.spreadsheet import csv_pieces, shielded, template_rows, unshielded, xlsx_pieces
from resources.imports.sheet_import import PlanMovedError, apply, plan_of
from resources.imports.spreadsheet import UnreadableSheetError, read_sheet
from resources.models import Location, Organization, Service, SourceRecord
from tests.factories import (
    CommuneFactory,
    ContactPointFactory,
    LocationFactory,
    OrganizationFactory,
    PublicIdAliasFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)
from tests.imports.broken_sheets import GOOD, csv_file, xlsx_file

WRITERS = [pytest.param(csv_file, id="csv"), pytest.param(xlsx_file, id="xlsx")]


@pytest.fixture
def directory(db):
    CommuneFactory(civray=True)
    CommuneFactory(poitiers=True)
    OrganizationFactory(name="Association du Clain")


def importing(*rows, write=csv_file, **options):
    content = write(list(rows), **options)
    plan = plan_of(content)
    assert plan.all_refusals == []
    return apply(content, digest=plan.digest)


def refusals(*rows):
    return [str(refusal) for refusal in plan_of(csv_file(list(rows))).all_refusals]


def changes_of(content):
    return {(one.field, one.old, one.new) for line in plan_of(content).lines for one in line.changes}


@pytest.mark.parametrize("write", WRITERS)
def test_a_new_row_makes_an_entry_to_review(directory, write):
    importing(GOOD, write=write)

    service = Service.objects.get()
    way_in = service.ways_in.get()
    assert (service.status, service.source_date) == (EditorialStatus.REVIEW, "2026-11-24")
    assert service.contacts.get().value == "05 49 12 34 56"
    assert (way_in.location.commune_id, way_in.hours_source) == ("86078", HoursSource.OWN)
    assert service.search_document


def test_a_dry_run_writes_nothing(directory):
    plan_of(csv_file([GOOD]))

    assert not Service.objects.exists()


def test_a_file_imported_twice_changes_nothing_more(directory):
    importing(GOOD)

    assert plan_of(csv_file([GOOD])).counts() == {"created": 0, "changed": 0, "unchanged": 1, "refused": 0}


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"encoding": "utf-8"}, id="utf-8"),
        pytest.param({"encoding": "utf-8-sig"}, id="utf-8 with a mark"),
        pytest.param({"encoding": "cp1252"}, id="windows-1252"),
        pytest.param({"delimiter": ","}, id="commas"),
        pytest.param({"delimiter": "\t"}, id="tabs"),
    ],
)
def test_a_csv_file_is_read_as_offices_write_it(options):
    [row] = read_sheet(csv_file([GOOD], **options))

    assert (row.cells["name"], row.cells["hours"]) == ("Permanence d’écoute", "lu-ve 9h-12h")


@pytest.mark.safety(60)
@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods", id="ods"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 50, ".xls", id="xls"),
    ],
)
def test_another_format_is_refused_with_the_way_out(content, words):
    with pytest.raises(UnreadableSheetError, match=f"{words}.*Enregistrez-le en .xlsx"):
        read_sheet(content)


def test_the_line_of_a_file_is_the_one_the_spreadsheet_shows(directory):
    [text] = refusals(GOOD, GOOD | {"Nom de la fiche": "Autre", "Commune": "Civré"})

    assert text.startswith("Ligne 3, colonne « Commune » : « Civré » n’est pas une commune connue.")
    assert "« Civray » (86078)" in text


def test_one_wrong_row_stops_the_whole_file(directory):
    content = csv_file([GOOD, GOOD | {"Nom de la fiche": "Autre", "Commune": "Atlantide"}])

    with pytest.raises(PlanMovedError):
        apply(content, digest=plan_of(content).digest)

    assert not Service.objects.exists()


def test_rows_of_one_entry_are_its_ways_in(directory):
    importing(GOOD, {"Commune": "Poitiers", "Horaires": "ma 14h-16h"})

    assert set(Service.objects.get().ways_in.values_list("location__commune", flat=True)) == {"86078", "86194"}


def test_rows_of_one_entry_that_disagree_are_refused(directory):
    [text] = refusals(GOOD | {"En une phrase": "Une."}, GOOD | {"En une phrase": "Deux.", "Commune": "Poitiers"})

    assert "la ligne 2 dit autre chose" in text


def test_an_empty_cell_changes_nothing(directory):
    service = ServiceFactory(summary="Déjà là.")

    assert (
        plan_of(csv_file([{"Identifiant": service.public_id, "Nom de la fiche": service.name}])).counts()["changed"]
        == 0
    )


def test_a_field_is_emptied_by_its_word(directory):
    service = ServiceFactory(summary="Déjà là.")

    importing({"Identifiant": service.public_id, "En une phrase": "effacer"})

    service.refresh_from_db()
    assert service.summary == ""


def test_a_change_says_what_was_there_before(directory):
    service = ServiceFactory(summary="Avant.")

    content = csv_file([{"Identifiant": service.public_id, "En une phrase": "Après."}])

    assert changes_of(content) == {("En une phrase", "Avant.", "Après.")}


def test_an_entry_is_found_by_its_name_and_structure(directory):
    service = ServiceFactory(name="Permanence d’écoute", organization=Organization.objects.get())

    importing(GOOD)

    assert Service.objects.get() == service


def test_an_entry_is_found_by_its_name_and_commune(directory):
    place = LocationFactory(commune_id="86078")
    service = ServiceAtLocationFactory(service__name="Permanence d’écoute", location=place).service

    importing(GOOD | {"Lieu": place.name})

    assert Service.objects.get() == service


def test_two_entries_of_one_name_ask_for_the_number(directory):
    structure = Organization.objects.get()
    pair = [ServiceFactory(name=GOOD["Nom de la fiche"], organization=structure) for _ in range(2)]

    [text] = refusals(GOOD)

    assert all(service.public_id in text for service in pair)


def test_the_number_of_another_entry_is_refused(directory):
    service = ServiceFactory(name="Tout autre")

    [text] = refusals(GOOD | {"Identifiant": service.public_id})

    assert "ce numéro est celui de « Tout autre »" in text


def test_the_number_of_a_merged_entry_names_the_one_that_stayed(directory):
    alias = PublicIdAliasFactory()

    [text] = refusals({"Identifiant": alias.alias_id})

    assert alias.service_id in text


def test_a_structure_is_made_only_when_its_kind_is_told(directory):
    [text] = refusals(GOOD | {"Structure": "Maison des femmes"})
    importing(GOOD | {"Structure": "Maison des femmes", "Sorte de structure": "association"})

    assert "Sorte de structure" in text
    assert Organization.objects.filter(name="Maison des femmes").exists()


def test_a_row_that_may_mean_two_ways_in_is_told_how_one_is_received(directory):
    service = ServiceFactory()
    for channel in (Channel.PHONE, Channel.CHAT):
        ServiceAtLocationFactory(service=service, location=None, channel=channel)

    [refusal] = refusals({"Identifiant": service.public_id, "Rendez-vous": "sans rendez-vous"})

    assert "dites par où l’on est reçu : sur place ; par téléphone" in refusal


def test_a_misspelt_structure_is_not_made_twice(directory):
    [text] = refusals(GOOD | {"Structure": "Association du Clin", "Sorte de structure": "association"})

    assert "Vouliez-vous dire « Association du Clain » ?" in text


def test_a_number_written_otherwise_is_no_change(directory):
    contact = ContactPointFactory(value="05 49 12 34 56")

    content = csv_file([{"Identifiant": contact.service.public_id, "Téléphone 1": "+33 5.49.12.34.56"}])

    assert plan_of(content).counts()["unchanged"] == 1


def test_what_was_known_of_a_number_is_not_known_of_another(directory):
    contact = ContactPointFactory(value="05 49 12 34 56", free="yes")

    importing({"Identifiant": contact.service.public_id, "Téléphone 1": "05 49 00 00 00"})

    contact.refresh_from_db()
    assert (contact.value, contact.free) == ("05 49 00 00 00", "unknown")


def test_another_address_moves_the_point_away(directory):
    place = LocationFactory(with_point=True, commune_id="86078", postal_code="86400")
    service = ServiceAtLocationFactory(location=place).service

    importing({"Identifiant": service.public_id, "Lieu": place.name, "Rue": "2 rue Neuve"})

    place.refresh_from_db()
    assert (place.street, place.latitude) == ("2 rue Neuve", None)


def test_a_published_entry_stays_publishable(directory):
    service = ServiceFactory(published=True)

    [text] = refusals({"Identifiant": service.public_id, "En une phrase": "effacer"})

    assert "Pour publier" in text


def test_staff_keep_what_they_import(directory):
    importing(GOOD)

    assert not SourceRecord.objects.exists()


def test_a_change_made_since_the_preview_is_not_overwritten(directory):
    service = ServiceFactory(summary="Avant.")
    content = csv_file([{"Identifiant": service.public_id, "En une phrase": "Après."}])
    digest = plan_of(content).digest
    Service.objects.update(summary="Entre les deux.")

    with pytest.raises(PlanMovedError):
        apply(content, digest=digest)

    assert Service.objects.get().summary == "Entre les deux."


# -- What is secret --------------------------------------------------------------------------


@pytest.fixture
def secret(directory):
    place = LocationFactory(confidential_site=True, name="Foyer caché")
    return ServiceAtLocationFactory(location=place, service__name="Hébergement").service


@pytest.mark.parametrize("column", ["Commune", "Rue", "Code postal"])
def test_the_address_of_a_secret_place_cannot_be_set(secret, column):
    row = {
        "Identifiant": secret.public_id,
        "Lieu": "adresse secrète",
        column: "86400" if column != "Commune" else "Civray",
    }

    [text] = refusals(row)

    assert "ce lieu est secret" in text


def test_no_address_is_put_beside_a_secret_one(secret):
    [text] = refusals({"Identifiant": secret.public_id, "Lieu": "Bureau", "Commune": "Civray"})

    assert "pourrait le trahir" in text


@pytest.mark.safety(22)
def test_the_name_of_a_secret_place_is_not_written(secret):
    rows = list(entry_rows(Service.objects.all()))

    assert [row["place"] for row in rows] == ["adresse secrète"]
    assert "Foyer" not in "".join(csv_pieces(rows))


def test_an_export_holds_only_the_entries_it_was_given(directory):
    shown, hidden = ServiceFactory(published=True, name="Vue"), ServiceFactory(name="Brouillon caché")
    hidden.editor_note = "note"

    text = "".join(csv_pieces(entry_rows(Service.objects.filter(pk=shown.pk))))

    assert ("Vue" in text, "Brouillon" in text) == (True, False)


# -- Formulas --------------------------------------------------------------------------------


@pytest.mark.safety(66)
@pytest.mark.parametrize("text", ["=1+1", "+33 5 49", "-rien", "@a", "\tx", "\rx", "'=1", "''", "normal", "d’ici", ""])
def test_no_cell_is_a_formula_and_none_is_changed(text):
    assert not shielded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unshielded(shielded(text)) == text


def test_the_template_imports_nothing(directory):
    content = "".join(csv_pieces(template_rows())).encode()

    [text] = [str(refusal) for refusal in plan_of(content).all_refusals]

    assert "Aucune ligne sous les en-têtes" in text


def test_an_exported_workbook_opens_with_text_only():
    content = b"".join(xlsx_pieces([{"name": "=1+1", "phone_1": "05 49 00 00 00"}]))

    [row] = read_sheet(content)

    assert row.cells == {"name": "=1+1", "phone_1": "05 49 00 00 00"}


def test_the_first_two_numbers_are_the_columns(directory):
    service = ServiceFactory()
    for position, value in enumerate(["05 49 00 00 01", "05 49 00 00 02", "05 49 00 00 03"]):
        ContactPointFactory(service=service, value=value, position=position)
    ContactPointFactory(service=service, mail=True)

    importing({"Identifiant": service.public_id, "Téléphone 2": "05 49 00 00 09"})

    values = set(service.contacts.filter(kind=ContactKind.PHONE).values_list("value", flat=True))
    assert values == {"05 49 00 00 01", "05 49 00 00 09", "05 49 00 00 03"}


def test_a_known_place_is_used_again(directory):
    LocationFactory(name="Mairie", commune_id="86078")

    importing(GOOD | {"Lieu": "mairie"})

    assert Location.objects.count() == 1


def test_every_wrong_cell_of_a_row_is_told_at_once(directory):
    told = refusals(GOOD | {"Commune": "Atlantide", "Horaires": "quand on veut", "Téléphone 1": "05 49"})

    assert {text.split("»")[0] for text in told} == {
        "Ligne 2, colonne « Commune ",
        "Ligne 2, colonne « Horaires ",
        "Ligne 2, colonne « Téléphone 1 ",
    }


def test_days_without_hours_are_not_day_and_night(directory):
    [text] = refusals(GOOD | {"Horaires": "Mo-Fr"})

    assert "il manque les heures" in text
