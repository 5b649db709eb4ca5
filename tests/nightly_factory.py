"""What each task of the night did last."""

from datetime import datetime

import factory
from factory.django import DjangoModelFactory

from resources import models
from tests.factories import PARIS


class NightlyTaskFactory(DjangoModelFactory):
    class Meta:
        model = models.NightlyTask

    name = factory.Sequence("task-{}".format)
    started_at = finished_at = datetime(2026, 11, 24, 3, tzinfo=PARIS)
    succeeded = True
