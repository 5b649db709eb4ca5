"""Whether the directory can serve, and what somebody should look at before it cannot. Nothing about readers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from resources.hours import school_holidays_known_until
from resources.models import NightlyTask
from resources.search.overview import overview

BACKUP = "backup"
# A night and a morning.
LATE = timedelta(hours=30)
HOLIDAYS_AHEAD = timedelta(days=180)
# Past a third, readers see more « à confirmer » than not.
MOST_TO_CONFIRM = 1 / 3


class State(StrEnum):
    OK = "ok"
    WATCH = "watch"
    FAILED = "failed"


@dataclass(frozen=True)
class Check:
    name: str
    state: State
    says: str


def checks(*, at: datetime) -> list[Check]:
    """Database and migrations decide whether pages can be served; the others ask for somebody's attention."""
    database = _database()
    if database.state is State.FAILED:
        return [database]
    migrations = _migrations()
    if migrations.state is State.FAILED:
        return [database, migrations]
    return [database, migrations, _nightly(at), _backup(at), _freshness(at.date()), _holidays(at.date())]


def is_ready(found: list[Check]) -> bool:
    return all(check.state is not State.FAILED for check in found)


def _database() -> Check:
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Check("database", State.FAILED, type(error).__name__)
    return Check("database", State.OK, "answers")


def _migrations() -> Check:
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if waiting:
        return Check("migrations", State.FAILED, f"{waiting} to apply: run migrate")
    return Check("migrations", State.OK, "applied")


def _nightly(at: datetime) -> Check:
    known = {task.name: task for task in NightlyTask.objects.all()}
    failed = [name for name in settings.NIGHTLY_TASKS if name not in known or not known[name].succeeded]
    late = [name for name in settings.NIGHTLY_TASKS if name not in failed and known[name].finished_at < at - LATE]
    if failed or late:
        says = [f"{words}: {', '.join(names)}" for words, names in (("not done", failed), ("late", late)) if names]
        return Check("nightly", State.WATCH, "; ".join(says))
    return Check("nightly", State.OK, "done")


def _backup(at: datetime) -> Check:
    """Made by a command of its own, wherever that runs: the database remembers it."""
    last = NightlyTask.objects.filter(name=BACKUP).first()
    if last is None or last.finished_at is None:
        return Check("backup", State.WATCH, "none is known")
    if not last.succeeded:
        return Check("backup", State.WATCH, f"failed on {last.finished_at:%Y-%m-%d}")
    if last.finished_at < at - LATE:
        return Check("backup", State.WATCH, f"late: the last was on {last.finished_at:%Y-%m-%d}")
    return Check("backup", State.OK, "done")


def _freshness(today: date) -> Check:
    counts = overview(today=today)
    says = f"{counts.to_confirm} of {counts.services} entries to confirm"
    if counts.services and counts.to_confirm > counts.services * MOST_TO_CONFIRM:
        return Check("freshness", State.WATCH, says)
    return Check("freshness", State.OK, says)


def _holidays(today: date) -> Check:
    until = school_holidays_known_until(settings.SCHOOL_HOLIDAY_ZONE)
    if until < today + HOLIDAYS_AHEAD:
        return Check("school_holidays", State.WATCH, f"known until {until}: upgrade vacances-scolaires-france")
    return Check("school_holidays", State.OK, f"known until {until}")
