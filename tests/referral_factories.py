"""Sheets to hand over."""

from datetime import datetime

import factory
from factory.django import DjangoModelFactory

from resources import models
from tests.factories import PARIS


class ReferralSheetFactory(DjangoModelFactory):
    """Opens for a week from the noon of the tests."""

    class Meta:
        model = models.ReferralSheet

    code = factory.Sequence("ABCD{:04}".format)
    public_ids = "ABC123"
    expires_at = datetime(2026, 12, 1, 12, tzinfo=PARIS)
