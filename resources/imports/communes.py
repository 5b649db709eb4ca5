"""Communes of the département and of its neighbours, from CSV files. All or nothing; loading again changes nothing."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django import forms
from django.db import transaction
from django.utils import timezone

from resources.enums import NameKind
from resources.imports.problems import BrokenFileError, Problem
from resources.imports.territory_moves import Known, Moves, moves, territory
from resources.models import Commune, CommuneName, Departement, Epci, PostalCode
from resources.text import fold_place, sort_key
from resources.validators import validate_insee, validate_postal_code

DEPARTEMENT_COLUMNS = ("code", "name", "region_code")
COMMUNE_COLUMNS = ("insee", "name", "postcodes", "population", "lat", "lon", "former_names")
# A file with a column "kind" holds other names of the communes, not communes; with "region_code", more départements.
NAME_COLUMNS = ("insee", "name", "kind")
BATCH = 500


@dataclass(frozen=True)
class Row:
    """One commune as read and checked."""

    insee: str
    name: str
    postal_codes: list[str]
    population: int
    latitude: float
    longitude: float
    former_names: list[str]
    epci: tuple[str, str] | None

    @property
    def departement(self) -> str:
        return departement_of(self.insee)


def departement_of(insee: str) -> str:
    """Overseas, three signs."""
    return insee[: 3 if insee.startswith("97") else 2]


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


class CommuneLine(forms.Form):
    """Checks one line of a file of communes."""

    insee = forms.CharField(validators=[validate_insee])
    name = forms.CharField(max_length=100)
    postcodes = forms.CharField()
    population = forms.IntegerField(min_value=0)
    lat = forms.FloatField(min_value=-90, max_value=90)
    lon = forms.FloatField(min_value=-180, max_value=180)
    former_names = forms.CharField(required=False)
    epci_code = forms.CharField(required=False, max_length=9)
    epci = forms.CharField(required=False, max_length=150)

    def __init__(self, data, *, departements, seen):
        super().__init__(data)
        self.departements, self.seen = departements, seen

    def clean_insee(self):
        insee = self.cleaned_data["insee"]
        departement = departement_of(insee)
        if departement not in self.departements:
            raise forms.ValidationError(f"Le département {departement} n’est pas dans la liste des départements.")
        if insee in self.seen:
            raise forms.ValidationError(f"Cette commune est déjà à la ligne {self.seen[insee]}.")
        return insee

    def clean_postcodes(self):
        codes = _several(self.cleaned_data["postcodes"])
        for code in codes:
            validate_postal_code(code)
        return codes

    def row(self) -> Row:
        read = self.cleaned_data
        return Row(
            insee=read["insee"],
            name=read["name"],
            postal_codes=read["postcodes"],
            population=read["population"],
            latitude=read["lat"],
            longitude=read["lon"],
            former_names=_several(read["former_names"]),
            epci=(read["epci_code"], read["epci"]) if read["epci_code"] else None,
        )


class NameLine(forms.Form):
    """Checks one line of a file of names."""

    insee = forms.CharField()
    name = forms.CharField(max_length=100)
    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in (NameKind.SHORT, NameKind.DELEGATED)])

    def __init__(self, data, *, communes, seen):
        super().__init__(data)
        self.communes, self.seen = communes, seen

    def clean_insee(self):
        insee = self.cleaned_data["insee"]
        if insee not in self.communes:
            raise forms.ValidationError("Cette commune n’est dans aucun fichier de communes.")
        return insee

    def clean(self):
        read = super().clean()
        folded = fold_place(read.get("name", ""))
        if read.get("name") and not folded:
            self.add_error("name", "Ce nom n’a ni lettre ni chiffre.")
        elif "insee" in read and self.key in self.seen:
            self.add_error("name", f"Ce nom est déjà à la ligne {self.seen[self.key]}.")
        return read

    @property
    def key(self) -> tuple[str, str]:
        return self.cleaned_data.get("insee", ""), fold_place(self.cleaned_data.get("name", ""))


@transaction.atomic
def load_communes(*, departements: Path, files: Iterable[Path]) -> tuple[dict[str, int], Moves]:
    """Load the territory; returns how many of each kind there are then, and what moved since it was last loaded.

    A commune that is no more in the files stays: entries and places may point to it, and are told.
    On BrokenFileError nothing was loaded.
    """
    problems: list[Problem] = []
    files = [(file, _columns(file)) for file in files]
    more = [file for file, columns in files if "region_code" in columns]
    regions = {code: told for file in [departements, *more] for code, told in _departements(file, problems).items()}
    files = [(file, columns) for file, columns in files if file not in more]
    rows = [row for file, columns in files if "kind" not in columns for row in _communes(file, regions, problems)]
    communes = {row.insee for row in rows}
    names = [name for file, columns in files if "kind" in columns for name in _names(file, communes, problems)]
    if problems:
        raise BrokenFileError(problems)
    before = territory()
    Departement.objects.bulk_create(
        [Departement(code=code, name=name, region_code=region) for code, (name, region) in regions.items()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "region_code"],
    )
    epcis = {row.epci[0]: row.epci[1] for row in rows if row.epci}
    Epci.objects.bulk_create(
        [Epci(code=code, name=name) for code, name in epcis.items()],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
    )
    _save_communes(rows)
    _save_names(rows, names)
    PostalCode.objects.bulk_create(
        [PostalCode(code=code, commune_id=row.insee) for row in rows for code in row.postal_codes],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    models = (Departement, Epci, Commune, CommuneName, PostalCode)
    counts = {str(model._meta.verbose_name_plural): model.objects.count() for model in models}
    after = {row.insee: Known(row.name, row.departement, row.epci[0] if row.epci else None) for row in rows}
    other_names = [(row.insee, name) for row in rows for name in row.former_names]
    return counts, moves(before, after, [*other_names, *((insee, name) for insee, name, _ in names)])


def _save_communes(rows: list[Row]) -> None:
    Commune.objects.bulk_create(
        [
            Commune(
                insee=row.insee,
                name=row.name,
                departement_id=row.departement,
                epci_id=row.epci[0] if row.epci else None,
                population=row.population,
                latitude=row.latitude,
                longitude=row.longitude,
                sort_key=sort_key(row.name),
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["insee"],
        update_fields=["name", "departement", "epci", "population", "latitude", "longitude", "sort_key"],
        batch_size=BATCH,
    )


def _save_names(rows: list[Row], names: list[tuple[str, str, NameKind]]) -> None:
    """Add the names that are missing; a name whose kind changed follows. Names that staff added stay."""
    wanted = {}
    for row in rows:
        for name in row.former_names:
            wanted[row.insee, fold_place(name)] = (name, NameKind.FORMER)
    # In use before out of use, and the official name before all.
    for insee, name, kind in names:
        wanted[insee, fold_place(name)] = (name, kind)
    for row in rows:
        wanted[row.insee, fold_place(row.name)] = (row.name, NameKind.OFFICIAL)
    known = {(one.commune_id, one.folded): one for one in CommuneName.objects.all()}
    CommuneName.objects.bulk_create(
        [
            CommuneName(commune_id=insee, folded=folded, name=name, kind=kind)
            for (insee, folded), (name, kind) in wanted.items()
            if (insee, folded) not in known
        ],
        batch_size=BATCH,
    )
    changed = [known[key] for key, (_, kind) in wanted.items() if key in known and known[key].kind != kind]
    for one in changed:
        one.kind, one.updated_at = wanted[one.commune_id, one.folded][1], timezone.now()
    CommuneName.objects.bulk_update(changed, ["kind", "updated_at"], batch_size=BATCH)


def _departements(file: Path, problems: list[Problem]) -> dict[str, tuple[str, str]]:
    return {
        line["code"]: (line["name"], line["region_code"])
        for _, line in _lines(file, DEPARTEMENT_COLUMNS, problems)
        if line["code"]
    }


def _communes(file: Path, departements: dict[str, tuple[str, str]], problems: list[Problem]) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for number, line in _lines(file, COMMUNE_COLUMNS, problems):
        form = CommuneLine(line, departements=departements, seen=seen)
        if form.is_valid():
            seen[form.cleaned_data["insee"]] = number
            yield form.row()
        else:
            problems += _problems(file, number, line, form)


def _names(file: Path, communes: set[str], problems: list[Problem]) -> Iterator[tuple[str, str, NameKind]]:
    seen: dict[tuple[str, str], int] = {}
    for number, line in _lines(file, NAME_COLUMNS, problems):
        form = NameLine(line, communes=communes, seen=seen)
        if form.is_valid():
            seen[form.key] = number
            yield form.cleaned_data["insee"], form.cleaned_data["name"], NameKind(form.cleaned_data["kind"])
        else:
            problems += _problems(file, number, line, form)


def _problems(file: Path, number: int, line: dict[str, str], form: forms.Form) -> list[Problem]:
    return [
        Problem(file, number, field, f"{' '.join(errors)} Lu : « {line.get(field, '')} ».")
        for field, errors in form.errors.items()
    ]


def _columns(file: Path) -> list[str]:
    """The columns a file announces; none when it cannot be read, which `_lines` will say."""
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            return next(csv.reader(stream), [])
    except (OSError, UnicodeDecodeError):
        return []


def _lines(file: Path, columns: tuple[str, ...], problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows with their line number; a missing column is one problem, said once."""
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [column for column in columns if column not in (reader.fieldnames or [])]
            if missing:
                problems.append(Problem(file, 1, ", ".join(missing), "cette colonne manque"))
                return
            for line in reader:
                yield reader.line_num, {key: (value or "").strip() for key, value in line.items() if key}
    except OSError as error:
        problems.append(Problem(file, 0, "", f"fichier illisible ({error.strerror})"))
    except UnicodeDecodeError:
        problems.append(Problem(file, 0, "", "enregistrez ce fichier en UTF-8"))
