"""What is done each night: one task after the other, each remembered, none stopped by the failure of another."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from resources.models import NightlyTask

LONGEST_SAID = 4_000
# A directory just installed waits for its night; one that slept through it does not.
FIRST_NIGHT = timedelta(hours=1)


@dataclass(frozen=True)
class Done:
    task: str
    succeeded: bool
    said: str


def is_due(*, at: datetime, night_at: time, last: datetime | None) -> bool:
    """Whether the night that came last is still to be done. `at` is local; `last` is when tasks began the last time."""
    night = at.replace(hour=night_at.hour, minute=night_at.minute, second=0, microsecond=0)
    if night > at:
        night -= timedelta(days=1)
    return at - night < FIRST_NIGHT if last is None else last < night


def run_tasks(tasks: Iterable[str], *, run: Callable[[str], str], now: Callable[[], datetime]) -> list[Done]:
    """Each task through `run` (name → what it said; raises when it fails)."""
    return [_run_one(task, run, now) for task in tasks]


def remember(task: str, *, started_at: datetime, finished_at: datetime, succeeded: bool, said: str) -> None:
    """For what runs by its own command, and is watched with the tasks of the night."""
    told = {"started_at": started_at, "finished_at": finished_at, "succeeded": succeeded, "said": said[:LONGEST_SAID]}
    NightlyTask.objects.update_or_create(name=task, defaults=told)


def _run_one(task: str, run: Callable[[str], str], now: Callable[[], datetime]) -> Done:
    row, _ = NightlyTask.objects.update_or_create(
        name=task, defaults={"started_at": now(), "finished_at": None, "succeeded": False, "said": ""}
    )
    try:
        done = Done(task, True, run(task))
    # Whatever happens to one, the others have their turn.
    except Exception as error:
        done = Done(task, False, f"{type(error).__name__} : {error}")
    row.finished_at, row.succeeded, row.said = now(), done.succeeded, done.said[:LONGEST_SAID]
    row.save()
    return done
