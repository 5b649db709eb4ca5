"""What an entry says to the public, as its structure reads it again. Nothing of a secret place is in it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from resources.enums import Correction, Fact
from resources.models import ContactPoint, Service
from resources.search.entries import Entry, WayIn, load_entries
from resources.wording import UNKNOWN_HOURS

SECRET = "Adresse gardée secrète"
NO_NUMBER = "Aucun numéro"


@dataclass(frozen=True)
class Door:
    """A way in: where it is, when it is open, and the exceptional days to come."""

    title: str
    address: tuple[str, ...]
    hours: tuple[str, ...]
    exceptions: tuple[str, ...]

    @property
    def hours_said(self) -> tuple[str, ...]:
        return self.hours or (UNKNOWN_HOURS,)


@dataclass(frozen=True)
class Sheet:
    service: Service
    phones: tuple[str, ...]
    doors: tuple[Door, ...]
    secret: bool

    @property
    def title(self) -> str:
        """Words that may stay in a mailbox or in a browser's history."""
        return self.service.neutral_title or self.service.public_id

    @property
    def has_place(self) -> bool:
        return any(door.address for door in self.doors)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts it states, hence those one can confirm."""
        said = {
            Fact.EXISTENCE: True,
            Fact.PHONE: bool(self.phones),
            Fact.HOURS: any(door.hours for door in self.doors),
            Fact.PLACE: self.has_place,
        }
        return tuple(fact for fact, is_said in said.items() if is_said)

    @property
    def fingerprint(self) -> str:
        """Changes when what is said changes. Exceptional days come and go by themselves: they are left out."""
        doors = [(door.title, door.address, door.hours) for door in self.doors]
        said = repr((self.service.name, self.service.summary, self.phones, doors))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def says(self, correction: Correction) -> str:
        """What it says of what is to be corrected."""
        match correction:
            case Correction.PHONE:
                return ", ".join(self.phones) or NO_NUMBER
            case Correction.HOURS:
                return "\n".join(f"{door.title} : {' ; '.join(door.hours_said)}" for door in self.doors)
            case Correction.PLACE:
                return "\n".join(", ".join((door.title, *door.address)) for door in self.doors if door.address)
            case Correction.SUMMARY:
                return self.service.summary
            case Correction.GONE:
                return "La fiche est publiée."
            case Correction.NOTE:
                return ""


def sheets_of(services: Iterable[UUID], *, at: datetime) -> list[Sheet]:
    return [sheet_of(entry) for entry in load_entries(list(services), at=at)]


def sheet_of(entry: Entry) -> Sheet:
    return Sheet(
        service=entry.service,
        phones=tuple(map(_phone, entry.phones)),
        doors=tuple(map(_door, entry.ways)),
        secret=any(way.location and way.location.confidential for way in entry.ways),
    )


def _phone(contact: ContactPoint) -> str:
    return f"{contact.value} ({contact.label})" if contact.label else contact.value


def _door(way: WayIn) -> Door:
    place = way.location
    shown = place if place and not place.confidential else None
    name = shown.name if shown else SECRET if place else way.row.get_channel_display().capitalize()
    return Door(
        title=f"{name} – {way.row.label}" if way.row.label else name,
        address=_address(shown) if shown else (),
        hours=tuple(way.sentences),
        exceptions=tuple(way.coming_exceptions),
    )


def _address(place) -> tuple[str, ...]:
    town = " ".join(filter(None, [place.postal_code, place.commune.name if place.commune else ""]))
    return tuple(filter(None, [place.street, place.complement, town])) or ("adresse à confirmer",)
