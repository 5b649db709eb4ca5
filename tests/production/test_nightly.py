"""Each night: every task has its turn, and what it did is remembered."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from resources.models import NightlyTask

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
