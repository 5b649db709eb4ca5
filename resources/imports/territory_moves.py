"""What moved between the territory that was loaded and the one that replaces it, so that nothing is lost silently.

INSEE's code of communes changes every year: communes are renamed, created, merged into another.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from resources.enums import AreaKind
from resources.models import Commune, Epci, Location, Network, NetworkArea, ServiceArea
from resources.text import fold_place


@dataclass(frozen=True)
class Known:
    """A commune as one state of the territory tells it."""

    name: str
    departement: str
    epci: str | None


@dataclass
class Moves:
    """Sentences by chapter; empty when nothing moved."""

    chapters: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def tell(self, chapter: str, sentence: str) -> None:
        self.chapters[chapter].append(sentence)

    def __bool__(self) -> bool:
        return bool(self.chapters)


def territory() -> dict[str, Known]:
    """What is loaded now."""
    rows = Commune.objects.order_by("insee").values_list("insee", "name", "departement_id", "epci_id")
    return {insee: Known(*rest) for insee, *rest in rows}


def moves(before: dict[str, Known], after: dict[str, Known], names: Iterable[tuple[str, str]]) -> Moves:
    """From what was loaded to what the files say. `names`: (INSEE code, other name) of the new communes.

    Nothing to tell of a first load.
    """
    found = Moves()
    if not before:
        return found
    heirs = defaultdict(set)
    for insee, name in names:
        heirs[fold_place(name)].add(insee)
    epcis = dict(Epci.objects.values_list("code", "name"))
    for insee in sorted(after.keys() - before.keys()):
        found.tell("Communes nouvelles", f"{after[insee].name} ({insee})")
    gone = sorted(before.keys() - after.keys())
    for insee in gone:
        old = before[insee]
        into = [code for code in sorted(heirs[fold_place(old.name)] - {insee}) if code[:2] == insee[:2]]
        heir = f" : c’est maintenant {_listed(into, after)}" if into else " : aucune commune ne porte plus ce nom"
        found.tell("Communes qui ne sont plus dans les fichiers", f"{old.name} ({insee}){heir}")
    for insee in sorted(before.keys() & after.keys()):
        _changed(found, insee, before[insee], after[insee], epcis)
    _touched(found, gone, before)
    return found


def _changed(found: Moves, insee: str, old: Known, new: Known, epcis: dict[str, str]) -> None:
    if old.name != new.name:
        found.tell("Communes qui changent de nom", f"{old.name} → {new.name} ({insee})")
    if old.departement != new.departement:
        found.tell(
            "Communes qui changent de département", f"{new.name} ({insee}) : {old.departement} → {new.departement}"
        )
    if old.epci != new.epci:
        said = " → ".join(epcis.get(code, "aucune") if code else "aucune" for code in (old.epci, new.epci))
        found.tell("Communes qui changent d’intercommunalité", f"{new.name} ({insee}) : {said}")


def _touched(found: Moves, gone: list[str], before: dict[str, Known]) -> None:
    """Entries, places and networks that still point to a commune, or an intercommunality, that is no more."""
    chapter = "À revoir dans l’annuaire"
    names = {code: before[code].name for code in gone}
    areas = ServiceArea.objects.filter(kind=AreaKind.COMMUNE, code__in=gone).select_related("service")
    for area in areas.order_by("code", "service__sort_key", "pk"):
        number = area.service.public_id
        found.tell(chapter, f"la fiche {number} « {area.service.name} » couvre {names[area.code]} ({area.code})")
    for place in Location.objects.filter(commune__in=gone).order_by("name", "pk"):
        found.tell(chapter, f"le lieu « {place.name} » est à {names[place.commune_id]} ({place.commune_id})")
    for area in NetworkArea.objects.filter(kind=AreaKind.COMMUNE, code__in=gone).select_related("network"):
        found.tell(chapter, f"le réseau « {area.network.name} » couvre {names[area.code]} ({area.code})")
    for network in Network.objects.filter(seat__in=gone):
        found.tell(chapter, f"le réseau « {network.name} » a son siège à {names[network.seat_id]}")
    living = Commune.objects.exclude(insee__in=gone).exclude(epci=None).values("epci")
    empty = Epci.objects.exclude(code__in=living).values("code")
    covered = ServiceArea.objects.filter(kind=AreaKind.EPCI, code__in=empty).select_related("service")
    for area in covered.order_by("code", "service__sort_key", "pk"):
        number = area.service.public_id
        found.tell(chapter, f"la fiche {number} « {area.service.name} » couvre une intercommunalité vide ({area.code})")


def _listed(codes: list[str], territory: dict[str, Known]) -> str:
    return " ou ".join(f"{territory[code].name} ({code})" for code in codes)
