"""The state at an instant, and the next moments it receives."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from resources.hours.states import PREFERENCE, RECEIVING, Interval, State, Status
from resources.hours.stretches import intervals
from resources.hours.timetable import Timetable

# How far ahead a change of state or an opening is looked for.
HORIZON = timedelta(days=400)


def status(timetable: Timetable, at: datetime) -> Status:
    """State of a timetable at an aware instant."""
    horizon = at + HORIZON
    # Not the engine's `next_change`: when nothing ever changes it looks on to the year 9999.
    stretches = intervals(timetable, at, horizon)
    now = next(stretches)
    until = now.end if now.end and now.end < horizon else None
    receives = now.state in RECEIVING
    upcoming = None if receives else next((one for one in stretches if one.state in RECEIVING), None)
    return Status(now.state, until, now.comment, upcoming)


def best(statuses: Iterable[Status]) -> Status:
    """What a service with several ways in answers; the soonest opening among equals."""
    never = datetime.max.replace(tzinfo=ZoneInfo("UTC"))
    return min(
        statuses,
        key=lambda one: (
            PREFERENCE.index(one.state),
            one.next_opening.start if one.next_opening else never,
        ),
        default=Status(State.UNKNOWN),
    )


def next_openings(timetable: Timetable, at: datetime) -> Iterator[Interval]:
    """Moments it receives that begin after `at`, soonest first, within the horizon."""
    # The first stretch is the one `at` is in.
    for interval in islice(intervals(timetable, at, at + HORIZON), 1, None):
        if interval.state in RECEIVING:
            yield interval
