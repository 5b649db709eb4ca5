"""A sheet that says nothing to who finds it: a title, a number, an address, dates. Whatever reveals is left out."""

from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from resources.enums import DIALLED_KINDS
from resources.referrals.sheet import Sheet
from resources.search.entries import Entry, WayIn
from resources.text import fold
from resources.validators import REVEALING_STEMS, digits

TITLE = _("Adresses utiles")
# A paper is read by whoever finds it: more is said by these words than a tab's title would.
STEMS = (
    *REVEALING_STEMS, "femme", "police", "commissariat", "gendarm", "tribunal", "juge", "justice", "judiciaire",
    "plainte", "proces", "penal", "protec", "auteur", "menac", "peur", "refuge", "foyer", "urgence", "secret", "medico",
    "psychotraum", "intervenant", "separation", "divorce", "avocat", "droits", "sexuel", "3919", "114", "119",
    "securite", "enfance", "lgbt", "cidff", "umj", "uaped", "iscg", "17cyber",
    # In English, for what is translated.
    "women", "woman", "court", "judge", "law ", "lawyer", "legal", "complaint", "crime", "threat", "afraid", "fear",
    "shelter", "emergenc", "sexual", "divorc", "alert", "safe", "children", "suicid",
)  # fmt: skip


@dataclass(frozen=True)
class PlainLine:
    title: str
    numbers: list[tuple[str, str]]
    places: list[str]
    dates: list[str]


def reveals(text: str) -> bool:
    words = f" {fold(text)} "
    return any(f" {stem}" in words for stem in STEMS)


def plain_lines(sheet: Sheet) -> list[PlainLine]:
    return [_line(entry, rank, sheet) for rank, entry in enumerate(sheet.entries, start=1)]


def _line(entry: Entry, rank: int, sheet: Sheet) -> PlainLine:
    title = entry.neutral_title
    return PlainLine(
        title=gettext("Contact {rank}").format(rank=rank) if reveals(title) else title,
        numbers=_numbers(entry),
        places=_places(entry),
        dates=_dates(entry) if sheet.options.dates else [],
    )


def _numbers(entry: Entry) -> list[tuple[str, str]]:
    """Its own, else that of its organisation. A line it falls back on says too much: it is not added."""
    step = entry.next_step
    own = entry.phones or ([step.contact] if step.of_organization else [])
    return list(dict.fromkeys((one.href, one.value) for one in own if one.kind in DIALLED_KINDS and digits(one.value)))


def _places(entry: Entry) -> list[str]:
    doubt = f" ({gettext('à confirmer')})" if entry.doubtful_place else ""
    return [f"{place}{doubt}" for place in map(_place, entry.ways) if place]


def _place(way: WayIn) -> str:
    if way.location is None or way.location.confidential:
        return ""
    street = "" if reveals(way.location.street) else way.location.street
    town = way.location.commune.name if way.location.commune else ""
    return ", ".join(filter(None, [street, f"{way.location.postal_code} {town}".strip()]))


def _dates(entry: Entry) -> list[str]:
    if entry.doubtful_hours:
        return []
    return [date for way in entry.ways if not way.always for date in way.paper_dates]
