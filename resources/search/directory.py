"""The directory around a commune: ordered, grouped, paged. Two steps: ids in order, then the page's entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from resources.enums import Serves, ServiceKind
from resources.hours import State
from resources.models import Commune, Need, Service
from resources.search.entries import Entry, load_entries
from resources.search.ranking import Group, Page, around, everywhere

PAGE_SIZE = 20
LINES_SHOWN = 3
LINES_CONSIDERED = 8


@dataclass(frozen=True)
class Answer:
    """A page of results: its groups in order, and the lines that answer at this instant."""

    groups: list[tuple[Group, list[Entry]]]
    lines: list[Entry]
    page: Page


def answer(
    services: QuerySet[Service], *, commune: Commune | None, radius_km: float, at: datetime, page: int
) -> Answer:
    """What a reader finds: `services` is already narrowed to whom and what they ask for."""
    ranking = around(services, commune, radius_km) if commune else everywhere(services)
    chosen = ranking.page(page, PAGE_SIZE)
    groups_of = dict(chosen.rows)
    line_ids = _line_ids()
    entries = load_entries([*groups_of, *(pk for pk in line_ids if pk not in groups_of)], at=at, commune=commune)
    by_id = {entry.service.pk: entry for entry in entries}
    listed = [(group, by_id[pk]) for pk, group in groups_of.items() if pk in by_id]
    return Answer(
        groups=[(group, [entry for _, entry in rows]) for group, rows in groupby(listed, key=lambda row: row[0])],
        lines=_answering([by_id[pk] for pk in line_ids if pk in by_id]),
        page=chosen,
    )


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
