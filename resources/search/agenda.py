"""The permanences and receptions of a week, day by day. Asks the evaluator, like every badge."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from resources import hours
from resources.enums import REMOTE_KINDS
from resources.models import Commune, Service
from resources.search.entries import Entry, WayIn, load_entries
from resources.search.ranking import around, everywhere

# The nearest so many services: an agenda is read on one page.
MOST = 200
# Farther, nobody plans anything, and the first and the last week of all have no neighbour.
FARTHEST = timedelta(weeks=10 * 52)


@dataclass(frozen=True)
class Session:
    """One moment somebody receives somewhere. `start` and `end` are local."""

    start: datetime
    end: datetime | None
    state: hours.State
    entry: Entry
    way: WayIn

    @property
    def slot(self) -> hours.Interval:
        return hours.Interval(self.start, self.end, self.state)


@dataclass(frozen=True)
class Agenda:
    """A week: its days in order with their sessions, and who receives at hours nobody told yet."""

    monday: date
    today: date
    days: list[tuple[date, list[Session]]]
    hours_unknown: list[Entry]

    @property
    def coming_days(self) -> list[tuple[date, list[Session]]]:
        """Days with sessions from today on; the whole of a week that is over."""
        over = self.today > self.days[-1][0]
        return [(day, sessions) for day, sessions in self.days if sessions and (over or day >= self.today)]

    @property
    def past_days(self) -> list[tuple[date, list[Session]]]:
        """Days with sessions that are over, of the week we are in."""
        over = self.today > self.days[-1][0]
        return [(day, sessions) for day, sessions in self.days if sessions and not over and day < self.today]

    @property
    def empty(self) -> bool:
        return not any(sessions for _, sessions in self.days)


def agenda(
    services: QuerySet[Service], *, commune: Commune | None, radius_km: float, monday: date, at: datetime
) -> Agenda:
    """Who receives on site during a week, in or near a commune when one is given."""
    on_site = places(services, commune=commune, radius_km=radius_km, at=at)
    sessions = sorted(
        (session for entry, way in on_site for session in sessions_of(entry, way, monday)),
        key=lambda session: (session.start, session.way.distance or 0.0, session.entry.service.name),
    )
    days = [monday + timedelta(days=offset) for offset in range(7)]
    unknown = dict.fromkeys(entry.service.pk for entry, way in on_site if not way.timetable.known)
    entries = {entry.service.pk: entry for entry, _ in on_site}
    return Agenda(
        monday=monday,
        today=at.date(),
        days=[(day, [session for session in sessions if session.start.date() == day]) for day in days],
        hours_unknown=[entries[pk] for pk in unknown],
    )


def places(
    services: QuerySet[Service], *, commune: Commune | None, radius_km: float, at: datetime
) -> list[tuple[Entry, WayIn]]:
    """Every way in on site, within the radius of the commune when there is one."""
    received = services.exclude(kind__in=REMOTE_KINDS)
    today = at.date()
    ranking = around(received, commune, radius_km, today=today) if commune else everywhere(received, today=today)
    entries = load_entries([pk for pk, _ in ranking.page(1, MOST).rows], at=at, commune=commune)
    return [
        (entry, way)
        for entry in entries
        for way in entry.ways
        if not way.remote and (commune is None or (way.distance is not None and way.distance <= radius_km))
    ]


def sessions_of(entry: Entry, way: WayIn, monday: date) -> list[Session]:
    """The moments of a week a place receives. One open day and night is no permanence: it is left out."""
    if not way.timetable.known or way.always:
        return []
    return [
        Session(slot.start, slot.end, slot.state, entry, way)
        for day in hours.week(way.timetable, monday)
        for slot in day.slots
        if slot.state in hours.RECEIVING
    ]


def this_monday(today: date) -> date:
    return today - timedelta(days=today.weekday())


def week_asked(monday: date | None, today: date) -> date:
    """The Monday asked for; that of this week when none is, or one too far away."""
    current = this_monday(today)
    return monday if monday and abs(monday - current) <= FARTHEST else current


def week_code(monday: date) -> str:
    """2026-W48."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02d}"
