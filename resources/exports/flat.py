"""An entry as flat rows, one a way in: what a spreadsheet or a map can hold."""

from collections.abc import Callable, Iterable
from typing import Any

from resources import wording
from resources.enums import Access, Tristate
from resources.exports.published import Published, Way

SEPARATOR = " ; "
ACCESS = {Access.WALK_IN: "sans rendez-vous", Access.APPOINTMENT: "sur rendez-vous"}


def _known(value: str) -> str:
    """Unknown is empty: never "no"."""
    return "" if value == Tristate.UNKNOWN else str(Tristate(value).label)


def _each_once(values: Iterable[str]) -> str:
    """One address may be that of a site and of its chat."""
    return SEPARATOR.join(dict.fromkeys(values))


def _access(way: Way) -> str:
    """As the page: nobody is told that a call needs no appointment."""
    known = way.on_site or way.row.access == Access.APPOINTMENT
    return ACCESS.get(Access(way.row.access), "") if known else ""


# Header of each column and where it is read; no way in leaves the second half empty.
OF_ENTRY: dict[str, Callable[[Published], Any]] = {
    "numero": lambda entry: entry.service.public_id,
    "identifiant": lambda entry: str(entry.service.pk),
    "nom": lambda entry: entry.service.name,
    "titre_neutre": lambda entry: entry.service.neutral_title,
    "structure": lambda entry: entry.service.organization.name,
    "siret": lambda entry: entry.service.organization.siret or "",
    "sorte": lambda entry: entry.service.get_kind_display(),
    "s_adresse_a": lambda entry: entry.service.get_serves_display(),
    "en_une_phrase": lambda entry: entry.service.summary,
    "ce_qui_va_se_passer": lambda entry: entry.service.what_happens,
    "conditions": lambda entry: entry.service.eligibility,
    "besoins": lambda entry: SEPARATOR.join(need.name for need in entry.service.needs.all()),
    "publics": lambda entry: SEPARATOR.join(audience.name for audience in entry.service.audiences.all()),
    "gratuit": lambda entry: _known(entry.service.free_of_charge),
    "plainte_necessaire": lambda entry: _known(entry.service.complaint_required),
    "telephone": lambda entry: _each_once(one.value for one in entry.phones),
    "site": lambda entry: _each_once(one.value for one in entry.links),
    "territoire": lambda entry: SEPARATOR.join(name for _, name in entry.areas),
    "avertissement": lambda entry: " ".join(entry.warnings),
    "verification": lambda entry: wording.freshness_sentence(entry.freshness),
    "source": lambda entry: entry.service.source_name or entry.service.source_url,
    "date_de_la_source": lambda entry: entry.service.source_date,
    "modifie_le": lambda entry: entry.modified.isoformat(timespec="seconds"),
}
OF_WAY: dict[str, Callable[[Way], Any]] = {
    "par_ou": lambda way: way.row.get_channel_display(),
    "precision": lambda way: way.row.label,
    "rendez_vous": _access,
    "remarque": lambda way: way.row.note,
    "lieu": lambda way: way.place_name if way.on_site else "",
    "adresse": lambda way: way.place.street if way.place else "",
    "complement": lambda way: way.place.complement if way.place else "",
    "code_postal": lambda way: way.place.postal_code if way.place else "",
    "commune": lambda way: way.place.commune.name if way.place and way.place.commune else "",
    "code_insee": lambda way: way.place.commune_id or "" if way.place else "",
    "fauteuil_roulant": lambda way: _known(way.place.step_free) if way.place else "",
    "horaires": lambda way: SEPARATOR.join(way.sentences),
}
POINT = ("latitude", "longitude", "point_de")
COLUMNS = (*OF_ENTRY, "fiche", *OF_WAY, *POINT)


def flat_rows(entry: Published, *, site: str) -> list[dict[str, Any]]:
    """Every row says all of its entry, so that each stands alone."""
    said = {name: read(entry) for name, read in OF_ENTRY.items()}
    said["fiche"] = f"{site}{entry.service.get_absolute_url()}"
    return [said | _way(way) for way in entry.ways] or [said | dict.fromkeys((*OF_WAY, *POINT), "")]


def _way(way: Way) -> dict[str, Any]:
    return {name: read(way) for name, read in OF_WAY.items()} | dict(zip(POINT, point_of(way), strict=True))


def point_of(way: Way) -> tuple[Any, Any, str]:
    """Where to draw it, and whether it is the point of the place or of its commune. Empty when there is none."""
    place = way.place
    if place is None or place.point is None:
        return "", "", ""
    return *place.point, "lieu" if place.latitude is not None else "commune"
