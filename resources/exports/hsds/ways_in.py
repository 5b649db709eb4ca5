"""Ways in as HSDS service_at_locations, with their place, numbers and schedules.

A secret place is virtual, has neither address nor point, and goes by an identifier of its own: that of its row would
lead to what was copied before it became secret, and would tell which services share it.
"""

from collections.abc import Iterable
from datetime import datetime

from resources.enums import Access, Channel, ContactKind, Fact, HoursSource, Tristate
from resources.exports.hsds.objects import Object, derived, filled
from resources.exports.hsds.schedules import schedules
from resources.exports.published import Published, Way
from resources.models import ContactPoint, Location

ACCESS = {Access.WALK_IN: "Sans rendez-vous.", Access.APPOINTMENT: "Sur rendez-vous."}
PHONE_TYPES = {ContactKind.PHONE: "voice", ContactKind.SMS: "sms"}
COUNTRY = "FR"
ADDRESS_UNKNOWN = "Adresse exacte à confirmer : demandez-la au téléphone."
ADDRESS_SECRET = "L’adresse n’est donnée qu’aux personnes accueillies."
STEP_FREE = {Tristate.YES: "Accès en fauteuil roulant : oui.", Tristate.NO: "Accès en fauteuil roulant : non."}


def basic_way_in(way: Way) -> Object:
    place = location(way)
    return filled(
        id=way.row.pk,
        service_id=way.row.service_id,
        location_id=place["id"],
        description=_description(way),
        location={name: value for name, value in place.items() if not isinstance(value, list)},
    )


def full_way_in(way: Way, entry: Published) -> Object:
    doubtful = entry.freshness.doubts(Fact.HOURS)
    return basic_way_in(way) | filled(
        location=location(way),
        phones=phones(way.contacts),
        schedules=schedules(way.timetable, way.rule_keys, owner=way.row.pk, at=entry.at, doubtful=doubtful),
    )


def location(way: Way) -> Object:
    if way.place is None:
        return filled(
            id=derived("location", way.row.pk),
            location_type="virtual",
            name=way.place_name,
            description=ADDRESS_SECRET if way.secret else "",
        )
    return public_location(way.place)


def public_location(place: Location) -> Object:
    """A place that is not secret."""
    return filled(
        id=place.pk,
        location_type="physical",
        name=place.name,
        description="" if place.street else ADDRESS_UNKNOWN,
        transportation=place.transport,
        latitude=place.latitude,
        longitude=place.longitude,
        addresses=_addresses(place),
        accessibility=_accessibility(place),
    )


def _addresses(place: Location) -> list[Object]:
    """None without a commune. The standard wants every part: the name stands for a street nobody gave."""
    if place.commune is None:
        return []
    address = filled(address_2=place.complement)
    return [
        {
            "id": derived("address", place.pk),
            "address_1": place.street or place.name,
            "city": place.commune.name,
            "state_province": place.commune.departement.name,
            "postal_code": place.postal_code,
            "country": COUNTRY,
            "address_type": "physical",
        }
        | address
    ]


def _accessibility(place: Location) -> list[Object]:
    said = STEP_FREE.get(Tristate(place.step_free))
    return [filled(id=derived("accessibility", place.pk), description=said)] if said else []


def phones(contacts: Iterable[ContactPoint]) -> list[Object]:
    return [
        filled(
            id=one.pk,
            number=one.value,
            type=PHONE_TYPES[ContactKind(one.kind)],
            description=contact_words(one),
            languages=languages(one),
        )
        for one in contacts
        if one.kind in PHONE_TYPES
    ]


def contact_words(contact: ContactPoint) -> str:
    """What is known of a number, in words."""
    said = [
        contact.label,
        {Tristate.YES: "Gratuit", Tristate.NO: "Payant"}.get(Tristate(contact.free)),
        {Tristate.YES: "Paraît sur la facture", Tristate.NO: "Ne paraît pas sur la facture"}.get(
            Tristate(contact.on_bill)
        ),
        "Accessible aux personnes sourdes" if contact.deaf_access == Tristate.YES else "",
        "Anonyme" if contact.anonymous == Tristate.YES else "",
        contact.note.removesuffix("."),
    ]
    return " ".join(f"{part}." for part in said if part)


def languages(contact: ContactPoint) -> list[Object]:
    return [
        filled(id=derived("language", contact.pk, one.pk), name=one.name, code=one.pk)
        for one in contact.languages.all()
    ]


def _description(way: Way) -> str:
    row = way.row
    unknown = "Horaires à confirmer." if row.hours_source == HoursSource.UNKNOWN or not way.timetable.rules else ""
    access = ACCESS.get(Access(row.access), "") if row.channel == Channel.ON_SITE else ""
    return " ".join(filter(None, (f"{row.label}." if row.label else "", row.note, access, unknown)))


def application_process(ways: Iterable[Way]) -> str:
    """How one comes, when all the desks say the same."""
    said = {ACCESS.get(Access(way.row.access), "") for way in ways if way.on_site}
    return said.pop() if len(said) == 1 else ""


def modified(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
