from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from resources.models import NightlyTask

pytestmark = pytest.mark.django_db


def test_a_task_that_succeeded_has_ended():
    with pytest.raises(IntegrityError, match="nightly_task_success_is_dated"):
        NightlyTask.objects.create(name="x", started_at=timezone.now(), succeeded=True)


def test_a_task_does_not_end_before_it_starts():
    at = timezone.now()

    with pytest.raises(IntegrityError, match="nightly_task_ends_after_it_starts"):
        NightlyTask.objects.create(name="x", started_at=at, finished_at=at - timedelta(minutes=1))
