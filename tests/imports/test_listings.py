"""Entries of other directories: they wait in review, meet ours, and come back without undoing what staff wrote."""

import json
from datetime import datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command

from resources.enums import EditorialStatus
from resources.imports.dila import read_dila
from resources.imports.inclusion import read_inclusion
from resources.imports.listings import import_listings
from resources.models import ContactPoint, Location, OpeningRule, Organization, Service, SourceRecord
from tests.factories import (
    CommuneFactory,
    ContactPointFactory,
    LocationFactory,
    OrganizationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Paris"))
COMMUNES = {"86078", "86194"}


def gendarmerie(**changes):
    return {
        "id": "b1f8",
        "nom": "Brigade de gendarmerie - Civray",
        "pivot": [{"type_service_local": "gendarmerie", "code_insee_commune": ["86078", "86220"]}],
        "code_insee_commune": "86078",
        "adresse": [
            {"type_adresse": "Adresse postale", "numero_voie": "BP 1", "code_postal": "86401"},
            {
                "type_adresse": "Adresse",
                "numero_voie": "2 rue de la Gare",
                "complement1": "Bâtiment B",
                "code_postal": "86400",
                "nom_commune": "Civray",
                "latitude": "46.14",
                "longitude": "0.29",
                "accessibilite": "ACC",
            },
        ],
        "telephone": [{"valeur": "05 49 87 00 25", "description": "Accueil"}],
        "site_internet": [{"valeur": "https://www.gendarmerie.interieur.gouv.fr", "libelle": ""}],
        "plage_ouverture": [
            {
                "nom_jour_debut": "Lundi",
                "nom_jour_fin": "Vendredi",
                "valeur_heure_debut_1": "08:00:00",
                "valeur_heure_fin_1": "12:00:00",
                "valeur_heure_debut_2": "14:00:00",
                "valeur_heure_fin_2": "18:00:00",
                "commentaire": "",
            }
        ],
        "url_service_public": "https://lannuaire.service-public.fr/b1f8",
        "date_modification": "02/11/2026 10:00:00",
    } | changes


@pytest.fixture
def town():
    CommuneFactory(civray=True)
    CommuneFactory(poitiers=True)


@pytest.fixture
def load(tmp_path, town):
    def load(*items, source="dila", read=read_dila, content=None, at=AT):
        file = tmp_path / "annuaire.json"
        file.write_text(json.dumps(content or {"service": items}, ensure_ascii=False), encoding="utf-8")
        listings, aside = read(file, communes=COMMUNES)
        return import_listings(source, file, listings, at=at), aside

    return load


def test_a_new_entry_waits_to_be_read_again(load):
    report, _ = load(gendarmerie())

    [entry] = Service.objects.all()
    [way] = entry.ways_in.all()
    place = way.location
    assert (entry.status, entry.name, entry.kind) == ("review", "Brigade de gendarmerie – Civray", "police-gendarmerie")
    assert (entry.organization.name, entry.organization.kind) == ("Gendarmerie de la Vienne", "gendarmerie")
    assert (place.street, place.complement, place.postal_code) == ("2 rue de la Gare", "Bâtiment B", "86400")
    assert (place.commune_id, place.point, place.step_free) == ("86078", (46.14, 0.29), "yes")
    assert [(rule.weekdays, rule.start, rule.end) for rule in way.opening_rules.order_by("start")] == [
        (0b11111, time(8), time(12)),
        (0b11111, time(14), time(18)),
    ]
    assert {rule.on_public_holidays for rule in way.opening_rules.all()} == {"unknown"}
    assert [contact.value for contact in entry.contacts.all()] == [
        "05 49 87 00 25",
        "https://www.gendarmerie.interieur.gouv.fr",
    ]
    assert (entry.source_name, entry.source_date) == ("Annuaire de l’administration (DILA)", "2026-11-02")
    assert SourceRecord.objects.get(source="dila", model="resources.service").external_id == "b1f8"
    assert report.already_there == []


def test_nobody_sees_it_before(load, client):
    load(gendarmerie())

    assert Service.objects.published().count() == 0
    assert client.get("/api/hsds/services").json()["total_items"] == 0


def test_lists_written_as_text_are_read_too(load):
    item = gendarmerie()

    load(item | {name: json.dumps(item[name]) for name in ("pivot", "adresse", "telephone", "plage_ouverture")})

    assert Location.objects.get().street == "2 rue de la Gare"
    assert OpeningRule.objects.count() == 2


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("commissariat_police", "Commissariat de police – Poitiers", "police-gendarmerie"),
        ("tj", "Tribunal judiciaire de Poitiers", "droit"),
        ("x", "Centre communal d’action sociale (CCAS) – Civray", "accueil"),
        ("x", "Centre social de la Blaiserie", "accueil"),
    ],
)
def test_police_courts_and_social_centres_are_told_apart(load, code, name, kind):
    load(gendarmerie(nom=name, pivot=[{"type_service_local": code}]))

    assert Service.objects.get().kind == kind


