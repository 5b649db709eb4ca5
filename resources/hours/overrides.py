"""What an override says, and which earlier ones it replaces or adds to."""

from collections.abc import Sequence
from datetime import date

from resources.enums import ExceptionState
from resources.hours.holidays import Span
from resources.hours.timetable import Override
from resources.hours.words import APPOINTMENT, REASON_FOLLOWS, date_range, slot


def overriding(overrides: Sequence[Override]) -> list[str]:
    """Plainly: "; open" wipes its days."""
    joins = _joining(overrides)
    return [
        f"{',' if joined else ';'} {override_clause(date_range(*override.days), override)}"
        for override, joined in zip(overrides, joins, strict=True)
    ]


def _joining(overrides: Sequence[Override]) -> list[bool]:
    """Does each one add to an earlier opening of exactly its days, rather than replace it?"""
    joins = []
    for rank, override in enumerate(overrides):
        replaced = (one for one in reversed(overrides[:rank]) if one.replaces and _share_days(one, override))
        before = next(replaced, None)
        joins.append(before is not None and not before.closes and not override.closes and before.days == override.days)
    return joins


def _share_days(one: Override, other: Override) -> bool:
    return one.first <= other.last and other.first <= one.last


def openings_by_day(overrides: Sequence[Override], span: Span) -> dict[date, list[int]]:
    """The days that overrides took from the rules, with the ranks of the openings held: none when closed."""
    days: dict[date, list[int]] = {}
    for rank, (override, joined) in enumerate(zip(overrides, _joining(overrides), strict=True)):
        if not override.replaces:
            continue
        for day in span.days(*override.days):
            earlier = days.get(day, []) if joined else []
            days[day] = earlier if override.closes else [*earlier, rank]
    return days


def override_clause(days: str, override: Override) -> str:
    return " ".join(
        filter(None, (days, _override_slot(override), "off" if override.closes else "open", _words(override)))
    )


def _override_slot(override: Override) -> str:
    # A bare "off" says it of the whole day.
    return "" if override.closes and override.start is None else slot(override)


def _words(override: Override) -> str:
    reason = override.reason.replace('"', "’").strip()
    if override.state == ExceptionState.APPOINTMENT:
        reason = f"{APPOINTMENT}{REASON_FOLLOWS}{reason}" if reason else APPOINTMENT
    elif not override.closes and reason.startswith(APPOINTMENT):
        # It would be read back as an appointment.
        reason = ""
    return f'"{reason}"' if reason else ""
