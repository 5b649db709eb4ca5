"""What a timetable answers: a state, for how long, on which day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    OPEN = "open"
    BY_APPOINTMENT = "by_appointment"
    CLOSED = "closed"
    UNKNOWN = "unknown"


RECEIVING = (State.OPEN, State.BY_APPOINTMENT)
# The best answer of several ways in. Unknown beats closed: unknown is never closed.
PREFERENCE = (State.OPEN, State.BY_APPOINTMENT, State.UNKNOWN, State.CLOSED)


@dataclass(frozen=True)
class Interval:
    """A stretch of one state, in local time, with the comment it begins with; `end` is None when it never changes."""

    start: datetime
    end: datetime | None
    state: State
    comment: str = ""


@dataclass(frozen=True)
class Status:
    """The state at an instant, until when, and the next moment it receives."""

    state: State
    until: datetime | None = None
    comment: str = ""
    next_opening: Interval | None = None


@dataclass(frozen=True)
class Day:
    """One day of a week table: its stretches other than closed; `closed_reason` when an override closes it."""

    date: date
    slots: tuple[Interval, ...]
    closed_reason: str = ""
