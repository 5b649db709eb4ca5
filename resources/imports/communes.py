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
from resources.models import Commune, CommuneName, Departement, Epci, PostalCode
from resources.text import fold_place, sort_key
from resources.validators import validate_insee, validate_postal_code

DEPARTEMENT_COLUMNS = ("code", "name", "region_code")
COMMUNE_COLUMNS = ("insee", "name", "postcodes", "population", "lat", "lon", "former_names")
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
        return self.insee[:2]


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
        if insee[:2] not in self.departements:
            raise forms.ValidationError(f"Le département {insee[:2]} n’est pas dans la liste des départements.")
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


@transaction.atomic
def load_communes(*, departements: Path, files: Iterable[Path]) -> dict[str, int]:
    """Load the territory; returns how many of each kind there are then. On BrokenFileError nothing was loaded."""
    problems: list[Problem] = []
    regions = _departements(departements, problems)
    rows = [row for file in files for row in _communes(file, regions, problems)]
    if problems:
        raise BrokenFileError(problems)
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
    _save_names(rows)
    PostalCode.objects.bulk_create(
        [PostalCode(code=code, commune_id=row.insee) for row in rows for code in row.postal_codes],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    models = (Departement, Epci, Commune, CommuneName, PostalCode)
    return {str(model._meta.verbose_name_plural): model.objects.count() for model in models}


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


def _save_names(rows: list[Row]) -> None:
    """Add the names that are missing; a name whose kind changed follows. Names that staff added stay."""
    wanted = {}
    for row in rows:
        for name in row.former_names:
            wanted[row.insee, fold_place(name)] = (name, NameKind.FORMER)
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
            problems += [
                Problem(file, number, field, f"{' '.join(errors)} Lu : « {line.get(field, '')} ».")
                for field, errors in form.errors.items()
            ]


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
