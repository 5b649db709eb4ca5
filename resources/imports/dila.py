"""The State's own directory (DILA, « annuaire de l’administration »), as published in JSON on data.gouv.fr.

Only what somebody may turn to here is read: police, gendarmerie, courts, social centres. The file gives lists, or the
same lists written as text.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

from django.conf import settings

from resources.enums import ContactKind, OnHoliday, OrganizationKind, ServiceKind, Tristate, Weekday
from resources.hours import Rule
from resources.imports.json_file import read_json
from resources.imports.listings import LONGEST_KEY, Listing
from resources.imports.problems import BrokenFileError, Problem
from resources.text import fold
from resources.wording import of_territory

SOURCE = "dila"
SOURCE_NAME = "Annuaire de l’administration (DILA)"
DAYS = {fold(day.label): day.value for day in Weekday}
STEP_FREE = {"ACC": Tristate.YES, "NAC": Tristate.NO, "accessible": Tristate.YES, "non accessible": Tristate.NO}
DAY_MONTH_YEAR = re.compile(r"^(\d{2})/(\d{2})/(\d{4})")


@dataclass(frozen=True)
class Sort:
    """A sort of service: the codes the file gives it, how its names begin, and what it is here.

    `shared`: its services are all of one structure, named here; else each is its own.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    kind: ServiceKind
    organization: OrganizationKind
    shared: str = ""


SORTS = (
    Sort(("gendarmerie",), ("gendarmerie", "brigade de gendarmerie"), ServiceKind.POLICE,
         OrganizationKind.GENDARMERIE, "Gendarmerie {territory}"),
    Sort(("commissariat_police",), ("commissariat", "police nationale"), ServiceKind.POLICE,
         OrganizationKind.POLICE, "Police nationale {territory}"),
    Sort((), ("tribunal", "cour d appel"), ServiceKind.JUSTICE, OrganizationKind.JUSTICE),
    Sort((), ("centre social", "centre communal d action sociale", "centre intercommunal d action sociale",
              "maison departementale des solidarites"), ServiceKind.RECEPTION, OrganizationKind.OTHER),
)  # fmt: skip


def read_dila(file: Path, *, communes: set[str]) -> tuple[list[Listing], dict[str, int]]:
    """What the file tells of our communes, and how many services of other sorts were left aside."""
    listings, aside = [], Counter()
    for item in _items(file):
        sort = _sort(item)
        commune = _commune(item)
        if commune not in communes:
            continue
        if sort is None:
            aside[_code(item) or "?"] += 1
        else:
            listings.append(_listing(item, sort, commune))
    return listings, dict(aside)


def _items(file: Path) -> Iterator[dict[str, Any]]:
    content = read_json(file)
    items = content.get("service") if isinstance(content, dict) else content
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise BrokenFileError([Problem(file, 0, "service", "une liste de services est attendue")])
    for number, item in enumerate(items, start=1):
        if not _identified(item):
            raise BrokenFileError(
                [Problem(file, 0, "service", f"le service n° {number} n’a pas d’identifiant ou de nom lisible")]
            )
        yield item


def _identified(item: dict[str, Any]) -> bool:
    texts = [item.get(name) for name in ("id", "nom")]
    return all(isinstance(one, str) and one.strip() for one in texts) and len(item["id"]) <= LONGEST_KEY


def _listing(item: dict[str, Any], sort: Sort, commune: str) -> Listing:
    address = _address(item)
    name = re.sub(r"\s+-\s+", " – ", str(item["nom"]).strip())
    return Listing(
        external_id=str(item["id"]),
        name=name,
        kind=sort.kind,
        organization=sort.shared.format(territory=of_territory(settings.TERRITORY_NAME)) or name,
        organization_kind=sort.organization,
        siret="" if sort.shared else _siret(item),
        commune=commune,
        street=str(address.get("numero_voie") or "")[:150],
        complement=" ".join(filter(None, (address.get("complement1"), address.get("complement2"))))[:200],
        postal_code=_postal_code(address),
        point=_point(address),
        step_free=STEP_FREE.get(str(address.get("accessibilite") or ""), Tristate.UNKNOWN),
        contacts=list(_contacts(item)),
        rules=_rules(_list(item, "plage_ouverture")),
        source_name=SOURCE_NAME,
        source_url=str(item.get("url_service_public") or ""),
        source_date=_date(str(item.get("date_modification") or "")),
    )


