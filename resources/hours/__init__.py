"""When a place receives. Pure: frozen rules and overrides → an OpenStreetMap expression → states.

The recurrence engine is `opening-hours-py`; this room only writes expressions and reads its answers.
What the OSM grammar cannot say without a calendar, or at all, is written as dates over a horizon of whole
years: every-n-weeks, school holidays, days of doubt.

What an expression means, and what `tests/hours/oracle.py` holds it to:

- A slot belongs, whole, to the day it begins: a night goes on into a day it would not begin on.
- Where slots overlap: open, then by appointment, then unknown, then closed.
- An opening replaces all that begins on its days, and adds to an earlier opening of exactly these days.
- A closure of days closes from midnight to midnight, and all that would have begun on these days.
- A closure of hours closes these hours. A later override wins.
- The hour that comes twice in October counts the second time: during the first, the state of 1:59 lasts.
"""

from resources.hours.clauses import expression
from resources.hours.dates import END_OF_TIME
from resources.hours.holidays import school_holidays_known_until
from resources.hours.openings import HORIZON, best, next_openings, status
from resources.hours.states import PREFERENCE, RECEIVING, Day, Interval, State, Status
from resources.hours.stretches import intervals
from resources.hours.timetable import EVERY_DAY, LAST, UNKNOWN_TIMETABLE, Calendar, Override, Rule, Timetable
from resources.hours.week_table import week
from resources.hours.words import APPOINTMENT, OSM_DAYS, OSM_MONTHS

__all__ = [
    "APPOINTMENT",
    "END_OF_TIME",
    "EVERY_DAY",
    "HORIZON",
    "LAST",
    "OSM_DAYS",
    "OSM_MONTHS",
    "PREFERENCE",
    "RECEIVING",
    "UNKNOWN_TIMETABLE",
    "Calendar",
    "Day",
    "Interval",
    "Override",
    "Rule",
    "State",
    "Status",
    "Timetable",
    "best",
    "expression",
    "intervals",
    "next_openings",
    "school_holidays_known_until",
    "status",
    "week",
]
