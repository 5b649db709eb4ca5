"""Each night: every task has its turn, and what it did is remembered."""

from datetime import datetime, time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from resources.models import NightlyTask
from resources.nightly import is_due
from tests.factories import PARIS

pytestmark = pytest.mark.django_db


def test_a_task_that_fails_does_not_stop_the_next(settings):
    settings.NIGHTLY_TASKS = ["send_verification_requests", "purge_reports"]
    settings.SITE_URL = ""
    said = StringIO()

    with pytest.raises(CommandError, match="send_verification_requests"):
        call_command("run_nightly", stdout=said)

    assert dict(NightlyTask.objects.values_list("name", "succeeded")) == {
        "send_verification_requests": False,
        "purge_reports": True,
    }
    assert "ÉCHEC : send_verification_requests" in said.getvalue()


def test_a_task_done_again_is_remembered_once(settings):
    settings.NIGHTLY_TASKS = ["purge_reports"]

    call_command("run_nightly", stdout=StringIO())
    call_command("run_nightly", stdout=StringIO())

    assert NightlyTask.objects.count() == 1


def test_a_task_nobody_knows_is_refused():
    with pytest.raises(CommandError, match="Tâche inconnue : rm"):
        call_command("run_nightly", "rm")


@pytest.mark.parametrize(
    ("at", "last", "due"),
    [
        ("2026-11-24T03:09", "2026-11-23T03:10", False),
        ("2026-11-24T03:10", "2026-11-23T03:10", True),
        ("2026-11-24T03:11", "2026-11-24T03:10", False),
        ("2026-11-24T14:00", "2026-11-23T03:10", True),
        ("2026-11-24T14:00", None, False),
        ("2026-11-24T03:30", None, True),
        ("2026-10-25T03:10", "2026-10-24T03:10", True),
    ],
    ids=["before", "its hour", "done", "slept through it", "just installed", "first night", "clocks change"],
)
def test_a_night_is_done_once_however_late(at, last, due):
    at, last = (moment and datetime.fromisoformat(moment).replace(tzinfo=PARIS) for moment in (at, last))

    assert is_due(at=at, night_at=time(3, 10), last=last) is due
