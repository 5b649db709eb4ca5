"""The directory around a commune: ordered, grouped, paged. Two steps: ids in order, then the page's entries."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from resources.enums import Serves, ServiceKind
from resources.hours import State
from resources.models import Commune, Need, Prepared, Service
from resources.search.entries import Entry, load_entries
from resources.search.facets import OPEN, RADIUS, Counts, Facet, WayOut, kept, ways_out
from resources.search.opening import is_open, may_be_open, open_page, opening_next, promptness
from resources.search.ranking import Group, Page, Ranking, around, everywhere

PAGE_SIZE = 20
LINES_SHOWN = 3
LINES_CONSIDERED = 6
TO_ASK_SHOWN = 10


@dataclass(frozen=True)
class Answer:
    """A page of results: its groups in order, the lines that answer at this instant, what opens next.

    `facets`: everything chosen, "open now" included; `ways_out`: what gives answers, when nothing does.
    `opening_next` is told only when nothing near is open and only that was asked for; `named` are the services
    somebody looks for by name or number: they come first, and the rest still answers. `to_ask`, on the last page,
    may answer too: only a question on the telephone would tell.
    """

    groups: list[tuple[Group, list[Entry]]]
    lines: list[Entry]
    page: Page
    opening_next: list[Entry] = field(default_factory=list)
    named: list[Entry] = field(default_factory=list)
    to_ask: list[Entry] = field(default_factory=list)
    count_to_ask: int = 0
    facets: Sequence[Facet] = ()
    ways_out: list[WayOut] = field(default_factory=list)
    open_count: int | None = None


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
    facets: Sequence[Facet] = (),
    to_ask: QuerySet[Service] | None = None,
) -> Answer:
    """What a reader finds: `services` are those for whom asks; the choices of the facets narrow them.

    `to_ask`: what the choices leave out only because nobody knows.
    """

    def ranked(some: QuerySet[Service]) -> Ranking:
        if commune:
            return around(some, commune, radius_km, today=at.date(), needs=needs)
        return everywhere(some, today=at.date(), needs=needs)

    ranking = replace(ranked(services), narrowed=False)
    chosen_facets = [*facets, Facet(OPEN, keeps=may_be_open(at))] if only_open else facets
    if only_open:
        chosen = open_page(ranking, page, PAGE_SIZE, at=at, commune=commune, facets=chosen_facets)
    else:
        chosen = ranking.page(page, PAGE_SIZE, facets)
    groups_of = dict(chosen.rows)
    line_ids = _line_ids(needs)
    named_ids = _named_ids(public_ids)
    is_last = chosen.number >= chosen.last
    asking = ranked(to_ask).page(1, TO_ASK_SHOWN) if to_ask is not None and is_last and not only_open else None
    asked_ids = [pk for pk, _ in asking.rows] if asking else []
    ids = dict.fromkeys([*groups_of, *line_ids, *named_ids, *asked_ids])
    entries = load_entries(list(ids), at=at, commune=commune)
    by_id = {entry.service.pk: entry for entry in entries}
    # A service she names stands first, and only there.
    listed = [(group, by_id[pk]) for pk, group in groups_of.items() if pk in by_id and pk not in named_ids]
    listed.sort(key=lambda row: (row[0], chosen.tiers.get(row[1].service.pk, 0), promptness(row[1])))
    nothing_near = only_open and not any(group <= Group.NEAR for group, _ in listed)
    return Answer(
        groups=[(group, [entry for _, entry in rows]) for group, rows in groupby(listed, key=lambda row: row[0])],
        lines=_answering([by_id[pk] for pk in line_ids if pk in by_id]),
        page=chosen,
        named=[by_id[pk] for pk in named_ids if pk in by_id],
        to_ask=[by_id[pk] for pk in asked_ids if pk in by_id],
        count_to_ask=asking.count if asking else 0,
        opening_next=opening_next(ranking, facets, at=at, commune=commune) if nothing_near else [],
        facets=chosen_facets,
        ways_out=[] if chosen.rows else _ways_out(ranking, chosen_facets, chosen.counts, commune, radius_km),
        open_count=sum(is_open(by_id[pk]) for pk in groups_of) if chosen.last == 1 and not only_open else None,
    )


def _ways_out(
    ranking: Ranking, facets: Sequence[Facet], counts: Counts, commune: Commune | None, radius_km: float
) -> list[WayOut]:
    """What to take away, then how far to look, then the département."""
    found = ways_out(facets, counts, radius_km if commune else None)
    if commune:
        lasting = kept([facet for facet in facets if facet.name != OPEN])
        count = everywhere(ranking.services.filter(*lasting), today=ranking.today).page(1, 1).count
        changes = dict.fromkeys(("ou", "aussi", RADIUS, OPEN))
        found += [WayOut(count, changes, everywhere=True)] if count else []
    return found


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


def _lines(others: list[UUID]) -> QuerySet[Any, Any]:
    """Every line, and some services beside them, once for each need."""
    found: QuerySet[Any] = Service.objects.published().for_victims()
    lines = found.filter(Q(kind=ServiceKind.LINE) | Q(pk__in=others))
    return lines.order_by("priority", "sort_key", "id").values_list("pk", "main_need", "needs")


LINES = Prepared(_lines, UUID)


def _line_ids(needs: Sequence[Need] = ()) -> list[UUID]:
    """The lines to look at: the one of each need asked for, then what is made for them, what also does it, the rest.

    One query, and a few rows.
    """
    own = {need.line_id: place for place, need in reversed([*enumerate(needs)]) if need.line_id}
    asked = {need.pk: place for place, need in enumerate(needs)}
    count = len(needs)
    ranks: dict[UUID, int] = {}
    for pk, main, held in LINES(own):
        rank = min(own.get(pk, 3 * count), count + asked.get(main, 2 * count), 2 * count + asked.get(held, count))
        ranks[pk] = min(rank, ranks.get(pk, rank))
    return sorted(ranks, key=lambda pk: ranks[pk])[:LINES_CONSIDERED]


def _answering(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.status.state is State.OPEN and not entry.doubtful_hours][:LINES_SHOWN]


def largest_communes(count: int = 6) -> list[Commune]:
    """Towns to offer when nothing typed looks like a name."""
    home = Commune.objects.with_territory().filter(departement=settings.DEPARTEMENT_CODE)
    return list(home.order_by("-population", "insee")[:count])


def answering_for(
    needs: Sequence[Need], *, at: datetime, commune: Commune | None = None, radius_km: float = 0, count: int = 4
) -> list[Entry]:
    """Entries that can do something about these needs: the broadest first, or the nearest to a commune."""
    if not needs:
        return []
    rows = Service.needs.through.objects.filter(need__in=needs)
    services = Service.objects.published().filter(pk__in=rows.values("service"))
    asks_to_change = any(need.serves == Serves.PERPETRATORS for need in needs)
    services = services.for_perpetrators() if asks_to_change else services.for_victims()
    if commune is None:
        ids = list(services.order_by("priority", "sort_key", "id").values_list("pk", flat=True)[:count])
    else:
        ranking = around(services, commune, radius_km, today=at.date(), needs=needs)
        ids = [pk for pk, _ in ranking.page(1, count).rows]
    return load_entries(ids, at=at, commune=commune)
