"""What can be chosen to narrow a list, and how many answers each choice would give.

Counted by the statement that ranks, in the same pass (`ranking`): each choice is counted as if nothing else of its
facet were chosen, with everything chosen elsewhere kept. In a directory beyond `MOST_COUNTED` entries nobody needs to
know how many more a choice gives, and counting would cost as much as the search: choices then stand without a number.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, reduce
from operator import add
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from resources.models import Prepared, Service

RADII_KM = (10, 20, 30, 50)
MOST_COUNTED = 3_000
# What is open now is known of those looked at only: a facet that no statement counts.
OPEN = "ouvert"
# Names of what is counted beside the facets.
MISSED, RADIUS = "missed", "rayon"


@dataclass(frozen=True)
class Option:
    """One value of a facet: in an address, on the page, and as the database holds it."""

    value: str
    label: str
    stored: str
    autonym: str = ""


@dataclass(frozen=True)
class Facet:
    """One way to narrow. `held`: pairs (service, value), or the column of the services that holds the value.

    `keeps`: the services its present choice keeps; None when nothing of it is chosen. `everyone`: the stored value of
    those that answer whatever is chosen of this facet. `says_whom`: without its choice, the list would be for others.
    """

    name: str
    title: str = ""
    options: Sequence[Option] = ()
    chosen: Sequence[str] = ()
    keeps: Q | None = None
    held: QuerySet[Any, Any] | str = ""
    everyone: str = ""
    says_whom: bool = False

    @property
    def chosen_labels(self) -> list[str]:
        return [option.label for option in self.options if option.value in self.chosen]


@dataclass(frozen=True)
class Choice:
    """An option as the page shows it; `count` is None when it is not known."""

    option: Option
    count: int | None
    chosen: bool

    @property
    def dead_end(self) -> bool:
        return self.count == 0 and not self.chosen


@dataclass(frozen=True)
class Counts:
    """`held`: facet → stored value → services. `missed`: facets missed → services. `within`: radius → services.

    `told`: what each choice gives was counted.
    """

    held: dict[str, dict[str, int]] = field(default_factory=dict)
    missed: dict[int, int] = field(default_factory=dict)
    within: dict[int, int] = field(default_factory=dict)
    told: bool = True

    @property
    def total(self) -> int:
        return self.missed.get(0, 0)

    @property
    def without_any(self) -> int:
        """Answers if everything chosen were taken away."""
        return sum(self.missed.values())

    def without(self, facets: Sequence[Facet], name: str) -> int:
        """Answers if everything chosen of one facet were taken away."""
        bits = [bit for facet, bit in with_bits(facets) if facet.name == name and bit]
        return self.total + sum(self.missed.get(bit, 0) for bit in bits)

    def choices(self, facet: Facet, *, known: bool = True) -> list[Choice]:
        """The options of a facet. When not `known`, a count is only the most there can be: all but 0 stay untold."""
        if not self.told:
            return [Choice(option, None, option.value in facet.chosen) for option in facet.options]
        held = self.held.get(facet.name, {})
        for_all = held.get(facet.everyone, 0) if facet.everyone else 0

        def choice(option: Option) -> Choice:
            count = held.get(option.stored, 0) + for_all
            return Choice(option, count if known or not count else None, option.value in facet.chosen)

        return [choice(option) for option in facet.options]


@dataclass(frozen=True)
class WayOut:
    """What to change in the address to find `count` answers: drop some choices, look further, or everywhere."""

    count: int
    changes: dict[str, str | None]
    without: Sequence[str] = ()
    radius_km: int | None = None
    everywhere: bool = False


def ways_out(facets: Sequence[Facet], counts: Counts, radius_km: float | None) -> list[WayOut]:
    """From an empty list: each choice that hides the answers, else all of them; then the next radius that has some."""
    chosen = [facet for facet in facets if facet.keeps is not None]
    only_open = any(facet.name == OPEN for facet in chosen)
    # What may be open is not yet open: while it is asked for, only taking it away is sure.
    sure = [facet for facet in chosen if not facet.says_whom and (facet.name == OPEN or not only_open)]
    found = [
        WayOut(count, {facet.name: None}, facet.chosen_labels)
        for facet in sure
        if (count := counts.without(facets, facet.name))
    ]
    if not found and len(chosen) > 1 and counts.without_any and not any(facet.says_whom for facet in chosen):
        found.append(WayOut(counts.without_any, {facet.name: None for facet in chosen}))
    wider = [km for km, count in counts.within.items() if radius_km and km > radius_km and count and not only_open]
    return found + [WayOut(counts.within[km], {RADIUS: str(km)}, radius_km=km) for km in wider[:1]]


def with_bits(facets: Sequence[Facet]) -> list[tuple[Facet, int]]:
    """Each facet with the bit that says a service misses its choice; 0 when nothing is chosen."""
    return [(facet, 1 << place if facet.keeps is not None else 0) for place, facet in enumerate(facets)]


def missed(facets: Sequence[Facet]) -> Combinable:
    """The facets whose choice a service misses, as bits."""
    misses: list[Combinable] = [
        Case(When(facet.keeps, then=Value(0)), default=Value(bit), output_field=IntegerField())
        for facet, bit in with_bits(facets)
        if facet.keeps is not None
    ]
    return reduce(add, misses, Value(0, output_field=IntegerField()))


def kept(facets: Sequence[Facet]) -> list[Q]:
    """What a service must be to miss no choice."""
    return [facet.keeps for facet in facets if facet.keeps is not None]


def too_many_to_count() -> bool:
    """One query, of one row whatever the directory."""
    return bool(_beyond(MOST_COUNTED)())


@cache
def _beyond(count: int) -> Prepared[Any]:
    """One entry beyond so many, if there is one."""
    return Prepared(lambda: Service.objects.published().order_by().values_list("pk")[count : count + 1])


def uncounted(facets: Sequence[Facet]) -> list[Facet]:
    """The same choices, of which nothing held is counted."""
    return [replace(facet, held="") for facet in facets]


def pairs(facets: Sequence[Facet]) -> tuple[list[str], list[Any]]:
    """The tables of values held, to stand beside `answering`, and their parameters."""
    tables: list[str] = []
    parameters: list[Any] = []
    for facet in facets:
        if isinstance(facet.held, QuerySet):
            text, values = facet.held.order_by().query.sql_with_params()
            tables.append(f"{facet.name}_held (service_id, value) AS ({text})")
            parameters += values
    return tables, parameters


def counting(facets: Sequence[Facet]) -> list[str]:
    """SELECTs of (what, value, count) over `answering`, whose rows say `reason`, `missed`, `by_area`, `squared`.

    How many answers there are is always counted, and within each radius.
    """
    selects = [f"SELECT '{MISSED}', CAST(missed AS text), COUNT(*) FROM answering WHERE reason < 9 GROUP BY missed"]
    here = "FROM answering WHERE reason < 9"
    for facet, bit in with_bits(facets):
        kept_here = f"missed IN (0, {bit})"
        if isinstance(facet.held, QuerySet):
            selects.append(
                f"SELECT '{facet.name}', CAST(held.value AS text), COUNT(*) FROM {facet.name}_held held WHERE "
                f"held.service_id IN (SELECT id {here} AND {kept_here}) GROUP BY held.value"
            )
        elif facet.held:
            selects.append(
                f"SELECT '{facet.name}', {facet.held}, COUNT(*) {here} AND {kept_here} GROUP BY {facet.held}"
            )
    if facets:
        rings = " ".join(f"WHEN squared <= {km**2} THEN '{km}'" for km in RADII_KM)
        selects.append(
            f"SELECT '{RADIUS}', CASE WHEN by_area < 9 THEN '0' {rings} ELSE '' END, COUNT(*) "
            "FROM answering WHERE missed = 0 GROUP BY 2"
        )
    return selects


def counted(rows: Iterable[tuple[str, str, int]], *, told: bool) -> Counts:
    """What the rows of `counting` say. An identifier is written alike whatever the engine."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, value, count in rows:
        found[name][value.replace("-", "")] = count
    of_missed, rings = found.pop(MISSED, {}), found.pop(RADIUS, {})
    return Counts(
        held=dict(found),
        missed={int(bits): count for bits, count in of_missed.items()},
        within={km: sum(rings.get(str(near), 0) for near in (0, *RADII_KM) if near <= km) for km in RADII_KM},
        told=told,
    )


def stored(value: Any) -> str:
    """A value as `counted` writes it."""
    return str(value).replace("-", "")
