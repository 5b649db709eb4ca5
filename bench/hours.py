"""State and next opening of 10,000 random timetables, the first time and once warm.

python -m bench.hours            10,000 timetables
python -m bench.hours 1000       another number
"""

import os
import random
import statistics
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

from resources.enums import ExceptionState, OnHoliday, Recurrence, RuleAccess
from resources.hours import LAST, Override, Rule, Timetable, expression, status

SEED = 86
COUNT = 10_000
AT = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Paris"))
DAYS = [frozenset(range(5)), frozenset(range(7)), frozenset({1}), frozenset({1, 3}), frozenset({0, 2, 4})]
SLOTS = [[(9, 12), (14, 17)], [(9, 17)], [(9, 12)], [(14, 18)], [(20, 2)], [(None, None)]]


def main(count: int) -> None:
    dice = random.Random(SEED)
    tables = [timetable(dice) for _ in range(count)]
    # The calendars of holidays are read once a process.
    status(Timetable((Rule(DAYS[0], time(9), time(17), in_school_holidays=OnHoliday.NOT_HELD),)), AT)
    first, warm = measure(tables), measure(tables)
    lengths = sorted(len(expression(table, AT.year)) for table in tables)
    print(f"{count} timetables; expressions of {statistics.median(lengths):.0f} characters, at most {lengths[-1]}")
    print("| | mean µs | median µs | 95 % under µs | worst µs |")
    print("|---|---|---|---|---|")
    for name, times in (("first time", first), ("warm", warm)):
        figures = (statistics.mean(times), statistics.median(times), times[int(len(times) * 0.95)], times[-1])
        print(f"| {name} | {' | '.join(f'{figure:.0f}' for figure in figures)} |")
    print(f"first time / warm: {statistics.mean(first) / statistics.mean(warm):.1f}")


def measure(tables: list[Timetable]) -> list[float]:
    """Microseconds of each, sorted."""
    return sorted(_microseconds(lambda table=table: status(table, AT)) for table in tables)


def _microseconds(ask: Callable[[], object]) -> float:
    began = perf_counter()
    ask()
    return (perf_counter() - began) * 1e6


def timetable(dice: random.Random) -> Timetable:
    """One to four rules, sometimes rare or seasonal; an exception for one in three."""
    rules = [rule for _ in range(dice.choice((1, 1, 2))) for rule in _rules(dice)]
    overrides = [_override(dice) for _ in range(dice.choice((0, 0, 1)))]
    return Timetable(tuple(rules), tuple(overrides))


def _rules(dice: random.Random) -> list[Rule]:
    recurrence = dice.choices(Recurrence.values, weights=[12, 1, 1, 2, 4])[0]
    every_n = recurrence == Recurrence.EVERY_N
    common = {
        "weekdays": dice.choice(DAYS),
        "recurrence": recurrence,
        "interval": dice.randint(2, 6) if every_n else 1,
        "anchor": date(2026, 1, 1) + timedelta(days=dice.randrange(300)) if every_n else None,
        "nth": frozenset(dice.sample([1, 2, 3, 4, 5, LAST], 2)) if recurrence == Recurrence.NTH else frozenset(),
        "valid_to": dice.choice((None, None, None, date(2027, 6, 30))),
        "access": dice.choice(RuleAccess.values),
        "on_public_holidays": dice.choice(OnHoliday.values),
        "in_school_holidays": dice.choices(OnHoliday.values, weights=[6, 3, 1])[0],
    }
    # Minutes set the timetables apart, so that none finds another's expression parsed.
    return [
        Rule(start=None if start is None else time(start, dice.randrange(60)), end=end and time(end), **common)
        for start, end in dice.choice(SLOTS)
    ]


def _override(dice: random.Random) -> Override:
    first = date(2026, 11, 1) + timedelta(days=dice.randrange(120))
    last = first + timedelta(days=dice.randrange(7))
    if dice.random() < 0.7:
        return Override(first, last, ExceptionState.CLOSED, reason="congés")
    return Override(first, last, ExceptionState.OPEN, time(10), time(dice.randrange(11, 20)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vienne_support.settings")
    main(int(sys.argv[1]) if sys.argv[1:] else COUNT)
