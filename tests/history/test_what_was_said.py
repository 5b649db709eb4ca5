"""When a place becomes secret, however it does, what readers and structures said of where it is goes too."""

import pytest
from django.utils import timezone

from resources.history.restoring import Agent, restore, undo
from resources.history.timeline import timeline
from resources.imports.directory import load_directory
from resources.merging import merge
from resources.models import ChangeReport, Location, ProposedChange, ServiceAtLocation, SourceRecord
from resources.models.location import BETRAYING
from resources.models.proposed_change import FORGOTTEN
from tests import factories
from tests.admin.pages import save, url_of
from tests.imports.test_directory import AT

pytestmark = pytest.mark.django_db
SAYS_WHERE = "C’est au 17 impasse du Secret."
ANYBODY = Agent(may_change_place=lambda place: True, publisher=True)


def entry_in(place):
    return factories.ServiceAtLocationFactory(location=place, channel="on_site").service


def told_of(service):
    report = factories.ChangeReportFactory(service=service, kind="lieu", text=SAYS_WHERE)
    proposal = factories.ProposedChangeFactory(
        service=service, correction="place", old_value="17 impasse du Secret", proposed=SAYS_WHERE
    )
    return report, proposal


def what_is_left() -> set[str]:
    said = ProposedChange.objects.values_list("old_value", "proposed")
    return {*ChangeReport.objects.values_list("text", flat=True), *(text for pair in said for text in pair)}


@pytest.fixture
def place():
    return factories.LocationFactory(street="17 impasse du Secret", postal_code="86999")


@pytest.fixture
def hidden():
    return factories.LocationFactory(confidential_site=True)


def by_saving(place):
    for name, nothing in BETRAYING.items():
        setattr(place, name, nothing)
    place.confidential = True
    place.save()


def by_an_update(place):
    Location.objects.filter(pk=place.pk).update(confidential=True, **BETRAYING)


def by_a_bulk_update(place):
    for name, nothing in BETRAYING.items():
        setattr(place, name, nothing)
    place.confidential = True
    Location.objects.bulk_update([place], ["confidential", *BETRAYING])


@pytest.mark.parametrize("make_secret", [by_saving, by_an_update, by_a_bulk_update])
def test_place_made_secret(place, make_secret):
    told_of(entry_in(place))

    make_secret(place)

    assert what_is_left() == {FORGOTTEN}


def test_place_made_secret_in_the_back_office(place, office_of_agent):
    told_of(entry_in(place))

    save(office_of_agent, url_of(place), confidential="on", **dict.fromkeys(BETRAYING, ""))

    assert what_is_left() == {FORGOTTEN}


def secret_then_known(place):
    """Secret, and made known by mistake: what is said since then would betray it once it is secret again."""
    by_saving(place)
    place.confidential, place.street = False, "17 impasse du Secret"
    place.save()
    told_of(entry_in(place))


def test_place_made_secret_again_by_undoing(place):
    secret_then_known(place)
    last = timeline(Location, place.pk)[0]

    undo(place, last.id, ANYBODY)

    assert what_is_left() == {FORGOTTEN}


def test_place_made_secret_again_by_an_earlier_version(place):
    secret_then_known(place)
    known, secret, *_ = timeline(Location, place.pk)

    restore(place, secret.id, ANYBODY, latest=known.id)

    assert what_is_left() == {FORGOTTEN}


def loaded(folder, place_fields):
    organization = '[[organization]]\nkey = "o"\nname = "O"\nkind = "association"\n'
    location = f'[[location]]\nkey = "l"\nname = "L"\norganization = "o"\n{place_fields}\n'
    (folder / "places.toml").write_text(organization + location)
    load_directory(folder, at=AT)
    return Location.objects.get(name="L")


def test_place_made_secret_by_a_load(tmp_path):
    place = loaded(tmp_path, 'street = "17 impasse du Secret"')
    told_of(entry_in(place))

    loaded(tmp_path, 'confidential = true\nstreet = ""')

    assert what_is_left() == {FORGOTTEN}


def test_place_emptied_by_an_agent_then_made_secret_by_a_load_leaves_nothing_of_what_was_loaded(tmp_path):
    place = loaded(tmp_path, 'street = "17 impasse du Secret"')
    place.street = ""
    place.save()

    loaded(tmp_path, 'confidential = true\nstreet = ""')

    assert "Secret" not in repr(list(SourceRecord.objects.values_list()))


def test_entry_that_begins_to_receive_in_a_secret_place(hidden):
    service = factories.ServiceFactory()
    told_of(service)

    factories.ServiceAtLocationFactory(service=service, location=hidden, channel="on_site")

    assert what_is_left() == {FORGOTTEN}


@pytest.mark.parametrize("together", [False, True], ids=["saved", "updated"])
def test_way_in_moved_to_a_secret_place(place, hidden, together):
    service = entry_in(place)
    told_of(service)
    way_in = service.ways_in.get()

    if together:
        ServiceAtLocation.objects.filter(pk=way_in.pk).update(location=hidden)
    else:
        way_in.location = hidden
        way_in.save()

    assert what_is_left() == {FORGOTTEN}


@pytest.mark.parametrize("stays", ["secret", "other"])
def test_entries_made_one_of_which_the_other_is_secret(hidden, stays):
    secret, other = entry_in(hidden), factories.ServiceFactory()
    told_of(other)

    merge(*((secret.pk, other.pk) if stays == "secret" else (other.pk, secret.pk)))

    assert what_is_left() == {FORGOTTEN}


def test_what_is_said_of_a_place_already_secret_waits_to_be_read(hidden):
    """Correcting its hours or its name must not erase what the staff have not read."""
    service = entry_in(hidden)
    factories.ChangeReportFactory(service=service, text="Le numéro ne répond plus.", created_at=timezone.now())

    hidden.name = "Hébergement"
    hidden.save()
    service.ways_in.get().save()

    assert what_is_left() == {"Le numéro ne répond plus."}


def test_what_is_said_of_other_entries_stays(place):
    told_of(entry_in(factories.LocationFactory()))

    by_saving(place)

    assert SAYS_WHERE in what_is_left()
