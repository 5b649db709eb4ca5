"""How a timetable reads, told to the agent who types it. Pure: the instant is a parameter."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, islice

from resources import hours
from resources.enums import ExceptionState
from resources.wording import NBSP, day_name, interval, opening, rule_sentence, slot

DATES_SHOWN = 5
AHEAD = timedelta(days=400)
STATES = {ExceptionState.CLOSED: "Fermé", ExceptionState.OPEN: "Ouvert", ExceptionState.APPOINTMENT: "Sur rendez-vous"}


@dataclass(frozen=True)
class Reading:
    """The state now, the rules, the exceptions still to come, the next dates, and the OSM expression."""

    state: str
    sentences: tuple[str, ...]
    exceptions: tuple[str, ...]
    dates: tuple[str, ...]
    expression: str


def read(timetable: hours.Timetable, at: datetime, *, remote: bool = False) -> Reading:
    """What the entry will say at this aware instant; `remote`: a line answers, it is not open."""
    return Reading(
        state=opening(hours.status(timetable, at), at, remote=remote),
        sentences=tuple(rule_sentence(rule) for rule in timetable.rules),
        # A closure of the place may also be written on the way in.
        exceptions=tuple(dict.fromkeys(override_sentence(one) for one in timetable.overrides if one.last >= at.date())),
        dates=tuple(islice(next_dates(timetable, at), DATES_SHOWN)),
        expression=hours.expression(timetable, at.year) if timetable.known else "",
    )


def next_dates(timetable: hours.Timetable, at: datetime):
    """Days it receives, or may receive, each with its hours: "mardi 8 décembre : 9 h–12 h, sur rendez-vous"."""
    stretches = (stretch for stretch in coming(timetable, at) if stretch.start > at)
    for day, slots in groupby(stretches, key=lambda stretch: stretch.start.date()):
        yield f"{day_name(day, year=day.year != at.year)}{NBSP}: {', puis '.join(map(interval, slots))}"


def coming(timetable: hours.Timetable, at: datetime):
    """Stretches other than closed, for more than a year. What is doubtful is kept, and told so."""
    # Without rules, everything between two exceptions is doubtful: only openings are news.
    told = set(hours.State) - {hours.State.CLOSED} if timetable.known else {*hours.RECEIVING}
    return (stretch for stretch in hours.intervals(timetable, at, at + AHEAD) if stretch.state in told)


def override_sentence(override: hours.Override) -> str:
    """Fermé du jeudi 24 décembre 2026 au samedi 26 décembre 2026, 9 h–12 h (congés)."""
    times = f", {slot(override.start, override.end)}" if override.start else ""
    reason = f" ({override.reason})" if override.reason else ""
    return f"{STATES[ExceptionState(override.state)]} {days_phrase(override.first, override.last)}{times}{reason}"


def days_phrase(first: date, last: date) -> str:
    """le jeudi 24 décembre 2026; du jeudi 24 décembre au samedi 26 décembre 2026."""
    if first == last:
        return f"le {day_name(first, year=True)}"
    return f"du {day_name(first, year=first.year != last.year)} au {day_name(last, year=True)}"