def _sort(item: dict[str, Any]) -> Sort | None:
    code, name = _code(item), fold(str(item["nom"]))
    return next((sort for sort in SORTS if code in sort.codes or name.startswith(sort.names)), None)


def _code(item: dict[str, Any]) -> str:
    return next((str(one.get("type_service_local") or "") for one in _list(item, "pivot")), "")


def _commune(item: dict[str, Any]) -> str:
    """Where it is; not the communes it serves, which `pivot` gives."""
    return str(item.get("code_insee_commune") or "").strip()


def _address(item: dict[str, Any]) -> dict[str, Any]:
    """Where one goes, not where one writes."""
    found = _list(item, "adresse")
    return next((one for one in found if one.get("type_adresse") == "Adresse"), found[0] if found else {})


def _postal_code(address: dict[str, Any]) -> str:
    code = str(address.get("code_postal") or "")
    return code if re.fullmatch(r"[0-9]{5}", code) else ""


def _point(address: dict[str, Any]) -> tuple[float, float] | None:
    try:
        latitude, longitude = float(address["latitude"]), float(address["longitude"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    # What is no number is within no bounds.
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _siret(item: dict[str, Any]) -> str:
    siret = re.sub(r"\s", "", str(item.get("siret") or ""))
    return siret if re.fullmatch(r"[0-9]{14}", siret) else ""


def _contacts(item: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for phone in _list(item, "telephone"):
        if phone.get("valeur"):
            yield ContactKind.PHONE, str(phone["valeur"]).strip(), str(phone.get("description") or "")
    for site in _list(item, "site_internet"):
        if str(site.get("valeur") or "").startswith("https://"):
            yield ContactKind.WEBSITE, str(site["valeur"]).strip(), str(site.get("libelle") or "")


def _rules(slots: list[dict[str, Any]]) -> list[Rule]:
    """Every slot or none: hours without one of them would tell a day closed. A comment may change what they mean."""
    read = [_slot(slot) for slot in slots]
    return [rule for rules in read for rule in rules or ()] if all(read) else []


def _slot(slot: dict[str, Any]) -> list[Rule] | None:
    """Both halves of its days. None when it is not read whole."""
    first = DAYS.get(fold(str(slot.get("nom_jour_debut") or "")))
    last = DAYS.get(fold(str(slot.get("nom_jour_fin") or slot.get("nom_jour_debut") or "")))
    if first is None or last is None or last < first or slot.get("commentaire"):
        return None
    days, halves = frozenset(range(first, last + 1)), []
    for half in ("1", "2"):
        given = [slot.get(f"valeur_heure_{name}_{half}") for name in ("debut", "fin")]
        start, end = (_time(text) for text in given)
        if any(given) and (start is None or end is None):
            return None
        if start is not None and end is not None:
            halves.append(Rule(days, start, end, on_public_holidays=OnHoliday.UNKNOWN))
    return halves


def _time(text: Any) -> time | None:
    try:
        return time.fromisoformat(str(text or ""))
    except ValueError:
        return None


def _date(text: str) -> str:
    """The day, as it is written here: the file says 24/11/2026 10:00:00, or 2026-11-24."""
    found = DAY_MONTH_YEAR.match(text)
    if found:
        return "-".join(reversed(found.groups()))
    return text[:10] if re.match(r"^\d{4}-\d{2}-\d{2}", text) else ""


def _list(item: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = item.get(name) or []
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
