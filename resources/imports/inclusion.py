"""Files of data·inclusion, version 1: services of our communes, each with its structure. Our own are left out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from data_inclusion.schema.v1 import Service, Structure
from django.conf import settings
from pydantic import ValidationError

from resources.enums import AreaKind, ContactKind, OrganizationKind, ServiceKind, Tristate
from resources.exports.data_inclusion import COUNTRY, VIOLENCE, source
from resources.imports.json_file import read_json
from resources.imports.listings import LONGEST_KEY, Listing
from resources.imports.problems import BrokenFileError, Problem
from resources.models.way_in import local_calendar
from resources.osm import read_osm

SOURCE = "data-inclusion"
HOUSING = "logement-hebergement--rechercher-une-solution-dhebergement-temporaire"
THEMES = frozenset({VIOLENCE, HOUSING})
LENGTHS = {2: AreaKind.DEPARTEMENT, 3: AreaKind.DEPARTEMENT, 5: AreaKind.COMMUNE, 9: AreaKind.EPCI}
SUMMARY_LENGTH = 250
REASONS = {
    "missing": "il manque",
    "string_type": "un texte est attendu",
    "float_parsing": "un nombre est attendu",
    "enum": "ce code n’est pas dans la liste de data·inclusion",
    "date_from_datetime_parsing": "une date est attendue, comme 2026-11-24",
    "date_parsing": "une date est attendue, comme 2026-11-24",
}
Model = TypeVar("Model", Structure, Service)


def read_inclusion(
    file: Path, *, communes: set[str], themes: frozenset[str] = THEMES
) -> tuple[list[Listing], dict[str, int]]:
    """Services of these themes in our communes. One that the schema refuses stops the import: the file is broken."""
    structures, services = _content(file)
    found = [
        _listing(service, structures[service.structure_id])
        for service in services
        if service.source != source()
        and service.code_insee in communes
        and service.structure_id in structures
        and themes & {str(one.value) for one in service.thematiques or ()}
    ]
    return found, {"autres services": len(services) - len(found)}


def _content(file: Path) -> tuple[dict[str, Structure], list[Service]]:
    content = read_json(file)
    if not isinstance(content, dict):
        raise BrokenFileError([Problem(file, 0, "", "des listes « structures » et « services » sont attendues")])
    structures = [_row(file, Structure, "structures", *one) for one in _rows(file, content, "structures")]
    services = [_row(file, Service, "services", *one) for one in _rows(file, content, "services")]
    endless = [Problem(file, 0, "id", f"plus de {LONGEST_KEY} signes") for one in services if len(one.id) > LONGEST_KEY]
    if endless:
        raise BrokenFileError(endless)
    return {one.id: one for one in structures}, services


def _rows(file: Path, content: dict[str, Any], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    rows = content.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BrokenFileError([Problem(file, 0, name, "une liste d’objets est attendue")])
    return enumerate(rows, start=1)


def _row(file: Path, model: type[Model], name: str, number: int, row: dict[str, Any]) -> Model:
    try:
        return model(**row)
    except ValidationError as error:
        refused = [
            Problem(file, 0, f"{name} n° {number}, {'.'.join(map(str, one['loc']))}", _reason(one))
            for one in error.errors(include_url=False)
        ]
        raise BrokenFileError(refused) from error


def _reason(error: Any) -> str:
    """The common ones in French; the others in the words of the schema."""
    return REASONS.get(error["type"], f"refusé par le schéma data·inclusion ({error['msg']})")


def _listing(service: Service, structure: Structure) -> Listing:
    summary, told = _described(service.description)
    read = read_osm(service.horaires_accueil, calendar=local_calendar()) if service.horaires_accueil else None
    return Listing(
        external_id=service.id,
        name=service.nom,
        kind=ServiceKind.HOUSING
        if HOUSING in {one.value for one in service.thematiques or ()}
        else ServiceKind.SUPPORT,
        organization=structure.nom,
        organization_kind=OrganizationKind.OTHER,
        siret=str(structure.siret or ""),
        summary=summary,
        what_happens=told,
        eligibility=service.conditions_acces or "",
        free_of_charge={"gratuit": Tristate.YES, "payant": Tristate.NO}.get(
            str(service.frais.value) if service.frais else "", Tristate.UNKNOWN
        ),
        commune=str(service.code_insee or ""),
        place=structure.nom[:150],
        street=(service.adresse or "")[:150],
        complement=(service.complement_adresse or "")[:200],
        postal_code=str(service.code_postal or ""),
        point=(service.latitude, service.longitude)
        if service.latitude is not None and service.longitude is not None
        else None,
        contacts=list(_contacts(service)),
        # Rules without their exceptions would say something else.
        rules=list(read.rules) if read and not read.reason and not read.overrides else [],
        areas=list(_areas(service)),
        source_name=f"data·inclusion ({service.source})",
        source_url=str(service.lien_source or ""),
        source_date=service.date_maj.isoformat(),
    )


def _described(text: str) -> tuple[str, str]:
    """The first sentence when it is short enough, and all of it."""
    first = text.strip().split("\n")[0].split(". ")[0]
    return (first if len(first) <= SUMMARY_LENGTH else "", text.strip())


def _contacts(service: Service) -> Iterator[tuple[str, str, str]]:
    if service.telephone:
        yield ContactKind.PHONE, service.telephone, ""
    if service.lien_mobilisation and str(service.lien_mobilisation).startswith("https://"):
        yield ContactKind.WEBSITE, str(service.lien_mobilisation), ""


def _areas(service: Service) -> Iterator[tuple[str, str]]:
    for code in service.zone_eligibilite or ():
        if code == COUNTRY:
            yield AreaKind.COUNTRY, settings.PUBLIC_HOLIDAY_COUNTRY
        elif len(str(code)) in LENGTHS:
            yield LENGTHS[len(str(code))], str(code)
