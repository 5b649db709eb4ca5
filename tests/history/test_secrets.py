"""A place that is or becomes secret leaves its address nowhere in the history."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from resources.imports.directory import load_directory
from resources.models import Location, SourceRecord
from resources.models.location import BETRAYING
from tests.admin.pages import save, url_of
from tests.factories import CommuneFactory, LocationFactory, OpeningRuleFactory, ServiceAtLocationFactory
from tests.imports.test_directory import AT

pytestmark = pytest.mark.django_db
SECRETS = {
    "street": "17 impasse du Secret",
    "complement": "porte du secret",
    "postal_code": "86999",
    "transport": "bus secret",
    "latitude": 46.999111,
    "longitude": 0.999222,
}
# As Python writes them: a number may also stand in an identifier.
WORDS = ["Secret", "bus secret", "'86999'", "46.999111", "0.999222", "'86299'"]


@pytest.fixture
def place():
    """A place whose address changed once, before it becomes secret."""
    place = LocationFactory(commune=CommuneFactory(insee="86299", name="Villesecret"), **SECRETS)
    OpeningRuleFactory(location=place)
    place.street = "18 impasse du Secret"
    place.save()
    return place


def made_secret(place):
    for name, nothing in BETRAYING.items():
        setattr(place, name, nothing)
    place.confidential = True
    place.save()


def everything_written() -> str:
    """Every value of every historical table, and of what was loaded."""
    models = [model for model in apps.get_models() if hasattr(model, "tracked_fields")]
    rows = [row for model in models for row in model.objects.values_list()]
    return repr([*rows, *SourceRecord.objects.values_list()])


def betrayed() -> list[str]:
    written = everything_written()
    return [word for word in WORDS if word in written]


def test_scan_sees_an_address_that_could_leak(place):
    assert betrayed() == WORDS


def test_place_saved_secret_leaves_nothing(place):
    made_secret(place)

    assert betrayed() == []


@pytest.mark.safety(22)
def test_place_made_secret_in_the_back_office_leaves_nothing(place, office_of_agent):
    emptied = dict.fromkeys(BETRAYING, "")

    save(office_of_agent, url_of(place), confidential="on", **emptied)

    assert Location.objects.get(pk=place.pk).confidential
    assert betrayed() == []


def test_places_made_secret_together_leave_nothing(place):
    Location.objects.filter(pk=place.pk).update(confidential=True, **BETRAYING)

    assert betrayed() == []


def test_place_made_secret_by_a_load_leaves_nothing(tmp_path, place):
    CommuneFactory(insee="86299")
    organization = '[[organization]]\nkey = "o"\nname = "O"\nkind = "association"\n'
    known = "\n".join(f"{name} = {value!r}" for name, value in SECRETS.items())
    place.delete()
    Location.history.all().delete()
    file = tmp_path / "places.toml"
    entry = f'{organization}[[location]]\nkey = "l"\nname = "L"\norganization = "o"\n'
    file.write_text(f'{entry}commune = "86299"\n{known}\n'.replace("'", '"'))
    load_directory(tmp_path, at=AT)
    loaded = betrayed()

    made_secret(Location.objects.get(name="L"))
    load_directory(tmp_path, at=AT)

    assert loaded == WORDS
    assert betrayed() == []
    assert Location.objects.get(name="L").street == ""


def test_place_that_is_made_known_again_and_secret_again_leaves_nothing(place):
    made_secret(place)
    place.confidential, place.street = False, "19 rue du Secret"
    place.save()

    made_secret(place)

    assert betrayed() == []


def test_database_refuses_a_secret_row_with_an_address(place):
    made_secret(place)

    with pytest.raises(IntegrityError), transaction.atomic():
        Location.history.filter(confidential=True).update(street="17 impasse du Secret")


@pytest.mark.safety(22)
def test_check_finds_what_another_tool_wrote(place):
    made_secret(place)
    row = Location.history.filter(confidential=False).first()
    Location.history.filter(pk=row.pk).update(street="17 impasse du Secret")

    with pytest.raises(CommandError, match="1 ligne"):
        call_command("check_secrets")


def test_check_passes_where_nothing_leaks(place, capsys):
    made_secret(place)

    call_command("check_secrets")

    assert "Aucune adresse secrète" in capsys.readouterr().out


def test_timeline_of_an_entry_shows_nothing_of_a_secret_place(place, office_of_agent):
    service = ServiceAtLocationFactory(location=place).service
    made_secret(place)

    page = office_of_agent.get(url_of(service).replace("/change/", "/history/")).content.decode()

    assert "Villesecret" not in page
    assert "impasse" not in page
