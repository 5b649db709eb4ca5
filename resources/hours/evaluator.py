"""The evaluator, asked in its words and read back in ours."""

from functools import lru_cache

from opening_hours import OpeningHours
from opening_hours import State as OsmState

from resources.hours.states import State
from resources.hours.timetable import Calendar
from resources.hours.words import APPOINTMENT, REASON_FOLLOWS


@lru_cache(maxsize=50_000)
def parsed(text: str, calendar: Calendar) -> OpeningHours:
    # Without a country, "PH off" is silently ignored.
    return OpeningHours(text, timezone=calendar.timezone, country=calendar.country)


def state_of(osm_state: OsmState, comment: str) -> State:
    if osm_state == OsmState.OPEN:
        return State.BY_APPOINTMENT if comment.startswith(APPOINTMENT) else State.OPEN
    return State.UNKNOWN if osm_state == OsmState.UNKNOWN else State.CLOSED


def reason_of(state: State, comment: str) -> str:
    if state is State.BY_APPOINTMENT:
        return comment.removeprefix(APPOINTMENT).removeprefix(REASON_FOLLOWS)
    return comment
