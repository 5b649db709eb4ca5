"""Structures and services by the schema of data·inclusion, version 1. A service is one row a place.

Its lists are coarser than ours: what has no code stands in words in the `precisions`. `date_maj` is the last day
somebody confirmed the entry, when somebody did: a file loaded today does not make an old fact new.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.encoding import iri_to_uri

from resources import hours
from resources.enums import Access, AreaKind, ContactKind, OrganizationKind, Serves, ServiceKind, Tristate
from resources.exports.published import PIECE, Published, Way, shown
from resources.models import ContactPoint, Organization

Row = dict[str, Any]

VIOLENCE = "famille--surmonter-conflits-separation-violence"
# A need of ours and the theme nearest to it; the others are about violence, which is one theme.
THEMES = {
    "dormir": "logement-hebergement--rechercher-une-solution-dhebergement-temporaire",
    "droits": "difficultes-administratives-ou-juridiques--accompagnement-pour-lacces-aux-droits",
    "soin": "sante--acces-aux-soins",
    "argent": "difficultes-financieres--prevenir-une-degradation-de-la-situation-financiere",
    "mal-etre": "sante--sante-mentale",
}
EVERYBODY = "tous-publics"
# The definition of this one names those who undergo violence.
URGENT = "personnes-en-situation-durgence"
PUBLICS = {
    "tous": EVERYBODY,
    "femmes": "femmes",
    "mineurs": "jeunes",
    "jeunes": "jeunes",
    "parents": "familles",
    "aines": "seniors",
    "handicap": "personnes-en-situation-de-handicap",
    "sourds": "personnes-en-situation-de-handicap",
    "etrangers": "personnes-exilees",
    "etudiants": "etudiants",
    "sans-abri": URGENT,
}
INFORMING = (ServiceKind.EMERGENCY, ServiceKind.LINE, ServiceKind.CHAT)
NETWORKS = {OrganizationKind.DEPARTEMENT: ["departements"]}
COUNTRY = "france"
SHORTEST_NAME, LONGEST_NAME, LONGEST_DESCRIPTION = 3, 150, 10_000


def source() -> str:
    """What this directory is called in the hub."""
    return f"annuaire-{settings.DEPARTEMENT_CODE.lower()}"


def structure_rows(organizations: QuerySet[Organization]) -> Iterator[Row]:
    """Structures, by identifier, some at a time."""
    ordered = organizations.order_by("pk").prefetch_related("contacts")
    some = list(ordered[:PIECE])
    while some:
        yield from map(structure_row, some)
        some = list(ordered.filter(pk__gt=some[-1].pk)[:PIECE])


def structure_row(organization: Organization) -> Row:
    return _known(
        source=source(),
        id=_identifier(organization.pk),
        nom=_name(organization.name),
        date_maj=organization.updated_at.date().isoformat(),
        description=organization.description,
        siret=organization.siret,
        telephone=_phone(shown(organization.contacts.all())),
        site_web=iri_to_uri(organization.website),
        reseaux_porteurs=NETWORKS.get(OrganizationKind(organization.kind), []),
    )


def service_rows(entry: Published, *, site: str) -> list[Row]:
    """One row a place; one for all that is from afar when it receives nowhere."""
    desks = [way for way in entry.ways if way.on_site]
    if not desks:
        return [_service(entry, None, site=site)]
    return [_service(entry, way, site=site) for way in desks]


def _service(entry: Published, way: Way | None, *, site: str) -> Row:
    service = entry.service
    contacts = [*(way.contacts if way else ()), *entry.contacts, *entry.own_contacts, *entry.organization_contacts]
    telephone = _phone(contacts)
    link = _link(contacts, online=entry.remote and not telephone)
    means = _means(way, telephone, link)
    checked = entry.freshness.checked
    timetable = way.timetable if way else next((one.timetable for one in entry.ways), hours.UNKNOWN_TIMETABLE)
    return _known(
        source=source(),
        structure_id=_identifier(service.organization_id),
        id=_identifier(f"{service.public_id}-{str(way.row.pk)[:8]}" if way else service.public_id),
        nom=_name(service.name),
        description=_description(entry),
        lien_source=f"{site}{service.get_absolute_url()}",
        date_maj=(checked.on if checked else entry.modified.date()).isoformat(),
        type="information" if service.kind in INFORMING else "accompagnement",
        thematiques=sorted({THEMES.get(need.slug, VIOLENCE) for need in service.needs.all()} or {VIOLENCE}),
        frais={Tristate.YES: "gratuit", Tristate.NO: "payant"}.get(Tristate(service.free_of_charge)),
        publics=_publics(entry),
        publics_precisions=_publics_in_words(entry),
        conditions_acces=service.eligibility,
        **_address(way),
        telephone=telephone,
        modes_accueil=sorted(
            {"en-presentiel" if one.on_site else "a-distance" for one in ([way] if way else [])}
            | {"a-distance" for one in entry.ways if not one.on_site}
        ),
        zone_eligibilite=[COUNTRY if area.kind == AreaKind.COUNTRY else area.code for area, _ in entry.areas],
        lien_mobilisation=iri_to_uri(link.value) if link else "",
        modes_mobilisation=means,
        # The directory speaks to whoever is concerned: what it gives, she may use.
        mobilisable_par=["usagers"] if means else [],
        mobilisation_precisions=" ".join([*_by_text(contacts), *entry.warnings]),
        horaires_accueil=hours.expression(timetable, entry.at.year) if timetable.known else "",
    )


def _means(way: Way | None, telephone: str, link: ContactPoint | None) -> list[str]:
    asked = {
        "telephoner": bool(telephone),
        "utiliser-lien-mobilisation": link is not None,
        # Nobody presents herself at a place whose address is not told.
        "se-presenter": way is not None and way.place is not None and way.row.access == Access.WALK_IN,
    }
    return sorted(name for name, possible in asked.items() if possible)


def _address(way: Way | None) -> Row:
    place = way.place if way else None
    if place is None:
        return {}
    return {
        "commune": place.commune.name if place.commune else "",
        "code_insee": place.commune_id,
        "code_postal": place.postal_code,
        "adresse": place.street,
        "complement_adresse": place.complement,
        "longitude": place.longitude,
        "latitude": place.latitude,
    }


def _description(entry: Published) -> str:
    service = entry.service
    parts = [service.summary or service.name, service.what_happens, " ".join(entry.known_facts)]
    return "\n\n".join(filter(None, parts))[:LONGEST_DESCRIPTION]


def _publics(entry: Published) -> list[str]:
    found = {PUBLICS[one.slug] for one in entry.service.audiences.all() if one.slug in PUBLICS}
    if EVERYBODY in found:
        return [EVERYBODY]
    if entry.service.serves != Serves.PERPETRATORS:
        found.add(URGENT)
    return sorted(found)


def _publics_in_words(entry: Published) -> str:
    said = [one.name for one in entry.service.audiences.all()]
    if entry.service.serves != Serves.VICTIMS:
        said.append(entry.service.get_serves_display())
    return ", ".join(said)


def _phone(contacts: Iterable[ContactPoint]) -> str:
    return next((one.value for one in contacts if one.kind == ContactKind.PHONE), "")


def _link(contacts: Iterable[ContactPoint], *, online: bool) -> ContactPoint | None:
    """Where to ask: a form or a chat; the site itself, of what is reached by nothing else."""
    kinds = (ContactKind.FORM, ContactKind.CHAT, *([ContactKind.WEBSITE] if online else []))
    return next((one for kind in kinds for one in contacts if one.kind == kind), None)


def _by_text(contacts: Iterable[ContactPoint]) -> list[str]:
    """The schema has no number to write to: it is told in words."""
    return list(dict.fromkeys(f"Par SMS au {one.value}." for one in contacts if one.kind == ContactKind.SMS))


def _identifier(own: object) -> str:
    return f"{source()}--{own}"


def _name(text: str) -> str:
    """The schema wants three signs: a number of two stands between quotation marks."""
    name = text.removesuffix(".")[:LONGEST_NAME]
    return name if len(name) >= SHORTEST_NAME else f"« {name} »"


def _known(**values: Any) -> Row:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
