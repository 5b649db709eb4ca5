"""A referral sheet: which entries, in which order, shown how. Built again each time it is opened, never stored.

It holds codes only: nobody can write on it whom it is for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from resources.emergency.languages import FRENCH, OTHERS, Language
from resources.enums import Serves
from resources.models import PublicIdAlias, Service
from resources.models.referral_sheet import MOST_ENTRIES
from resources.search.entries import Entry, load_entries

LANGUAGES = {language.code: language for language in (FRENCH, *OTHERS)}


@dataclass(frozen=True)
class Options:
    """All that an address or a code holds."""

    public_ids: tuple[str, ...] = ()
    dates: bool = True
    asking: bool = True
    discreet: bool = False
    language: str = FRENCH.code

    def moved_up(self, public_id: str) -> "Options":
        """The same, with one entry before the one it follows."""
        ids = list(self.public_ids)
        if public_id in ids[1:]:
            rank = ids.index(public_id)
            ids[rank - 1], ids[rank] = ids[rank], ids[rank - 1]
        return replace(self, public_ids=tuple(ids))

    @property
    def said(self) -> list[tuple[str, str]]:
        """As the parameters of an address."""
        flags = [("dates", self.dates), ("demander", self.asking), ("sobre", self.discreet)]
        return [
            ("fiche", ",".join(self.public_ids)),
            *((name, "1" if value else "0") for name, value in flags),
            ("urgences", self.language),
        ]


@dataclass(frozen=True)
class Sheet:
    """`left_out`: chosen, but of the other side: services for perpetrators never share a sheet with the others."""

    options: Options
    entries: list[Entry]
    left_out: list[Service]
    for_perpetrators: bool
    at: datetime

    @property
    def language(self) -> Language:
        return LANGUAGES[self.options.language]


def sheet_of(options: Options, *, at: datetime, for_perpetrators: bool | None = None) -> Sheet:
    """Published entries in the order chosen. Without a side, it is that of victims unless nothing chosen is theirs."""
    chosen = _published(options.public_ids[:MOST_ENTRIES])
    side = _side(chosen) if for_perpetrators is None else for_perpetrators
    kept = [service for service in chosen if serves(service, for_perpetrators=side)]
    return Sheet(
        options=replace(options, public_ids=tuple(service.public_id for service in kept)),
        entries=load_entries([service.pk for service in kept], at=at),
        left_out=[service for service in chosen if service not in kept],
        for_perpetrators=side,
        at=at,
    )


def serves(service: Service, *, for_perpetrators: bool) -> bool:
    other = Serves.VICTIMS if for_perpetrators else Serves.PERPETRATORS
    return service.serves != other


def _side(chosen: Sequence[Service]) -> bool:
    return any(one.serves == Serves.PERPETRATORS for one in chosen) and all(
        serves(one, for_perpetrators=True) for one in chosen
    )


def _published(public_ids: Sequence[str]) -> list[Service]:
    """An entry merged into another is that other one."""
    services = Service.objects.published().only("public_id", "serves", "name")
    found = {service.public_id: service for service in services.filter(public_id__in=public_ids)}
    missing = [public_id for public_id in public_ids if public_id not in found]
    if missing:
        led = dict(PublicIdAlias.objects.filter(alias__in=missing).values_list("alias", "service"))
        survivors = {service.public_id: service for service in services.filter(public_id__in=led.values())}
        found |= {old: survivors[new] for old, new in led.items() if new in survivors}
    return list(dict.fromkeys(found[public_id] for public_id in public_ids if public_id in found))
