"""Public and school holidays over some years, and until when a published calendar tells them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import State as OsmState
from vacances_scolaires_france import SchoolHolidayDates

from resources.hours.dates import A_DAY, each_day
from resources.hours.evaluator import parsed
from resources.hours.timetable import Calendar


@dataclass(frozen=True)
class Span:
    """The days over which holidays are looked up."""

    calendar: Calendar
    first: date
    last: date

    def days(self, first: date, last: date) -> Iterator[date]:
        """Those of the span from one day to another."""
        return each_day(max(self.first, first), min(self.last, last))

    @property
    def public_holidays(self) -> frozenset[date]:
        return _public_holidays(self.calendar, self.first, self.last)

    @property
    def school_holidays(self) -> frozenset[date]:
        return _school_days(self.calendar, self.first, self.last)[0]

    @property
    def unpublished(self) -> frozenset[date]:
        known_until = _school_days(self.calendar, self.first, self.last)[1]
        return frozenset(self.days(known_until + A_DAY, self.last))


@lru_cache(maxsize=64)
def _public_holidays(calendar: Calendar, first: date, last: date) -> frozenset[date]:
    """Asked of the evaluator itself, so that both ways of writing a rule agree."""
    begin = datetime.combine(first, time(), calendar.timezone)
    end = datetime.combine(last + timedelta(days=1), time(), calendar.timezone)
    stretches = parsed("PH 00:00-24:00", calendar).intervals(begin, end)
    return frozenset(
        day
        for start, stop, state, _ in stretches
        if state == OsmState.OPEN
        for day in each_day(start.date(), (stop - timedelta(seconds=1)).date())
    )


@lru_cache(maxsize=64)
def _school_days(calendar: Calendar, first: date, last: date) -> tuple[frozenset[date], date]:
    """Days of school holidays, and the last day the published calendar tells about."""
    published = SchoolHolidayDates()
    days: set[date] = set()
    known_until = first - timedelta(days=1)
    for year in range(first.year, min(last.year, published.max_year) + 1):
        of_year = published.holidays_for_year_and_zone(year, calendar.school_zone)
        days |= {day for day in of_year if first <= day <= last}
        # The last published year ends with its summer: nothing is known of the autumn after it.
        known_until = max(of_year) if year == published.max_year else date(year, 12, 31)
    return frozenset(days), min(known_until, last)


def school_holidays_known_until(zone: str) -> date:
    """The last day the published calendar of school holidays tells about."""
    published = SchoolHolidayDates()
    last: date = max(published.holidays_for_year_and_zone(published.max_year, zone))
    return last
