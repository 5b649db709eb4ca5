"""Two entries made one: everything that hangs on one follows, its address too, or nothing moves at all."""

import pytest
from django.core.exceptions import ValidationError

from resources.enums import AreaKind, EditorialStatus, HoursSource
from resources.merging import differences, merge
from resources.models import NotDuplicates, ProfessionalDetails, PublicIdAlias, Service, SourceRecord
from tests.factories import (
    AudienceFactory,
    ContactPointFactory,
    LocationFactory,
    NeedFactory,
    ProfessionalContactFactory,
    ProfessionalDetailsFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    SourceRecordFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    return ServiceFactory(published=True, name="Celle qui reste")


@pytest.fixture
def other():
    return ServiceFactory(published=True, name="L’autre", areas=[(AreaKind.COMMUNE, "86078")])


def test_what_hangs_on_the_other_follows(kept, other):
    hanging = [
        ContactPointFactory(service=other),
        ServiceAtLocationFactory(service=other, office_hours=True),
        VerificationFactory(service=other),
        ProfessionalDetailsFactory(service=other),
    ]

    merge(kept.pk, other.pk)

    for row in hanging:
        row.refresh_from_db()
    assert {row.service_id for row in hanging} == {kept.pk}


def test_areas_needs_and_audiences_add_up(kept, other):
    other.needs.add(NeedFactory(slug="dormir"))
    other.audiences.add(AudienceFactory(slug="parents"))

    merge(kept.pk, other.pk)

    assert set(kept.areas.values_list("code", flat=True)) == {"86", "86078"}
    assert set(kept.needs.values_list("slug", flat=True)) == {"parler", "dormir"}
    assert list(kept.audiences.values_list("slug", flat=True)) == ["parents"]


def test_the_other_is_archived_and_its_address_leads_on(kept, other):
    merge(kept.pk, other.pk)

    other.refresh_from_db()
    assert other.status == EditorialStatus.ARCHIVED
    assert PublicIdAlias.objects.get().service_id == kept.public_id


def test_an_older_address_leads_to_the_last_that_stayed(kept, other):
    older = ServiceFactory(published=True)

    merge(other.pk, older.pk)
    merge(kept.pk, other.pk)

    assert set(PublicIdAlias.objects.values_list("alias_id", "service_id")) == {
        (older.public_id, kept.public_id),
        (other.public_id, kept.public_id),
    }


def test_each_value_is_chosen(kept, other):
    merge(kept.pk, other.pk, taken=["name"])

    kept.refresh_from_db()
    assert (kept.name, kept.sort_key) == ("L’autre", "l0autre")


def test_only_what_differs_is_asked(kept, other):
    assert {one.name for one in differences(kept, other)} == {"organization", "name", "neutral_title"}


def test_the_same_desk_is_not_shown_twice(kept, other):
    place = LocationFactory()
    mine = ServiceAtLocationFactory(service=kept, location=place)
    its = ServiceAtLocationFactory(service=other, location=place, office_hours=True)
    closure = ScheduleExceptionFactory(way_in=its)

    merge(kept.pk, other.pk)

    mine.refresh_from_db()
    closure.refresh_from_db()
    assert list(kept.ways_in.all()) == [mine]
    assert (mine.hours_source, mine.opening_rules.count(), closure.way_in) == (HoursSource.OWN, 1, mine)


def test_one_number_is_not_written_twice(kept, other):
    ContactPointFactory(service=kept, value="05 49 12 34 56")
    ContactPointFactory(service=other, value="05.49.12.34.56")

    merge(kept.pk, other.pk)

    assert kept.contacts.count() == 1


def test_professional_details_fill_what_is_empty(kept, other):
    ProfessionalDetailsFactory(service=kept, how_to_refer="", delay="deux jours")
    its = ProfessionalDetailsFactory(service=other, how_to_refer="Appeler.", delay="un mois")
    contact = ProfessionalContactFactory(details=its)

    merge(kept.pk, other.pk)

    mine = ProfessionalDetails.objects.get(service=kept)
    contact.refresh_from_db()
    assert (mine.how_to_refer, mine.delay, contact.details) == ("Appeler.", "deux jours", mine)


def test_a_need_follows_its_line(kept, other):
    need = NeedFactory(slug="urgence", line=other)

    merge(kept.pk, other.pk)

    need.refresh_from_db()
    assert need.line == kept


def test_the_source_follows(kept, other):
    record = SourceRecordFactory(object_id=str(other.pk))

    merge(kept.pk, other.pk)

    record.refresh_from_db()
    assert record.object_id == str(kept.pk)


def test_two_records_of_one_source_stay_apart(kept, other):
    for service in (kept, other):
        SourceRecordFactory(object_id=str(service.pk))

    merge(kept.pk, other.pk)

    assert set(SourceRecord.objects.values_list("object_id", flat=True)) == {str(kept.pk), str(other.pk)}


def refused(kept, other):
    with pytest.raises(ValidationError):
        merge(kept.pk, other.pk)
    return not PublicIdAlias.objects.exists()


def test_services_for_other_people_are_never_mixed(kept):
    assert refused(kept, ServiceFactory(published=True, for_perpetrators=True))


def test_a_secret_place_is_not_put_beside_an_address(kept, other):
    ServiceAtLocationFactory(service=kept)
    ServiceAtLocationFactory(service=other, location=LocationFactory(confidential_site=True))

    assert refused(kept, other)


def test_an_entry_is_not_merged_into_itself(kept):
    assert refused(kept, kept)


def test_an_archived_entry_is_not_merged(kept):
    assert refused(kept, ServiceFactory(status=EditorialStatus.ARCHIVED))


def test_a_merge_that_fails_moves_nothing(kept, other):
    contact = ContactPointFactory(service=other)
    Service.objects.filter(pk=other.pk).update(status=EditorialStatus.DRAFT, neutral_title="")

    with pytest.raises(ValidationError):
        merge(kept.pk, other.pk, taken=["neutral_title"])

    contact.refresh_from_db()
    assert contact.service == other


def test_a_pair_told_apart_is_forgotten_once_merged(kept, other):
    first, second = sorted([kept, other], key=lambda service: service.pk)
    NotDuplicates.objects.create(first=first, second=second)

    merge(kept.pk, other.pk)

    assert not NotDuplicates.objects.exists()
