"""The directory around a commune: ordered, grouped, paged. Two steps: ids in order, then the page's entries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from resources.enums import Serves, ServiceKind
from resources.hours import State
from resources.models import Commune, Need, Service
from resources.search.entries import Entry, load_entries
from resources.search.opening import maybe_open, open_page, opening_next
from resources.search.ranking import Group, Page, Ranking, around, everywhere

PAGE_SIZE = 20
LINES_SHOWN = 3
LINES_CONSIDERED = 5


@dataclass(frozen=True)
class Answer:
    """A page of results: its groups in order, the lines that answer at this instant, what opens next.

    `opening_next` is told only when nothing near is open and only that was asked for.
    """

    groups: list[tuple[Group, list[Entry]]]
    lines: list[Entry]
    page: Page
    opening_next: list[Entry] = field(default_factory=list)


def answer(
    services: QuerySet[Service],
    *,
    commune: Commune | None,
    radius_km: float,
    at: datetime,
    page: int,
    only_open: bool = False,
) -> Answer:
    """What a reader finds: `services` is already narrowed to whom and what they ask for."""
    if only_open:
        ranking = _ranked(maybe_open(services, at), commune, radius_km)
        chosen = open_page(ranking, page, PAGE_SIZE, at=at, commune=commune)
    else:
        chosen = _ranked(services, commune, radius_km).page(page, PAGE_SIZE)
    groups_of = dict(chosen.rows)
    line_ids = _line_ids()
    entries = load_entries([*groups_of, *(pk for pk in line_ids if pk not in groups_of)], at=at, commune=commune)
    by_id = {entry.service.pk: entry for entry in entries}
    listed = [(group, by_id[pk]) for pk, group in groups_of.items() if pk in by_id]
    nothing_near = only_open and not any(group <= Group.NEAR for group, _ in listed)
    return Answer(
        groups=[(group, [entry for _, entry in rows]) for group, rows in groupby(listed, key=lambda row: row[0])],
        lines=_answering([by_id[pk] for pk in line_ids if pk in by_id]),
        page=chosen,
        opening_next=opening_next(_ranked(services, commune, radius_km), at=at, commune=commune)
        if nothing_near
        else [],
    )


def _ranked(services: QuerySet[Service], commune: Commune | None, radius_km: float) -> Ranking:
    return around(services, commune, radius_km) if commune else everywhere(services)


def lines_now(at: datetime) -> list[Entry]:
    """The lines that answer at this instant, the broadest first."""
    return _answering(load_entries(_line_ids(), at=at))


def _line_ids() -> list[UUID]:
    lines = Service.objects.published().for_victims().filter(kind=ServiceKind.LINE)
    return list(lines.order_by("priority", "sort_key", "id").values_list("pk", flat=True)[:LINES_CONSIDERED])


def _answering(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.status.state is State.OPEN and not entry.doubtful_hours][:LINES_SHOWN]


def largest_communes(count: int = 6) -> list[Commune]:
    """Towns to offer when nothing typed looks like a name."""
    home = Commune.objects.with_territory().filter(departement=settings.DEPARTEMENT_CODE)
    return list(home.order_by("-population", "insee")[:count])


def answering_for(needs: Sequence[Need], *, at: datetime, count: int = 4) -> list[Entry]:
    """Entries that can do something about these needs, the broadest first."""
    rows = Service.needs.through.objects.filter(need__in=needs)
    services = Service.objects.published().filter(pk__in=rows.values("service"))
    asks_to_change = any(need.serves == Serves.PERPETRATORS for need in needs)
    services = services.for_perpetrators() if asks_to_change else services.for_victims()
    ids = services.order_by("priority", "sort_key", "id").values_list("pk", flat=True)[:count]
    return load_entries(list(ids), at=at)