def test_other_services_and_other_communes_are_left_aside(load):
    _, aside = load(
        gendarmerie(id="1", nom="Mairie - Civray", pivot=[{"type_service_local": "mairie"}]),
        gendarmerie(id="2", code_insee_commune="75056"),
    )

    assert Service.objects.count() == 0
    assert aside == {"mairie": 1}


def test_hours_with_a_comment_are_left_to_be_written_by_hand(load):
    slot = gendarmerie()["plage_ouverture"][0] | {"commentaire": "Sauf le premier mardi du mois."}

    load(gendarmerie(plage_ouverture=[slot]))

    assert OpeningRule.objects.count() == 0
    assert Service.objects.get().ways_in.get().hours_source == "unknown"


def test_a_number_nobody_can_dial_is_left_out_and_told(load):
    report, _ = load(gendarmerie(telephone=[{"valeur": "abc"}]))

    assert ContactPoint.objects.filter(kind="phone").count() == 0
    assert "Brigade de gendarmerie – Civray" in report.left_out[0]


def ours(name, **contact):
    entry = ServiceFactory(published=True, name=name)
    place = LocationFactory(organization=entry.organization, commune=CommuneFactory(civray=True), street="Notre rue")
    ServiceAtLocationFactory(service=entry, location=place)
    if contact:
        ContactPointFactory(service=entry, **contact)
    return entry


@pytest.mark.parametrize(
    ("name", "contact"),
    [
        ("Brigade de gendarmerie de Civray", {}),
        ("Gendarmerie de Civray", {"value": "+33 5 49 87 00 25"}),
    ],
    ids=["by its name and commune", "by its number"],
)
def test_an_entry_of_ours_is_recognised_and_left_alone(load, name, contact):
    entry = ours(name, **contact)

    report, _ = load(gendarmerie())
    again, _ = load(gendarmerie(nom="Un tout autre nom", pivot=[{"type_service_local": "gendarmerie"}]))

    assert Service.objects.get().name == name
    assert Location.objects.get().street == "Notre rue"
    assert report.already_there == [("Brigade de gendarmerie – Civray", name)]
    assert again.already_there == [("Un tout autre nom", name)]
    assert SourceRecord.objects.get(source="dila").object_id == str(entry.pk)


def test_an_entry_elsewhere_or_of_another_name_is_another(load):
    ours("Centre social de Civray")

    load(gendarmerie())

    assert Service.objects.count() == 2


def test_reading_again_changes_nothing(load):
    load(gendarmerie())
    before = list(Service.objects.values()), list(Location.objects.values("id", "street")), SourceRecord.objects.count()

    report, _ = load(gendarmerie(), at=AT + timedelta(days=1))

    assert {label for label, count in report.counts.items() if count} == {"inchangées"}
    assert before == (
        list(Service.objects.values()),
        list(Location.objects.values("id", "street")),
        SourceRecord.objects.count(),
    )


def test_what_changes_in_the_file_is_followed(load):
    load(gendarmerie())

    load(gendarmerie(telephone=[{"valeur": "05 49 87 99 99", "description": "Accueil"}]))

    assert ContactPoint.objects.get(kind="phone").value == "05 49 87 99 99"


