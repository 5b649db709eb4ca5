"""What the cells of a spreadsheet name: structures, communes, areas, needs, places, entries. Read once an import."""

from collections import defaultdict
from functools import cached_property

from django.conf import settings
from rapidfuzz import fuzz, process

from resources.enums import AreaKind, EditorialStatus, NameKind
from resources.exports.entries_sheet import COUNTRY
from resources.imports.sheet_cells import CLOSE_ENOUGH, CellError, shortened, suggestion
from resources.models import (
    AREA_OF_COUNTRY,
    Audience,
    Commune,
    CommuneName,
    Departement,
    Epci,
    Location,
    Need,
    Organization,
    PostalCode,
    PublicIdAlias,
    Service,
    ServiceAtLocation,
)
from resources.text import fold, fold_place, squeeze_place

KINDS = {fold(AreaKind(kind).label): kind for kind in AreaKind.values}


class Lookup:
    """Each answer is a value or a CellError that offers the closest name."""

    # -- Structures and vocabulary -----------------------------------------------------------

    @cached_property
    def organizations(self) -> dict[str, list]:
        """Folded name or acronym → structures."""
        found = defaultdict(list)
        for one in Organization.objects.only("pk", "name", "short_name"):
            for name in {fold(one.name), fold(one.short_name)} - {""}:
                found[name].append(one)
        return found

    def organization(self, text: str):
        """The structure, or None when no name is that one."""
        found = self.organizations.get(fold(text), [])
        if len(found) > 1:
            names = " ; ".join(one.name for one in found)
            raise CellError(f"plusieurs structures portent ce nom ({names}) : écrivez le nom entier.")
        return found[0] if found else None

    def close_organization(self, text: str, cutoff: int) -> str:
        names = list(self.organizations)
        close = process.extractOne(fold(text), names, scorer=fuzz.ratio, score_cutoff=cutoff)
        return self.organizations[close[0]][0].name if close else ""

    @cached_property
    def needs(self):
        return {fold(name): one for one in Need.objects.all() for name in (one.slug, one.name)}

    @cached_property
    def audiences(self):
        return {fold(name): one for one in Audience.objects.all() for name in (one.slug, one.name)}

    def named(self, text: str, choices: dict):
        """A need or an audience, by its name or its slug."""
        found = choices.get(fold(text))
        if found is None:
            names = list(dict.fromkeys(one.name for one in choices.values()))
            raise CellError(f"« {shortened(text)} » n’est pas dans la liste. {suggestion(text, names)}")
        return found

    # -- Territory ---------------------------------------------------------------------------

    @cached_property
    def communes(self) -> dict[str, str]:
        return dict(Commune.objects.values_list("insee", "name"))

    @cached_property
    def commune_names(self) -> dict[str, dict[str, str]]:
        """Folded name → INSEE code → the kind of that name."""
        found = defaultdict(dict)
        for folded, insee, kind in CommuneName.objects.values_list("folded", "commune_id", "kind"):
            found[folded][insee] = kind
        return found

    @cached_property
    def postal_codes(self) -> dict[str, set[str]]:
        found = defaultdict(set)
        for code, insee in PostalCode.objects.values_list("code", "commune_id"):
            found[code].add(insee)
        return found

    @cached_property
    def squeezed_names(self) -> tuple[list[str], list[str]]:
        names = [(squeeze_place(name), insee) for insee, name in self.communes.items()]
        return [name for name, _ in names], [insee for _, insee in names]

    def commune(self, text: str, postal_code: str = "") -> str:
        """The INSEE code."""
        code = text.strip().upper()
        if code in self.communes:
            return code
        named = self.commune_names.get(fold_place(text), {})
        found = _narrowed(
            set(named),
            self.postal_codes.get(postal_code, set()),
            {insee for insee, kind in named.items() if kind == NameKind.OFFICIAL},
            {insee for insee in named if insee.startswith(settings.DEPARTEMENT_CODE)},
        )
        if len(found) == 1:
            return found.pop()
        if found:
            raise CellError(f"plusieurs communes portent ce nom : écrivez le code INSEE ({', '.join(sorted(found))}).")
        raise CellError(f"« {shortened(text)} » n’est pas une commune connue. {self._close_communes(text)}")

    def _close_communes(self, text: str) -> str:
        names, codes = self.squeezed_names
        close = process.extract(squeeze_place(text[:100]), names, scorer=fuzz.ratio, limit=3, score_cutoff=CLOSE_ENOUGH)
        said = " ou ".join(f"« {self.communes[codes[at]]} » ({codes[at]})" for _, _, at in close)
        return f"Vouliez-vous dire {said} ?" if said else "Écrivez son nom entier ou son code INSEE."

    @cached_property
    def epcis(self) -> dict[str, str]:
        return dict(Epci.objects.values_list("code", "name"))

    @cached_property
    def departements(self) -> dict[str, str]:
        return dict(Departement.objects.values_list("code", "name"))

    @cached_property
    def regions(self) -> set[str]:
        return set(Departement.objects.values_list("region_code", flat=True))

    def area(self, text: str) -> tuple[str, str]:
        """« Civray (commune) », « Grand Poitiers », « Vienne », « France entière » → (kind, code)."""
        if fold(text) in (fold(COUNTRY), "france", "fr"):
            return str(AREA_OF_COUNTRY[0]), AREA_OF_COUNTRY[1]
        name, _, said = text.rstrip(") ").rpartition("(")
        kind = KINDS.get(fold(said)) if name else None
        name = (name if kind else text).strip()
        if kind in (None, AreaKind.DEPARTEMENT) and (code := _by_name(name, self.departements)):
            return AreaKind.DEPARTEMENT.value, code
        if kind in (None, AreaKind.EPCI) and (code := _by_name(name, self.epcis)):
            return AreaKind.EPCI.value, code
        if kind == AreaKind.REGION and name in self.regions:
            return AreaKind.REGION.value, name
        if kind in (None, AreaKind.COMMUNE):
            return AreaKind.COMMUNE.value, self.commune(name)
        raise CellError(f"« {shortened(text)} » n’est pas une zone connue : écrivez son nom entier ou son code.")

    # -- Places and entries ------------------------------------------------------------------

    @cached_property
    def places(self) -> dict[tuple[str, str | None], list]:
        """(folded name, INSEE code) → ids of the places of that name there. None of them secret."""
        found = defaultdict(list)
        rows = Location.objects.filter(confidential=False).order_by("pk")
        for pk, name, insee in rows.values_list("pk", "name", "commune_id"):
            found[fold(name), insee].append(pk)
        return found

    @cached_property
    def secret_names(self) -> set[str]:
        return {fold(name) for name in Location.objects.filter(confidential=True).values_list("name", flat=True)}

    @cached_property
    def entries(self) -> dict[str, tuple]:
        """Public number → (id, structure, status)."""
        rows = Service.objects.order_by().values_list("public_id", "pk", "organization_id", "status")
        return {public_id: tuple(rest) for public_id, *rest in rows}

    @cached_property
    def numbers_by_name(self) -> dict[str, list[str]]:
        """Sort key → public numbers of the entries that are not archived."""
        found = defaultdict(list)
        rows = Service.objects.exclude(status=EditorialStatus.ARCHIVED).order_by("public_id")
        for key, public_id in rows.values_list("sort_key", "public_id"):
            found[key].append(public_id)
        return found

    @cached_property
    def communes_of_entries(self) -> dict:
        found = defaultdict(set)
        rows = ServiceAtLocation.objects.exclude(location__commune=None).order_by()
        for service, insee in rows.values_list("service_id", "location__commune_id"):
            found[service].add(insee)
        return found

    @cached_property
    def aliases(self) -> dict[str, str]:
        return dict(PublicIdAlias.objects.values_list("alias_id", "service_id"))


def _narrowed(found: set[str], *tests: set[str]) -> set[str]:
    """Each test in turn keeps those it knows, unless it knows none."""
    for test in tests:
        found = found & test or found
    return found


def _by_name(text: str, names: dict[str, str]) -> str:
    """The code of the one place that goes by this code or this name, or whose name holds every word of it."""
    if text.upper() in names:
        return text.upper()
    exact = [code for code, name in names.items() if fold(name) == fold(text)]
    if len(exact) == 1:
        return exact[0]
    words = fold(text).split()
    holding = [code for code, name in names.items() if len(words) > 1 and set(words) <= set(fold(name).split())]
    return holding[0] if len(holding) == 1 else ""
