"""Only what is open at an instant. SQL keeps what may be open, the evaluator says what is."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from resources.enums import ExceptionState, HoursSource
from resources.hours import State
from resources.models import Commune, OpeningRule, ScheduleException, Service, ServiceAtLocation
from resources.models.way_in import local_calendar
from resources.search.entries import Entry, load_entries
from resources.search.facets import Counts, Facet
from resources.search.ranking import Group, Page, Ranking

CHUNK = 100
# How many of the nearest are looked at for what opens next.
NEXT_CONSIDERED = 60
NEXT_SHOWN = 3
SOON = timedelta(hours=3)


def maybe_open(services: QuerySet[Service], at: datetime) -> QuerySet[Service]:
    """Services that may be open at this instant: more than are, never fewer."""
    return services.filter(may_be_open(at))


def may_be_open(at: datetime) -> Q:
    """A rule or an exceptional opening that may hold at this instant."""
    local = at.astimezone(local_calendar().timezone)
    today, yesterday = 1 << local.weekday(), 1 << (local - timedelta(days=1)).weekday()
    begun, going_on, since_last_night = _around_clock(local)
    valid = (Q(valid_from__isnull=True) | Q(valid_from__lte=local.date())) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=local.date() - timedelta(days=1))
    )
    rules = OpeningRule.objects.annotate(
        today=F("weekdays").bitand(today), yesterday=F("weekdays").bitand(yesterday)
    ).filter(valid & ((Q(today__gt=0) & begun & going_on) | (Q(yesterday__gt=0) & since_last_night)))
    openings = ScheduleException.objects.filter(
        first_day__lte=local.date(), last_day__gte=local.date() - timedelta(days=1)
    ).exclude(state=ExceptionState.CLOSED)
    follows = Q(hours_source=HoursSource.LOCATION)
    ways = ServiceAtLocation.objects.exclude(hours_source=HoursSource.UNKNOWN).filter(
        Q(pk__in=rules.filter(way_in__isnull=False).values("way_in"))
        | (follows & Q(location__in=rules.filter(location__isnull=False).values("location")))
    ) | ServiceAtLocation.objects.filter(
        Q(pk__in=openings.filter(way_in__isnull=False).values("way_in"))
        | (follows & Q(location__in=openings.filter(location__isnull=False).values("location")))
    )
    return Q(pk__in=ways.values("service"))


def _around_clock(local: datetime) -> tuple[Q, Q, Q]:
    """Has a slot of today begun; is it not over; does last night's go on? Of the times alone."""
    overnight = Q(end__lte=F("start"))
    if _clock_changes(local):
        # Two in the morning comes twice, or not at all: the evaluator decides.
        return Q(), Q(), overnight
    clock = local.time()
    begun = Q(start__isnull=True) | Q(start__lte=clock)
    going_on = Q(start__isnull=True) | Q(end__gt=clock) | overnight
    return begun, going_on, overnight & Q(end__gt=clock)


def _clock_changes(local: datetime) -> bool:
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return midnight.utcoffset() != (midnight + timedelta(days=1)).utcoffset()


def open_page(
    ranking: Ranking, number: int, size: int, *, at: datetime, commune: Commune | None, facets: Sequence[Facet] = ()
) -> Page:
    """A page of what is open: walks the services in order and stops when the page is full.

    `count` counts what was met so far: at least what this page shows, one more when there is another page. `counts`
    are of what may be open.
    """
    number = max(1, number)
    wanted = number * size
    found: list[tuple[UUID, Group]] = []
    counts: Counts | None = None
    for chunk in ranking.chunks(CHUNK, facets):
        counts = counts or chunk.counts
        entries = {
            entry.service.pk: entry for entry in load_entries([pk for pk, _ in chunk.rows], at=at, commune=commune)
        }
        found += [(pk, group) for pk, group in chunk.rows if pk in entries and is_open(entries[pk])]
        if len(found) > wanted:
            break
    last = max(1, -(-min(len(found), wanted) // size))
    number = min(number, last)
    return Page(found[(number - 1) * size : number * size], number, size, len(found), counts=counts or Counts())


def is_open(entry: Entry) -> bool:
    return entry.status.state is State.OPEN


def promptness(entry: Entry) -> int:
    """0 open now, 1 opens or receives by appointment within hours, 2 later, unknown or doubtful."""
    status = entry.status
    if entry.doubtful_hours:
        return 2
    if status.state is State.OPEN:
        return 0
    soon = status.next_opening is not None and status.next_opening.start <= entry.at + SOON
    return 1 if soon or status.state is State.BY_APPOINTMENT else 2


def opening_next(
    ranking: Ranking, facets: Sequence[Facet] = (), *, at: datetime, commune: Commune | None
) -> list[Entry]:
    """What receives soonest among the nearest: for when nothing is open now."""
    nearest = [pk for pk, group in ranking.page(1, NEXT_CONSIDERED, facets).rows if group is not Group.REMOTE]
    entries = load_entries(nearest, at=at, commune=commune)
    soon = [entry for entry in entries if entry.status.state is not State.OPEN and entry.status.next_opening]
    return sorted(soon, key=_next_start)[:NEXT_SHOWN]


def _next_start(entry: Entry) -> datetime:
    assert entry.status.next_opening
    return entry.status.next_opening.start