def test_what_staff_corrected_is_never_written_over(load):
    load(gendarmerie())
    entry = Service.objects.get()
    Service.objects.filter(pk=entry.pk).update(name="Gendarmerie, à Civray", status=EditorialStatus.ARCHIVED)
    ContactPoint.objects.filter(kind="phone").update(value="05 49 00 00 01")

    load(gendarmerie(nom="Gendarmerie - Autre", telephone=[{"valeur": "05 49 87 99 99"}]))

    entry.refresh_from_db()
    assert (entry.name, entry.status) == ("Gendarmerie, à Civray", "archived")
    assert ContactPoint.objects.get(kind="phone").value == "05 49 00 00 01"


def test_what_staff_removed_does_not_come_back(load):
    load(gendarmerie())
    Service.objects.get().delete()
    Location.objects.get().delete()

    load(gendarmerie())

    assert Service.objects.count() == 0
    assert ContactPoint.objects.count() == 0


def test_a_place_that_became_secret_stays_so(load):
    load(gendarmerie())
    place = Location.objects.get()
    for name, empty in Location.BETRAYING.items():
        setattr(place, name, empty)
    place.confidential = True
    place.save()

    load(gendarmerie())

    place.refresh_from_db()
    assert (place.street, place.commune_id, place.postal_code, place.latitude) == ("", None, "", None)


def test_what_left_the_file_is_told_and_kept(load):
    load(gendarmerie(), gendarmerie(id="c2", nom="Tribunal de Civray", pivot=[]))

    report, _ = load(gendarmerie())

    assert report.gone == ["Tribunal de Civray"]
    assert Service.objects.count() == 2


# -- data·inclusion ---------------------------------------------------------------------------


def inclusion(**changes):
    service = {
        "source": "dora",
        "structure_id": "dora--s1",
        "id": "dora--1",
        "nom": "Accompagnement des femmes",
        "description": "Une équipe vous écoute. Elle vous aide ensuite dans vos démarches, à votre rythme.",
        "date_maj": "2026-10-01",
        "thematiques": ["famille--surmonter-conflits-separation-violence"],
        "frais": "gratuit",
        "code_insee": "86194",
        "commune": "Poitiers",
        "code_postal": "86000",
        "adresse": "3 rue du Marché",
        "telephone": "05 49 00 11 22",
        "zone_eligibilite": ["86", "86194", "248600447", "france"],
        "horaires_accueil": "Mo-Fr 09:00-12:00",
    } | changes
    structure = {
        "source": "dora",
        "id": "dora--s1",
        "nom": "Une association",
        "date_maj": "2026-10-01",
        "siret": "13002526500013",
    }
    return {"structures": [structure], "services": [service]}


def load_inclusion(load, **changes):
    return load(source="data-inclusion", read=read_inclusion, content=inclusion(**changes))


def test_a_service_of_data_inclusion_waits_with_all_it_says(load):
    load_inclusion(load)

    [entry] = Service.objects.all()
    [way] = entry.ways_in.all()
    assert (entry.status, entry.organization.siret) == ("review", "13002526500013")
    assert (entry.summary, entry.free_of_charge) == ("Une équipe vous écoute", "yes")
    assert (way.location.street, way.location.commune_id) == ("3 rue du Marché", "86194")
    assert way.opening_rules.get().start == time(9)
    assert entry.contacts.get().value == "05 49 00 11 22"
    assert {(area.kind, area.code) for area in entry.areas.all()} == {
        ("departement", "86"), ("commune", "86194"), ("epci", "248600447"), ("country", "FR"),
    }  # fmt: skip


def test_a_structure_is_recognised_by_its_siret(load):
    known = OrganizationFactory(name="Sous un autre nom", siret="13002526500013")

    load_inclusion(load)

    assert Service.objects.get().organization == known
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [{"source": "annuaire-86"}, {"code_insee": "75056"}, {"thematiques": ["mobilite--financer-ma-mobilite"]}],
    ids=["our own", "from elsewhere", "on something else"],
)
def test_what_is_not_asked_for_is_left_out(load, changes):
    load_inclusion(load, **changes)

    assert Service.objects.count() == 0


