"""What holidays take from a rule, and the days when nobody knows whether they do."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from resources.enums import OnHoliday
from resources.hours.dates import NO_DAY
from resources.hours.holidays import Span
from resources.hours.timetable import Rule
from resources.hours.words import date_list


def off_on(rule: Rule) -> tuple[bool, bool]:
    return rule.on_public_holidays == OnHoliday.NOT_HELD, rule.in_school_holidays == OnHoliday.NOT_HELD


def off_for_all(rules: Sequence[Rule]) -> tuple[bool, bool]:
    """What suspends the whole timetable."""
    public, school = zip(*map(off_on, rules), strict=True) if rules else ((False,), (False,))
    return all(public), all(school)


def suspending(off: tuple[bool, bool], span: Span) -> list[str]:
    public, school = off
    clauses = ['; PH off "jour férié"'] if public else []
    if school:
        clauses.append(f'; {date_list(span.school_holidays)} off "vacances scolaires"')
    return clauses


def suspended(rule: Rule, span: Span) -> frozenset[date]:
    """Days it is known not to be held."""
    return _apart(rule.on_public_holidays, rule.in_school_holidays, span)[0]


def doubtful(rule: Rule, span: Span) -> frozenset[date]:
    """Days when nobody said whether it is held, or no calendar tells yet."""
    return _apart(rule.on_public_holidays, rule.in_school_holidays, span)[1]


@lru_cache(maxsize=256)
def _apart(public: str, school: str, span: Span) -> tuple[frozenset[date], frozenset[date]]:
    """Days on which a rule is not held, and days of doubt, given what is said of holidays."""
    days = {OnHoliday.NOT_HELD: NO_DAY, OnHoliday.UNKNOWN: NO_DAY, OnHoliday.HELD: NO_DAY}
    days[OnHoliday(public)] |= span.public_holidays
    days[OnHoliday(school)] |= span.school_holidays
    if school != OnHoliday.HELD:
        days[OnHoliday.UNKNOWN] |= span.unpublished
    off = days[OnHoliday.NOT_HELD]
    return off, days[OnHoliday.UNKNOWN] - off
