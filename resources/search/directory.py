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

    `opening_next` is told only when nothing near is open and only that was asked for; `named` are the services
    somebody looks for by name or number: they come first, and the rest still answers.
    """

    groups: list[tuple[Group, list[Entry]]]
    lines: list[Entry]
    page: Page
    opening_next: list[Entry] = field(default_factory=list)
    named: list[Entry] = field(default_factory=list)


def answer(
    services: QuerySet[Service],
    *,
    commune: Commune | None,
    radius_km: float,
    at: datetime,
    page: int,
    only_open: bool = False,
    public_ids: Sequence[str] = (),
    needs: Sequence[Need] = (),
) -> Answer:
    """What a reader finds: `services` is already narrowed to whom and what they ask for."""

    def ranked(narrowed: QuerySet[Service]) -> Ranking:
        if commune:
            return around(narrowed, commune, radius_km, today=at.date(), needs=needs)
        return everywhere(narrowed, today=at.date(), needs=needs)

    if only_open:
        chosen = open_page(ranked(maybe_open(services, at)), page, PAGE_SIZE, at=at, commune=commune)
    else:
        chosen = ranked(services).page(page, PAGE_SIZE)
    groups_of = dict(chosen.rows)
    line_ids = _line_ids()
    named_ids = _named_ids(public_ids)
    entries = load_entries(list(dict.fromkeys([*groups_of, *line_ids, *named_ids])), at=at, commune=commune)
    by_id = {entry.service.pk: entry for entry in entries}
    # A service she names stands first, and only there.
    listed = [(group, by_id[pk]) for pk, group in groups_of.items() if pk in by_id and pk not in named_ids]
    nothing_near = only_open and not any(group <= Group.NEAR for group, _ in listed)
    return Answer(
        groups=[(group, [entry for _, entry in rows]) for group, rows in groupby(listed, key=lambda row: row[0])],
        lines=_answering([by_id[pk] for pk in line_ids if pk in by_id]),
        page=chosen,
        named=[by_id[pk] for pk in named_ids if pk in by_id],
        opening_next=opening_next(ranked(services), at=at, commune=commune) if nothing_near else [],
    )


def _named_ids(public_ids: Sequence[str]) -> list[UUID]:
    """Ids of published services, in the order they are named. An address can name any: only those for victims stand."""
    if not public_ids:
        return []
    services = Service.objects.published().for_victims()
    found = dict(services.filter(public_id__in=public_ids).values_list("public_id", "pk"))
    return [found[public_id] for public_id in public_ids if public_id in found]


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