@pytest.mark.parametrize("text", ["n importe quoi", "Mo-Fr 09:00-12:00; Dec 25 off; 2026 Dec 26 off"])
def test_hours_that_are_not_read_whole_are_not_read(load, text):
    load_inclusion(load, horaires_accueil=text)

    assert Service.objects.get().ways_in.get().hours_source == "unknown"


@pytest.fixture
def command(tmp_path, town):
    def command(kind, text):
        file = tmp_path / "fichier.json"
        file.write_text(text, encoding="utf-8")
        out = StringIO()
        call_command("import_listings", kind, file, stdout=out)
        return out.getvalue()

    return command


@pytest.mark.parametrize("kind", ["dila", "data-inclusion"])
@pytest.mark.parametrize("text", ["", "{", "[1]", '{"service": [{"nom": "x"}], "services": [{"id": 1}]}', '"x"'])
def test_a_broken_file_imports_nothing_and_says_why(command, kind, text):
    with pytest.raises(CommandError, match="Rien n’a été importé"):
        command(kind, text)

    assert Service.objects.count() == 0


def test_the_command_says_what_it_did(command):
    said = command("dila", json.dumps({"service": [gendarmerie(telephone=[{"valeur": "abc"}])]}))

    assert "1 fiches lues" in said
    assert "Moyens de contact illisibles" in said


HOSTILE = {
    "no end": "[" * 100_000,
    "not a number": '[{"id": "1", "nom": "x", "a": NaN}]',
    "a number without end": '[{"id": ' + "9" * 5000 + "}]",
    "a null character": r'[{"id": "1", "nom": "a\u0000b"}]',
    "half a character": r'[{"id": "1", "nom": "a\ud800b"}]',
    "a name that is a list": '[{"id": "1", "nom": ["x"]}]',
    "a key without end": json.dumps([inclusion()["services"][0] | {"id": f"dora--{'x' * 5000}"}]),
    "services that are none": '{"id": "1"}',
}


@pytest.mark.parametrize("kind", ["dila", "data-inclusion"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_writes_nothing_and_breaks_nothing(command, kind, text):
    with pytest.raises(CommandError, match="Rien n’a été importé.\nfichier.json"):
        command(kind, f'{{"service": {text}, "services": {text}}}')

    assert Service.objects.count() == SourceRecord.objects.count() == 0


def test_a_file_in_another_encoding_says_what_to_do(tmp_path, town):
    file = tmp_path / "fichier.json"
    file.write_bytes('{"service": "é"}'.encode("latin-1"))

    with pytest.raises(CommandError, match="UTF-8"):
        call_command("import_listings", "dila", file)


def test_a_refused_row_is_named(command):
    content = inclusion()
    del content["services"][0]["nom"]

    with pytest.raises(CommandError, match="services n° 1, nom.*il manque"):
        command("data-inclusion", json.dumps(content))


@pytest.mark.parametrize("point", [("nan", "0.3"), ("1e999", "0.3"), ("460", "0.3"), (None, "0.3"), ("x", "y")])
def test_a_point_that_is_nowhere_is_no_point(load, point):
    address = gendarmerie()["adresse"][1] | dict(zip(("latitude", "longitude"), point, strict=True))

    load(gendarmerie(adresse=[address]))

    assert (Location.objects.get().latitude, Location.objects.get().longitude) == (None, None)


@pytest.mark.parametrize(
    "slot",
    [
        {"nom_jour_debut": "Samedi", "valeur_heure_debut_1": "09:00:00", "valeur_heure_fin_1": "24:00:00"},
        {"nom_jour_debut": "Samedi", "valeur_heure_debut_1": "09:00:00"},
        {"nom_jour_debut": "Samedi", "nom_jour_fin": "Lundi", "valeur_heure_debut_1": "09:00:00"},
        {"nom_jour_debut": "Samedi", "commentaire": "Le premier du mois."},
    ],
    ids=["an hour that is none", "no end", "days backwards", "a comment"],
)
def test_hours_of_which_one_slot_is_not_read_are_all_left_out(load, slot):
    """Those that are left would tell that day closed."""
    load(gendarmerie(plage_ouverture=[*gendarmerie()["plage_ouverture"], slot]))

    assert OpeningRule.objects.count() == 0
    assert Service.objects.get().ways_in.get().hours_source == "unknown"
