"""Going back: the last change undone, an earlier version equal to the original, and never over somebody else's work."""

from datetime import date, time

import pytest

from resources.enums import AreaKind, EditorialStatus, HoursSource
from resources.history.restoring import Agent, RefusedError, restore, undo
from resources.history.timeline import timeline
from resources.models import Location, Service, act
from resources.models.history import NOT_KEPT
from tests.factories import (
    ContactPointFactory,
    LanguageFactory,
    LocationFactory,
    NeedFactory,
    OpeningRuleFactory,
    OrganizationFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    UserFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db
COORDINATOR = Agent(may_change_place=lambda place: True, publisher=True)
WRITER = Agent(may_change_place=lambda place: False, publisher=False)


def picture(obj) -> dict:
    """All that is kept of an object and of what it owns, by its identifier."""
    seen = {}
    for one in [obj, *owned(obj)]:
        values = {column.attname: getattr(one, column.attname) for column in one._meta.concrete_fields}
        links = {link.name: sorted(map(str, getattr(one, link.name).all())) for link in one._meta.many_to_many}
        seen[one.pk] = {name: value for name, value in values.items() if name not in NOT_KEPT} | links
    return seen


def owned(obj) -> list:
    if isinstance(obj, Service):
        inside = [row for way_in in obj.ways_in.all() for row in owned(way_in)]
        return [*obj.areas.all(), *obj.contacts.all(), *obj.ways_in.all(), *inside]
    rows = [*obj.opening_rules.all(), *obj.exceptions.all()]
    return rows if isinstance(obj, Location) else [*rows, *obj.contacts.all()]


def fresh(obj):
    return type(obj).objects.get(pk=obj.pk)


def last_act(obj):
    return timeline(type(obj), obj.pk)[0]


def go_back(obj, version, agent=COORDINATOR):
    restore(obj, version.id, agent, latest=last_act(obj).id)


@pytest.fixture
def entry():
    """An entry with something of everything it can own, written in one act."""
    with act(reason="essai"):
        service = ServiceFactory(published=True, areas=[(AreaKind.DEPARTEMENT, "86"), (AreaKind.COMMUNE, "86078")])
        way_in = ServiceAtLocationFactory(service=service, hours_source=HoursSource.OWN, label="Bureau 2")
        OpeningRuleFactory(way_in=way_in, first_tuesday=True, access="appointment")
        OpeningRuleFactory(way_in=way_in, every_three_weeks=True, valid_to=date(2027, 6, 30))
        ScheduleExceptionFactory(way_in=way_in, reason="congés")
        ScheduleExceptionFactory(way_in=way_in, opening=True, first_day=date(2026, 12, 1))
        ContactPointFactory(way_in=way_in, value="05 49 00 00 02")
        ContactPointFactory(service=service, languages=[LanguageFactory(code="ar"), LanguageFactory(code="uk")])
        VerificationFactory(service=service)
    return service


def spoil(service):
    """Change, add and take away something of everything."""
    way_in = service.ways_in.get()
    service.name, service.summary, service.suspension_message = "Autre", "Autre résumé", "Travaux"
    service.suspended_until = date(2027, 1, 1)
    service.save()
    service.needs.set([NeedFactory(), NeedFactory()])
    service.areas.filter(kind=AreaKind.COMMUNE).delete()
    ContactPointFactory(service=service, value="3919")
    contact = service.contacts.exclude(value="3919").get()
    contact.languages.clear()
    contact.value, contact.note = "05 49 11 11 11", "Le matin"
    contact.save()
    way_in.opening_rules.filter(recurrence="nth").delete()
    way_in.opening_rules.update(start=time(8), valid_to=None)
    OpeningRuleFactory(way_in=way_in)
    way_in.exceptions.all().delete()
    ServiceAtLocationFactory(service=service, office_hours=True)


def test_restored_entry_equals_the_original(entry):
    original, version = picture(fresh(entry)), last_act(entry)
    spoil(entry)

    go_back(fresh(entry), version)

    assert picture(fresh(entry)) == original


def test_restored_entry_equals_the_original_after_its_way_in_was_taken_away(entry):
    original, version = picture(fresh(entry)), last_act(entry)
    entry.ways_in.get().delete()

    go_back(fresh(entry), version)

    assert picture(fresh(entry)) == original


def test_restored_place_equals_the_original():
    with act():
        place = LocationFactory(with_point=True, transport="Bus 1")
        OpeningRuleFactory(location=place)
        ScheduleExceptionFactory(location=place)
    original, version = picture(fresh(place)), last_act(place)
    place.street, place.latitude, place.longitude = "", None, None
    place.save()
    place.opening_rules.all().delete()

    go_back(fresh(place), version)

    assert picture(fresh(place)) == original


def test_restored_entry_is_found_by_its_name_again(entry):
    version, before = last_act(entry), fresh(entry).search_document
    entry.name = "Autre"
    entry.save()
    Service.objects.refresh_search()

    go_back(fresh(entry), version)

    assert fresh(entry).search_document == before


def test_restoring_is_written_in_the_history(entry):
    version = last_act(entry)
    spoil(entry)
    user = UserFactory(first_name="Zoé", last_name="Martin")

    with act(user=user):
        go_back(fresh(entry), version)

    last = last_act(entry)
    assert (last.who, last.reason) == ("Zoé Martin", f"retour à la version du {version.when}")


def test_version_may_be_left_again(entry):
    version = last_act(entry)
    spoil(entry)
    spoiled, after = picture(fresh(entry)), last_act(entry)
    go_back(fresh(entry), version)

    go_back(fresh(entry), after)

    assert picture(fresh(entry)) == spoiled


def test_verifications_stay(entry):
    version = last_act(entry)
    VerificationFactory(service=entry)
    spoil(entry)

    go_back(fresh(entry), version)

    assert entry.verifications.count() == 2


def test_last_change_is_undone(entry):
    original = picture(fresh(entry))
    with act():
        spoil(entry)

    undo(fresh(entry), last_act(entry).id, COORDINATOR)

    assert picture(fresh(entry)) == original


def test_undoing_is_undone():
    organization = OrganizationFactory(name="A")
    organization.name = "B"
    organization.save()
    undo(organization, last_act(organization).id, COORDINATOR)

    undo(organization, last_act(organization).id, COORDINATOR)

    assert fresh(organization).name == "B"


def test_change_somebody_changed_since_is_not_undone(entry):
    entry.name = "B"
    entry.save()
    version = last_act(entry)
    with act(user=UserFactory(first_name="Zoé", last_name="Martin")):
        contact = entry.contacts.get()
        contact.value = "3919"
        contact.save()

    with pytest.raises(RefusedError, match="Zoé Martin a changé cette page depuis"):
        undo(fresh(entry), version.id, COORDINATOR)

    assert (fresh(entry).name, fresh(contact).value) == ("B", "3919")


def test_version_is_not_taken_over_a_change_nobody_saw(entry):
    version = last_act(entry)
    entry.name = "B"
    entry.save()
    seen = last_act(entry).id
    entry.name = "C"
    entry.save()

    with pytest.raises(RefusedError, match="a changé cette page depuis"):
        restore(fresh(entry), version.id, COORDINATOR, latest=seen)


def test_beginning_is_not_undone(entry):
    with pytest.raises(RefusedError, match="C’est le début de cette page"):
        undo(entry, last_act(entry).id, COORDINATOR)


def test_unknown_act_is_refused(entry):
    with pytest.raises(RefusedError, match="n’est pas dans l’historique"):
        undo(entry, UserFactory.build().pk or entry.pk, COORDINATOR)


def test_undoing_a_publication_is_for_publishers():
    service = ServiceFactory(published=True, status=EditorialStatus.DRAFT)
    service.status = EditorialStatus.PUBLISHED
    service.save()

    with pytest.raises(RefusedError, match="demandez à une coordinatrice"):
        undo(fresh(service), last_act(service).id, WRITER)


def test_undoing_the_change_of_a_place_is_for_those_who_keep_it():
    way_in = ServiceAtLocationFactory()
    way_in.location.street = "2 rue de l’Exemple"
    way_in.location.save()

    with pytest.raises(RefusedError, match="Vous n’avez pas le droit"):
        undo(way_in.service, last_act(way_in.service).id, WRITER)


def test_published_entry_is_not_undone_into_one_that_lacks_something():
    service = ServiceFactory(published=True, areas=[])
    service.areas.create(kind=AreaKind.DEPARTEMENT, code="86")

    with pytest.raises(RefusedError, match="au moins une zone couverte"):
        undo(fresh(service), last_act(service).id, COORDINATOR)

    assert service.areas.exists()


@pytest.mark.parametrize("way", ["undo", "restore"])
def test_secret_place_is_not_made_known_again(way):
    place = LocationFactory()
    version = last_act(place)
    for name, nothing in Location.BETRAYING.items():
        setattr(place, name, nothing)
    place.confidential = True
    place.save()

    back = {
        "undo": lambda: undo(fresh(place), last_act(place).id, COORDINATOR),
        "restore": lambda: go_back(fresh(place), version),
    }
    with pytest.raises(RefusedError, match="devenue secrète"):
        back[way]()

    assert fresh(place).confidential


def test_what_the_change_added_is_taken_away():
    organization = OrganizationFactory()
    with act():
        organization.name = "B"
        organization.save()
        ContactPointFactory(organization=organization)

    undo(organization, last_act(organization).id, COORDINATOR)

    assert organization.contacts.count() == 0
