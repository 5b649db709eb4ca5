"""What an entry does not say yet, in French for the staff, and how data·inclusion would score it. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from resources.enums import Tristate

# data·inclusion counts months of thirty days and years of 365.
FRESH_DAYS, OLD_DAYS = 180, 730
# Those who take data from data·inclusion may leave out what scores less.
GOOD_SCORE = 0.8
SHORTEST, IDEAL, LONGEST = 50, 200, 2_000


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
    email: bool = False
    link: bool = False
    ways_in: bool = False
    on_site: bool = False
    address: bool = False
    transport: bool = False
    step_free: bool = False
    hours: bool = False
    access: bool = False
    checked: date | None = None


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


def score(told: Told, *, today: date) -> float:
    """What data·inclusion would make of it, from 0 to 1: the mean of its criteria that apply."""
    # It rounds each mark, then their mean.
    marks = [round(mark, 2) for mark in _marks(told, today)]
    return round(sum(marks) / len(marks), 2)


def _marks(told: Told, today: date) -> Iterator[float]:
    """One mark a criterion. A number or an address by mail is asked of those who are joined that way: it is there."""
    if told.on_site:
        yield float(told.address)
    if told.phone:
        yield 1.0
    if told.email:
        yield 1.0
    # Whoever needs them may turn to all our entries by herself; half a point is for saying how.
    yield 1.0 if told.phone or told.email or told.link or told.on_site else 0.5
    yield float(told.audiences)
    yield float(told.needs)
    yield float(told.phone or told.email or told.link)
    yield _freshness(told.checked, today)
    yield {Tristate.YES: 1.0, Tristate.NO: 0.5}.get(Tristate(told.free_of_charge), 0.0)
    yield _description(told)


def _freshness(checked: date | None, today: date) -> float:
    if checked is None:
        return 0.0
    age = (today - checked).days
    return min(1.0, max(0.0, (OLD_DAYS - age) / (OLD_DAYS - FRESH_DAYS)))


def _description(told: Told) -> float:
    length = len(f"{told.summary}\n\n{told.what_happens}".strip())
    if length < SHORTEST:
        return 0.0
    return 1.0 if IDEAL <= length < LONGEST else 0.5
