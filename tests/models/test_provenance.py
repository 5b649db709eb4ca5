import pytest
from django.db import IntegrityError

from resources.models import SourceRecord
from tests.factories import SourceRecordFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("same", ["external_id", "object_id"])
def test_source_record_is_one_per_source_and(same):
    record = SourceRecordFactory()

    with pytest.raises(IntegrityError):
        SourceRecord.objects.bulk_create([SourceRecordFactory.build(**{same: getattr(record, same)})])


def test_one_object_may_come_from_two_sources():
    record = SourceRecordFactory()

    SourceRecordFactory(source="finess", object_id=record.object_id, external_id=record.external_id)

    assert SourceRecord.objects.count() == 2
