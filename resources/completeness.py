"""What an entry does not say yet, in French for the staff. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

from resources.enums import Tristate

# Under this, out of 100, an entry is among those to complete.
ENOUGH = 80


@dataclass(frozen=True)
class Told:
    """What an entry says, as far as it is asked here. A secret place is not asked where it is."""

    summary: str = ""
    what_happens: str = ""
    eligibility: str = ""
    free_of_charge: str = Tristate.UNKNOWN
    complaint_required: str = Tristate.UNKNOWN
    needs: bool = False
    audiences: bool = False
    phone: bool = False
    organization_phone: bool = False
    ways_in: bool = False
    on_site: bool = False
    address: bool = False
    transport: bool = False
    step_free: bool = False
    hours: bool = False
    access: bool = False


def _known(value: str) -> bool:
    return value != Tristate.UNKNOWN


# What is missing → whether the entry says it. Where one goes is asked only of those who receive somewhere.
EVERYWHERE: tuple[tuple[str, Callable[[Told], bool]], ...] = (
    ("un numéro à appeler", lambda one: one.phone or one.organization_phone),
    ("par où l’on est reçue", lambda one: one.ways_in),
    ("les horaires", lambda one: one.hours),
    ("avec ou sans rendez-vous", lambda one: one.access),
    ("une phrase qui présente le service", lambda one: bool(one.summary)),
    ("ce qui va se passer", lambda one: bool(one.what_happens)),
    ("pour qui, à quelles conditions", lambda one: bool(one.eligibility)),
    ("les besoins", lambda one: one.needs),
    ("les publics", lambda one: one.audiences),
    ("si c’est gratuit", lambda one: _known(one.free_of_charge)),
    ("s’il faut une plainte", lambda one: _known(one.complaint_required)),
)
ON_SITE: tuple[tuple[str, Callable[[Told], bool]], ...] = (
    ("la rue et la commune", lambda one: one.address),
    ("comment venir sans voiture", lambda one: one.transport),
    ("l’accès en fauteuil roulant", lambda one: one.step_free),
)


def _asked(told: Told) -> tuple[tuple[str, Callable[[Told], bool]], ...]:
    return EVERYWHERE + ON_SITE if told.on_site else EVERYWHERE


def missing(told: Told) -> list[str]:
    """What the entry does not say, what matters most first."""
    return [name for name, says in _asked(told) if not says(told)]


def completeness(told: Told) -> int:
    """Out of 100."""
    asked = _asked(told)
    return round(100 * (1 - len(missing(told)) / len(asked)))
