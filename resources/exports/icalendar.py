"""Calendars of the moments somebody receives: neutral titles, the same dates as the page.

A rule becomes an RRULE from which the dates it is not held are excluded; what no RRULE says stands as single
events. Both come from the evaluator's own intervals, so that nothing can differ.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from dateutil.rrule import FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule
from django.urls import reverse
from django.utils.translation import get_language, gettext
from icalendar import Calendar, Event, vDuration, vRecur

from resources import hours
from resources.enums import Recurrence
from resources.languages import FRENCH
from resources.search.entries import Entry, WayIn

WEEKS_AHEAD = 26
# What is going on today may have begun days ago.
LOOK_BACK = timedelta(days=7)
WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)
PRODUCT = "-//{name}//{language}"
# Beyond this share of dates left out, a rule reads worse than its dates.
MOST_EXCLUDED = 0.5


def calendar(ways: Iterable[tuple[Entry, WayIn]], *, name: str, site: str, at: datetime) -> bytes:
    """An RFC 5545 calendar of the next half-year. `site` is our own address, as in "https://annuaire.example"."""
    document = Calendar()
    document.add("prodid", PRODUCT.format(name=name, language=(get_language() or FRENCH).upper()))
    document.add("version", "2.0")
    document.add("x-wr-calname", name)
    document.add("refresh-interval", vDuration(timedelta(hours=12)), parameters={"VALUE": "DURATION"})
    for entry, way in ways:
        if way.timetable.known and not way.always:
            for event in events(entry, way, site=site, at=at):
                document.add_component(event)
    begin = at.date() - timedelta(days=1)
    document.add_missing_timezones(first_date=begin, last_date=begin + timedelta(weeks=WEEKS_AHEAD + 1))
    return bytes(document.to_ical())


def events(entry: Entry, way: WayIn, *, site: str, at: datetime) -> Iterator[Event]:
    """Events whose dates are exactly the moments the evaluator says it receives, from what goes on today."""
    begin = at.astimezone(way.timetable.calendar.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    end = begin + timedelta(weeks=WEEKS_AHEAD)
    # What lasts beyond the calendar is cut to it.
    left = [
        replace(one, end=min(one.end or end, end))
        for one in hours.intervals(way.timetable, begin - LOOK_BACK, end)
        if one.state in hours.RECEIVING and (one.end is None or one.end > begin)
    ]
    for rule in way.timetable.rules:
        series = _series(rule, left)
        if series:
            left = [one for one in left if one not in series.held]
            yield _repeating(series, entry, way, site=site, at=at)
    for one in left:
        yield _event(one, entry, way, site=site, at=at)


@dataclass(frozen=True)
class Series:
    """Moments that one RRULE names, less the dates it names and nothing is held on."""

    recurrence: rrule
    held: list[hours.Interval]
    excluded: list[datetime]


def _series(rule: hours.Rule, intervals: list[hours.Interval]) -> Series | None:
    """The moments of a rule as an RRULE, when one says them well; expanded by an independent library."""
    alike = [one for one in intervals if _is_of(rule, one)]
    if len(alike) < 2 or len({one.state for one in alike}) > 1:
        return None
    zone, by_start = alike[0].start.tzinfo, {one.start: one for one in alike}
    recurrence = _recurrence(rule, alike[0].start.replace(tzinfo=None), alike[-1].start.replace(tzinfo=None))
    named = [start.replace(tzinfo=zone) for start in recurrence]
    held = [by_start[start] for start in named if start in by_start]
    excluded = [start for start in named if start not in by_start]
    if len(held) < 2 or len(excluded) > len(named) * MOST_EXCLUDED:
        return None
    return Series(recurrence, held, excluded)


def _is_of(rule: hours.Rule, one: hours.Interval) -> bool:
    """Odd and even weeks start anew each year, which no RRULE says: they stay single events."""
    repeats = rule.recurrence in (Recurrence.WEEKLY, Recurrence.NTH, Recurrence.EVERY_N)
    same_times = one.end is not None and (one.start.time(), one.end.time()) == (rule.start, rule.end)
    return repeats and same_times and _within_a_day(one) and one.start.weekday() in rule.weekdays


def _within_a_day(one: hours.Interval) -> bool:
    """Slots that touch make one stretch, which may end days later at the same time of the clock."""
    return one.end is not None and one.end.replace(tzinfo=None) - one.start.replace(tzinfo=None) <= timedelta(days=1)


def _recurrence(rule: hours.Rule, first: datetime, last: datetime) -> rrule:
    days = [WEEKDAYS[day] for day in sorted(rule.weekdays)]
    if rule.recurrence == Recurrence.NTH:
        ranked = [day(rank) for rank in sorted(rule.nth) for day in days]
        return rrule(MONTHLY, dtstart=first, until=last, byweekday=ranked)
    interval = rule.interval if rule.recurrence == Recurrence.EVERY_N else 1
    return rrule(WEEKLY, dtstart=first, until=last, byweekday=days, interval=interval, wkst=MO)


def _repeating(series: Series, entry: Entry, way: WayIn, *, site: str, at: datetime) -> Event:
    event = _event(series.held[0], entry, way, site=site, at=at)
    written = str(series.recurrence).splitlines()[1].removeprefix("RRULE:")
    recurrence = vRecur.from_ical(written)
    # An end in a zone is written in UTC.
    recurrence["UNTIL"] = [series.held[-1].start.astimezone(UTC)]
    event.add("rrule", recurrence)
    if series.excluded:
        event.add("exdate", series.excluded)
    return event


def _event(moment: hours.Interval, entry: Entry, way: WayIn, *, site: str, at: datetime) -> Event:
    event = Event()
    service = entry.service
    appointment = f" ({gettext('sur rendez-vous')})" if moment.state is hours.State.BY_APPOINTMENT else ""
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'{way.row.pk}/{moment.start.isoformat()}')}@{urlsplit(site).hostname}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", moment.start)
    event.add("dtend", moment.end)
    event.add("summary", f"{entry.neutral_title}{appointment}")
    place = _place(way)
    if place:
        event.add("location", place)
    event.add("url", f"{site}{reverse('resources:entry', args=[service.public_id])}")
    return event


def _place(way: WayIn) -> str:
    place = way.location
    if place is None or place.confidential:
        return ""
    town = f"{place.postal_code} {place.commune.name if place.commune else ''}".strip()
    return ", ".join(filter(None, (place.name, place.street, town)))
