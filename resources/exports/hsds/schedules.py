"""Opening rules as HSDS schedules: the parts of an RRULE. Pure.

The standard knows no holidays and no closures: they are told in words, in `notes`. Its `timezone` is an offset, wrong
half the year in France: times carry the offset of the day they are read, and `notes` names the zone.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from resources import hours, wording
from resources.enums import ExceptionState, OnHoliday, Recurrence, RuleAccess
from resources.exports.hsds.objects import Object, derived, filled

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ODD_WEEKS = ",".join(str(week) for week in range(1, 54, 2))
EVEN_WEEKS = ",".join(str(week) for week in range(2, 53, 2))
ATTENDING = {
    RuleAccess.WALK_IN: "Sans rendez-vous",
    RuleAccess.APPOINTMENT: "Sur rendez-vous",
    RuleAccess.PHONE: "Par téléphone",
}
# A whole day ends a minute early: read as 00:00, it would last no time.
MIDNIGHT, LAST_MINUTE = time(), time(23, 59)


def schedules(
    timetable: hours.Timetable, keys: Iterable[UUID], *, owner: UUID, at: datetime, doubtful: bool = False
) -> list[Object]:
    """Every rule of a way in, then its exceptional openings to come."""
    zone = timetable.calendar.timezone
    local = at.astimezone(zone)
    said = [*_closures(timetable, local.date()), *(["Horaires à confirmer."] if doubtful else [])]
    clock = f"Heures de la montre ({zone.key}), été comme hiver."
    regular = [
        rule_schedule(rule, identifier=derived("schedule", owner, key), local=local, notes=[clock, *said])
        for rule, key in zip(timetable.rules, keys, strict=True)
    ]
    openings = [one for one in timetable.overrides if not one.closes and one.last >= local.date()]
    return regular + [_opening(one, owner=owner, local=local, notes=[clock]) for one in openings]


def rule_schedule(rule: hours.Rule, *, identifier: str, local: datetime, notes: list[str]) -> Object:
    held = _until_told(rule)
    return filled(
        id=identifier,
        **recurrence(rule),
        wkst="MO",
        dtstart=_iso(_first_day(rule)),
        until=_iso(rule.valid_to),
        valid_from=_iso(rule.valid_from),
        valid_to=_iso(rule.valid_to),
        opens_at=_clock(rule.start or MIDNIGHT, local),
        closes_at=_clock(LAST_MINUTE if rule.end is None else rule.end, local),
        attending_type=ATTENDING[RuleAccess(rule.access)],
        description=wording.rule_sentence(rule),
        notes=" ".join([*notes, *held]),
    )


def recurrence(rule: hours.Rule) -> Object:
    """The parts of the RRULE, holidays aside."""
    days = [DAYS[day] for day in sorted(rule.weekdays)]
    if rule.recurrence == Recurrence.NTH:
        ranks = sorted(rule.nth, key=lambda rank: (rank == hours.LAST, rank))
        return {"freq": "MONTHLY", "interval": 1, "byday": ",".join(f"{rank}{day}" for rank in ranks for day in days)}
    weeks = {Recurrence.ODD: ODD_WEEKS, Recurrence.EVEN: EVEN_WEEKS}.get(Recurrence(rule.recurrence), "")
    interval = rule.interval if rule.recurrence == Recurrence.EVERY_N else 1
    return filled(freq="WEEKLY", interval=interval, byday=",".join(days), byweekno=weeks)


def _first_day(rule: hours.Rule) -> date | None:
    """Weeks are counted from the first: what happens every n weeks must say which it is."""
    if rule.recurrence != Recurrence.EVERY_N or rule.anchor is None:
        return rule.valid_from
    begin = max(rule.anchor, rule.valid_from or rule.anchor)
    monday = rule.anchor - timedelta(days=rule.anchor.weekday())
    while True:
        for number in sorted(rule.weekdays):
            if (day := monday + timedelta(days=number)) >= begin:
                return day
        monday += timedelta(weeks=rule.interval)


def _until_told(rule: hours.Rule) -> list[str]:
    """What the rule becomes on holidays, when it is not simply held."""
    words = {OnHoliday.NOT_HELD: "Pas d’accueil {}.", OnHoliday.UNKNOWN: "{} : à confirmer.", OnHoliday.HELD: ""}
    said = [
        words[OnHoliday(rule.on_public_holidays)].format("les jours fériés"),
        words[OnHoliday(rule.in_school_holidays)].format("pendant les vacances scolaires"),
    ]
    return [sentence[0].upper() + sentence[1:] for sentence in said if sentence]


def _closures(timetable: hours.Timetable, today: date) -> list[str]:
    return [f"{wording.override_sentence(one)}." for one in timetable.overrides if one.closes and one.last >= today]


def _opening(one: hours.Override, *, owner: UUID, local: datetime, notes: list[str]) -> Object:
    days = {(one.first + timedelta(days=gap)).weekday() for gap in range(min(7, (one.last - one.first).days + 1))}
    appointment = one.state == ExceptionState.APPOINTMENT
    return filled(
        id=derived("opening", owner, one.first, one.last, one.start, one.end),
        freq="WEEKLY",
        interval=1,
        byday=",".join(DAYS[day] for day in sorted(days)),
        wkst="MO",
        dtstart=_iso(one.first),
        until=_iso(one.last),
        valid_from=_iso(one.first),
        valid_to=_iso(one.last),
        opens_at=_clock(one.start or MIDNIGHT, local),
        closes_at=_clock(one.end or LAST_MINUTE, local),
        attending_type=ATTENDING[RuleAccess.APPOINTMENT if appointment else RuleAccess.WALK_IN],
        description=wording.override_sentence(one),
        notes=" ".join([*notes, "Remplace les horaires habituels de ces jours."]),
    )


def _clock(moment: time, local: datetime) -> str:
    """09:00+01:00."""
    offset = f"{local:%z}"
    return f"{moment:%H:%M}{offset[:3]}:{offset[3:]}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
