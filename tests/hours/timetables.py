"""Random timetables and instants, weighted to where calendars go wrong."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as some

from resources.enums import ExceptionState, OnHoliday, Recurrence, RuleAccess
from resources.hours import EVERY_DAY, LAST, Override, Rule, Timetable

PARIS = ZoneInfo("Europe/Paris")
FIRST, FINAL = date(2025, 11, 1), date(2029, 3, 1)
# Days around which something turns.
TURNS = [
    date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26),  # the clock
    date(2025, 12, 31), date(2026, 12, 28), date(2027, 1, 3), date(2027, 12, 31), date(2028, 12, 31),  # years, week 53
    date(2028, 2, 29), date(2026, 12, 29), date(2026, 3, 31), date(2027, 2, 28),  # leap day, fifth weekdays
    date(2026, 5, 1), date(2026, 5, 14), date(2026, 11, 11), date(2027, 3, 29), date(2028, 6, 5),  # public holidays
    date(2026, 10, 17), date(2026, 11, 2), date(2027, 2, 13), date(2028, 8, 31), date(2028, 9, 1),  # school holidays
]  # fmt: skip
near_a_turn = some.builds(lambda day, gap: day + timedelta(days=gap), some.sampled_from(TURNS), some.integers(-3, 3))
days = near_a_turn | some.dates(FIRST, FINAL)
# Everyday hours, the small hours of the clock change, and any other.
times = (
    some.sampled_from([time(0), time(8), time(9), time(12), time(14), time(17), time(20), time(22)])
    | some.sampled_from([time(1, 30), time(2), time(2, 10), time(2, 30), time(3), time(6), time(23, 59), time(0, 1)])
    | some.builds(time, some.integers(0, 23), some.integers(0, 59))
)
slots = some.tuples(times, times)
weekdays = some.sampled_from([EVERY_DAY, frozenset(range(5)), frozenset({5, 6})]) | some.frozensets(
    some.integers(0, 6), min_size=1
)
held = some.sampled_from(OnHoliday.values)


@some.composite
def rules(draw):
    start, end = draw(slots | some.just((None, None)))
    recurrence = draw(some.sampled_from(Recurrence.values))
    every_n, nth = recurrence == Recurrence.EVERY_N, recurrence == Recurrence.NTH
    valid_from, valid_to = sorted(draw(some.tuples(days, days)))
    return Rule(
        weekdays=draw(weekdays),
        start=start,
        end=end,
        recurrence=recurrence,
        interval=draw(some.integers(2, 26)) if every_n else 1,
        anchor=draw(days) if every_n else None,
        nth=draw(some.frozensets(some.sampled_from([1, 2, 3, 4, 5, LAST]), min_size=1)) if nth else frozenset(),
        valid_from=draw(some.sampled_from([None, None, valid_from])),
        valid_to=draw(some.sampled_from([None, None, valid_to])),
        access=draw(some.sampled_from(RuleAccess.values)),
        on_public_holidays=draw(held),
        in_school_holidays=draw(held),
    )


@some.composite
def alike(draw):
    """Several slots of one kind, as most timetables have."""
    model = draw(rules())
    access = some.sampled_from(RuleAccess.values)
    return [
        Rule(**vars(model) | {"weekdays": draw(weekdays), "start": start, "end": end, "access": draw(access)})
        for start, end in draw(some.lists(slots.filter(lambda slot: slot[0] < slot[1]), min_size=1, max_size=4))
    ]


@some.composite
def overrides(draw, around=days):
    first = draw(around)
    last = first + timedelta(days=draw(some.sampled_from([0, 0, 0, 1, 2, 15])))
    state = draw(some.sampled_from(ExceptionState.values))
    hours = slots if state != ExceptionState.CLOSED else slots | some.just((None, None))
    start, end = draw(hours)
    reason = draw(some.sampled_from(["", "travaux", 'dit "absence"', "a ; b, c", "24/7 open", "sur rendez-vous", "\n"]))
    return Override(first, last, state, start, end, reason)


@some.composite
def timetables(draw):
    held_rules = draw(some.lists(rules(), max_size=4) | alike())
    # Most overrides stand close to each other, so that they meet.
    middle = draw(days)
    close = some.integers(-3, 3).map(lambda gap: middle + timedelta(days=gap))
    changed = draw(some.lists(overrides(close) | overrides(close) | overrides(), max_size=5))
    return Timetable(tuple(held_rules), tuple(changed))


@some.composite
def instants(draw, table):
    """Any moment, or one at the edge of something the timetable says."""
    spoken = [one.first for one in table.overrides] + [one.last for one in table.overrides]
    spoken += [day for rule in table.rules for day in (rule.valid_from, rule.valid_to, rule.anchor) if day]
    edges = [moment for one in (*table.rules, *table.overrides) for moment in (one.start, one.end) if moment]
    spoken = [day for day in spoken if FIRST <= day <= FINAL]
    day = draw(some.one_of(days, some.sampled_from(spoken)) if spoken else days) + timedelta(
        days=draw(some.sampled_from([0, 0, 0, 1, -1]))
    )
    moment = draw(some.one_of(times, some.sampled_from(edges)) if edges else times)
    local = datetime.combine(day, moment, PARIS).replace(fold=draw(some.sampled_from([0, 1])))
    # Through universal time: an hour that does not exist is nobody's.
    shifted = local.astimezone(UTC) + timedelta(seconds=draw(some.sampled_from([0, 0, 0, -60, 60, 30])))
    return shifted.astimezone(PARIS)
