"""A spreadsheet sent to be imported."""

from datetime import datetime

import factory
from factory.django import DjangoModelFactory

from resources import models
from tests.factories import PARIS, UserFactory


class WaitingSheetFactory(DjangoModelFactory):
    class Meta:
        model = models.WaitingSheet

    token = factory.Sequence("{:032x}".format)
    user = factory.SubFactory(UserFactory)
    content = b"Nom de la fiche;Structure\n"
    sent_at = datetime(2026, 11, 24, 12, tzinfo=PARIS)
