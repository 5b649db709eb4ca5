"""What who keeps the servers is told: alive, able to serve, to be looked at."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from resources.models import NightlyTask


@pytest.fixture
def nights(settings, db):
    settings.NIGHTLY_TASKS = ["purge_reports", "clearsessions"]
    at = timezone.now()
    for name in settings.NIGHTLY_TASKS:
        NightlyTask.objects.create(name=name, started_at=at, finished_at=at, succeeded=True)


def told(client):
    response = client.get("/healthz/ready")
    return response.status_code, {name: check["state"] for name, check in response.json()["checks"].items()}


def test_all_is_well(client, nights):
    status, states = told(client)

    assert status == 200
    assert (states["database"], states["migrations"], states["nightly"]) == ("ok", "ok", "ok")


@pytest.mark.parametrize("change", [{"succeeded": False}, {"finished_at": None, "succeeded": False}], ids=str)
def test_a_task_not_done_is_told_and_pages_are_still_served(client, nights, change):
    NightlyTask.objects.filter(name="clearsessions").update(**change)

    assert told(client) == (200, told(client)[1] | {"nightly": "watch"})


def test_a_task_that_is_late_is_told(client, nights):
    long_ago = timezone.now() - timedelta(days=2)
    NightlyTask.objects.update(started_at=long_ago, finished_at=long_ago)

    assert told(client)[1]["nightly"] == "watch"


def test_without_a_database_nothing_can_be_served(client, db, monkeypatch):
    def refuse(connection):
        raise OperationalError

    with monkeypatch.context() as meanwhile:
        # On the class: set on one connection, it would stay there after the test.
        meanwhile.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)
        answered = told(client)

    assert answered == (503, {"database": "failed"})


def test_a_migration_that_waits_stops_serving(client, db, monkeypatch):
    monkeypatch.setattr("resources.health.MigrationExecutor.migration_plan", lambda *args: ["one"])

    status, states = told(client)

    assert (status, states["migrations"]) == (503, "failed")


@pytest.mark.parametrize(
    ("hours", "succeeded", "state"),
    [(1, True, "ok"), (29, True, "ok"), (31, True, "watch"), (1, False, "watch")],
    ids=["done", "a night ago", "late", "failed"],
)
def test_the_last_backup_is_watched(client, nights, hours, succeeded, state):
    ended = timezone.now() - timedelta(hours=hours)
    NightlyTask.objects.create(name="backup", started_at=ended, finished_at=ended, succeeded=succeeded)

    assert told(client)[1]["backup"] == state


def test_a_directory_never_backed_up_is_told(client, nights):
    assert told(client) == (200, told(client)[1] | {"backup": "watch"})
