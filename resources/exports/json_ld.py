"""An entry in the words of schema.org, for the page that shows it: what the page says, and nothing else."""

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from resources import hours
from resources.enums import LINK_KINDS, Channel, ContactKind, OnHoliday, Recurrence, Tristate
from resources.models import Location
from resources.search.entries import Entry, WayIn

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Times = list[dict[str, Any]]
# What a way in from afar is answered by.
NUMBERS = {Channel.PHONE: ContactKind.PHONE, Channel.SMS: ContactKind.SMS}
DATES_AHEAD, MOST_DATES = timedelta(days=28), 8
LAST_MINUTE = time(23, 59)
# A script that is data must not end the script, whatever it says.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def linked_data(entry: Entry, *, areas: list[str], site: str) -> str:
    """The content of a script of type application/ld+json."""
    return json.dumps(service(entry, areas=areas, site=site), ensure_ascii=False, separators=(",", ":")).translate(
        ESCAPES
    )


def service(entry: Entry, *, areas: list[str], site: str) -> dict[str, Any]:
    one = entry.service
    answered = _answered(entry)
    return {"@context": "https://schema.org"} | _known(
        {
            "@type": "Service",
            "@id": f"{site}{one.get_absolute_url()}",
            "name": one.said("name") or one.name,
            "description": one.said("summary") or one.summary,
            "provider": _known(
                {"@type": "Organization", "name": one.organization.name, "url": one.organization.website}
            ),
            "areaServed": areas,
            "isAccessibleForFree": {Tristate.YES: True, Tristate.NO: False}.get(Tristate(one.free_of_charge)),
            "availableChannel": [*_places(entry), *_lines(entry, answered)],
            # Of what is neither a place nor a number: a chat, a video call.
            "hoursAvailable": answered.get(None, []),
        }
    )


def _answered(entry: Entry) -> dict[UUID | None, Times]:
    """When each number is answered, by its key; under None, when the rest of what is remote is."""
    found: dict[UUID | None, Times] = {}
    for way in entry.ways:
        if way.location is None:
            kind = NUMBERS.get(Channel(way.row.channel))
            numbers = [one.pk for one in way.contacts or entry.contacts if one.kind == kind]
            for key in numbers or [None]:
                found[key] = [*found.get(key, []), *_told_hours(entry, way)]
    return found


def _told_hours(entry: Entry, way: WayIn) -> Times:
    """A doubtful hour is not repeated where no doubt can be told."""
    return [] if entry.doubtful_hours or entry.suspended else opening_hours(way.timetable, way.at)


def _places(entry: Entry) -> Iterator[dict[str, Any]]:
    for way in entry.ways:
        if way.location:
            yield _channel(serviceLocation=_place(way.location, way, _told_hours(entry, way)))


def _place(place: Location, way: WayIn, times: list[dict[str, Any]]) -> dict[str, Any]:
    """A secret place has its hours and its numbers, and nothing that leads there."""
    where: dict[str, Any] = {}
    if not place.confidential:
        where = {
            "name": place.name,
            "address": _address(place),
            "geo": {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
            if place.latitude is not None
            else None,
        }
    number = next((one.value for one in way.contacts if one.kind == ContactKind.PHONE), None)
    return _known({"@type": "Place", **where, "telephone": number, "openingHoursSpecification": times})


def _address(place: Location) -> dict[str, Any] | None:
    if place.commune is None:
        return None
    return _known(
        {
            "@type": "PostalAddress",
            "streetAddress": place.street,
            "postalCode": place.postal_code,
            "addressLocality": place.commune.name,
            "addressCountry": "FR",
        }
    )


def _lines(entry: Entry, answered: dict[UUID | None, Times]) -> Iterator[dict[str, Any]]:
    for one in entry.own_contacts:
        point = {"@type": "ContactPoint", "telephone": one.value, "name": one.label}
        if one.kind == ContactKind.PHONE:
            yield _channel(servicePhone=_known(point | {"hoursAvailable": answered.get(one.pk, [])}))
        elif one.kind == ContactKind.SMS:
            yield _channel(serviceSmsNumber=_known(point | {"hoursAvailable": answered.get(one.pk, [])}))
        elif one.kind in LINK_KINDS:
            yield _channel(serviceUrl=one.value)


def opening_hours(timetable: hours.Timetable, at: datetime) -> list[dict[str, Any]]:
    """Days of the week when every rule is held every week; else the dates to come. Closures to come in both cases.

    Of public holidays it is only said that nothing is held, when nothing is: unknown is not told.
    """
    if not timetable.known:
        return []
    if not all(_every_week(rule) for rule in timetable.rules):
        until = at + DATES_AHEAD
        coming = (one for one in hours.next_openings(timetable, at) if one.start < until)
        return [_dated(one) for one in islice(coming, MOST_DATES)]
    today = at.date()
    closed = [one for one in timetable.overrides if one.closes and one.start is None and one.last >= today]
    off = all(rule.on_public_holidays == OnHoliday.NOT_HELD for rule in timetable.rules)
    holidays = [_times(dayOfWeek=["PublicHolidays"], opens=time(), closes=time())] if off else []
    return [_weekly(rule) for rule in timetable.rules] + holidays + [_closed(one) for one in closed[:MOST_DATES]]


def _every_week(rule: hours.Rule) -> bool:
    return rule.recurrence == Recurrence.WEEKLY and rule.in_school_holidays == OnHoliday.HELD


def _weekly(rule: hours.Rule) -> dict[str, Any]:
    return _times(
        dayOfWeek=[DAYS[day] for day in sorted(rule.weekdays)],
        opens=rule.start or time(),
        closes=rule.end or LAST_MINUTE if rule.start else LAST_MINUTE,
        validFrom=rule.valid_from,
        validThrough=rule.valid_to,
    )


def _dated(one: hours.Interval) -> dict[str, Any]:
    day = one.start.date()
    closes = one.end.time() if one.end else LAST_MINUTE
    return _times(opens=one.start.time(), closes=closes, validFrom=day, validThrough=day)


def _closed(one: hours.Override) -> dict[str, Any]:
    """Closed is said by hours of no length."""
    return _times(opens=time(), closes=time(), validFrom=one.first, validThrough=one.last)


def _times(**values: Any) -> dict[str, Any]:
    written = {
        name: f"{value:%H:%M}" if isinstance(value, time) else value if isinstance(value, list) else str(value)
        for name, value in values.items()
        if value is not None
    }
    return {"@type": "OpeningHoursSpecification", **written}


def _channel(**values: Any) -> dict[str, Any]:
    return {"@type": "ServiceChannel", **values}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
