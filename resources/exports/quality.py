"""What an entry lacks to be well read by others: the score of data·inclusion, and what to find to raise it."""

from collections.abc import Iterator
from dataclasses import dataclass

from data_inclusion.schema.v1 import Service
from data_inclusion.schema.v1.score_qualite import score

from resources.exports.data_inclusion import Row, service_rows
from resources.exports.published import Published

# Under this score, DORA shows no entry of others.
ENOUGH = 0.8
LACKING = {
    "adresse_bien_definie": "la rue du lieu",
    "modes_mobilisation_bien_definis": "un moyen de joindre le service",
    "au_moins_un_public": "le public",
    "au_moins_une_thematique": "un besoin",
    "au_moins_un_moyen_de_contact": "un numéro ou une adresse en ligne",
    "courriel_bien_defini": "une adresse électronique",
    "date_maj_recente": "une vérification de moins de six mois",
    "frais_bien_definis": "gratuit ou payant",
    "description_bien_definie": "une description de 200 à 2 000 signes",
    "telephone_bien_defini": "un numéro de téléphone",
}


@dataclass(frozen=True)
class Quality:
    """The score of one row of an entry, from 0 to 1, and what is missing, the most useful first."""

    row: Row
    score: float
    missing: list[str]

    @property
    def enough(self) -> bool:
        return self.score >= ENOUGH


def qualities(entry: Published, *, site: str) -> Iterator[Quality]:
    for row in service_rows(entry, site=site):
        total, details = score(Service(**row))
        lacking = sorted((value, name) for name, value in details.items() if value is not None and value < 1)
        yield Quality(row, total, [LACKING[name] for _, name in lacking])


def score_of(entry: Published, *, site: str) -> float:
    """The lowest score of its rows."""
    return min(quality.score for quality in qualities(entry, site=site))
