"""The directory from TOML: idempotent, all or nothing, never over what staff changed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from resources.imports.directory import load_directory
from resources.imports.problems import BrokenFileError
from resources.models import ContactPoint, OpeningRule, Service, SourceRecord
from tests.factories import CommuneFactory

AT = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Paris"))
DIRECTORY = """\
[[organization]]
key = "departement"
name = "Département"
kind = "departement"

[[need]]
key = "parler"
name = "Parler"
sentence = "J’ai besoin de parler"

[[location]]
key = "mds"
organization = "departement"
name = "MDS de Civray"
commune = "86078"

[[service]]
key = "mds-civray"
public_id = "ABC123"
organization = "departement"
kind = "accueil"
name = "MDS de Civray"
neutral_title = "MDS de Civray"
summary = "Des travailleurs sociaux vous écoutent."
main_need = "parler"
needs = ["parler"]
areas = ["departement:86"]
status = "published"
source_name = "Département"

  [[service.contact]]
  key = "tel"
  value = "05 49 00 00 00"

  [[service.way_in]]
  key = "accueil"
  channel = "on_site"
  location = "mds"
  hours_source = "own"

    [[service.way_in.rule]]
    days = ["mo", "tu"]
    start = "09:00"
    end = "12:30"

  [[service.verification]]
  fact = "all"
  outcome = "confirmed"
  on = "2026-10"
  how = "phone"
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(tmp_path):
    CommuneFactory(civray=True)

    def load(text=DIRECTORY, **options):
        (tmp_path / "directory.toml").write_text(text, encoding="utf-8")
        return load_directory(tmp_path, at=AT, **options)

    return load


def test_an_entry_is_loaded_with_all_that_hangs_on_it(load):
    load()

    service = Service.objects.get()
    assert (service.public_id, service.organization.name) == ("ABC123", "Département")
    assert [need.slug for need in service.needs.all()] == ["parler"]
    assert service.ways_in.get().location.commune.name == "Civray"
    assert str(service.ways_in.get().opening_rules.get()) == "lundi, mardi 09:00–12:30"
    assert service.contacts.get().value == "05 49 00 00 00"
    assert service.areas.get().code == "86"
    assert (service.verifications.get().on.isoformat(), service.verifications.get().precision) == (
        "2026-10-01",
        "month",
    )
    assert " civray " in service.search_document


def test_loading_again_changes_nothing(load):
    load()
    stamps = list(Service.objects.values_list("pk", "updated_at"))

    counts = load()

    assert counts["inchangées"] == SourceRecord.objects.count()
    assert list(Service.objects.values_list("pk", "updated_at")) == stamps


def test_what_staff_changed_is_kept(load):
    load()
    ContactPoint.objects.update(value="05 49 99 99 99")

    counts = load()

    assert ContactPoint.objects.get().value == "05 49 99 99 99"
    assert counts["valeurs d’agents gardées"] == 1


def test_what_staff_changed_is_kept_even_when_the_file_moves_on(load):
    load()
    Service.objects.update(summary="Notre phrase.")

    load(DIRECTORY.replace("Des travailleurs sociaux vous écoutent.", "Une nouvelle phrase."))

    assert Service.objects.get().summary == "Notre phrase."


def test_what_nobody_touched_follows_the_file(load):
    load()

    load(DIRECTORY.replace('end = "12:30"', 'end = "13:00"'))

    assert OpeningRule.objects.get().end.hour == 13


def test_a_field_kept_by_staff_does_not_stop_another_from_following(load):
    load()
    Service.objects.update(summary="Notre phrase.")

    load(DIRECTORY.replace('name = "MDS de Civray"\nneutral', 'name = "MDS du Civraisien"\nneutral'))

    service = Service.objects.get()
    assert (service.name, service.summary) == ("MDS du Civraisien", "Notre phrase.")


def test_a_field_the_file_tells_only_now_follows(load):
    load()

    load(DIRECTORY.replace('kind = "accueil"', 'kind = "accueil"\neligibility = "Pour tout le monde."'))

    assert Service.objects.get().eligibility == "Pour tout le monde."


def test_overwrite_takes_the_file_back(load):
    load()
    Service.objects.update(summary="Notre phrase.")

    load(overwrite=True)

    assert Service.objects.get().summary == "Des travailleurs sociaux vous écoutent."


def test_what_staff_deleted_is_not_brought_back(load):
    load()
    Service.objects.all().delete()

    load()

    assert not Service.objects.exists()


def test_a_new_entry_joins_those_already_loaded(load):
    load()
    block = DIRECTORY[DIRECTORY.index("[[service]]") :]

    load(DIRECTORY + block.replace("mds-civray", "autre").replace("ABC123", "ABC124"))

    assert Service.objects.count() == 2


BROKEN = {
    "unknown field": ('summary = "Des', 'sumary = "Des', "sumary", 24),
    "unknown kind": ('kind = "accueil"', 'kind = "guichet"', "kind", 21),
    "reference to nothing": ('main_need = "parler"', 'main_need = "crier"', "main_need", 25),
    "commune not loaded": ('commune = "86078"', 'commune = "86079"', "commune", 15),
    "an hour that does not exist": ('start = "09:00"', 'start = "25:00"', "start", 43),
    "a day that does not exist": ('days = ["mo", "tu"]', 'days = ["lundi"]', "days", 42),
    "end without start": ('    start = "09:00"\n', "", "start", 41),
    "a number nobody can dial": ('value = "05 49 00 00 00"', 'value = "05 49"', "value", 33),
    "a revealing title": ('neutral_title = "MDS de Civray"', 'neutral_title = "Violences"', "neutral_title", 23),
    "published without area": ('areas = ["departement:86"]', "areas = []", "areas", 27),
    "published without source": ('source_name = "Département"', 'source_name = ""', "source_name", 29),
    "on site without place": ('  location = "mds"\n', "", "location", 35),
    "a date in words": ('on = "2026-10"', 'on = "octobre"', "on", 49),
    "areas that are no areas": ('areas = ["departement:86"]', 'areas = ["Vienne"]', "areas", 27),
}


@pytest.mark.parametrize(("right", "wrong", "field", "line"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_value_names_its_line_and_field_and_nothing_is_loaded(load, right, wrong, field, line):
    assert right in DIRECTORY

    with pytest.raises(BrokenFileError) as refused:
        load(DIRECTORY.replace(right, wrong, 1))

    assert (line, field) in [(problem.line, problem.field) for problem in refused.value.problems]
    assert not Service.objects.exists()
    assert not SourceRecord.objects.exists()


def test_a_file_that_is_not_toml_names_its_line(load):
    with pytest.raises(BrokenFileError, match="ligne 3"):
        load(DIRECTORY.replace('name = "Département"', 'name = "Département', 1))


def test_a_key_used_twice_is_refused(load):
    with pytest.raises(BrokenFileError, match="déjà utilisée"):
        load(DIRECTORY + DIRECTORY[: DIRECTORY.index("[[need]]")])


def test_an_empty_folder_says_so(tmp_path):
    with pytest.raises(BrokenFileError, match="aucun fichier"):
        load_directory(tmp_path, at=AT)
