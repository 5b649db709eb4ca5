from datetime import date

import pytest

from resources.models import Verification
from tests.factories import UserFactory, VerificationFactory
from tests.models import assert_clean_points_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("field", ["fact", "outcome", "precision", "method"])
def test_verification_clean_names_the_field(field):
    row = VerificationFactory()
    setattr(row, field, "zzz")

    assert_clean_points_at(row, field)


def test_verifications_come_last_first():
    old = VerificationFactory(on=date(2025, 1, 1))
    new = VerificationFactory(service=old.service, on=date(2026, 1, 1))

    assert list(Verification.objects.all()) == [new, old]


def test_verification_outlives_the_agent_who_made_it():
    row = VerificationFactory(by=UserFactory())

    row.by.delete()

    row.refresh_from_db()
    assert row.by is None
