from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from resources.imports import dila, inclusion
from resources.imports.listings import import_listings
from resources.imports.problems import BrokenFileError
from resources.models import Commune

FORMATS = {"dila": (dila.SOURCE, dila.read_dila), "data-inclusion": (inclusion.SOURCE, inclusion.read_inclusion)}


class Command(BaseCommand):
    help = (
        "Lit un fichier d’un autre annuaire (DILA ou data·inclusion). Ce qui est nouveau attend une relecture ; "
        "rien de ce que les agents ont écrit n’est remplacé."
    )

    def add_arguments(self, parser):
        parser.add_argument("format", choices=FORMATS)
        parser.add_argument("file", type=Path)

    def handle(self, *, format, file, **options):
        source, read = FORMATS[format]
        communes = set(Commune.objects.filter(departement=settings.DEPARTEMENT_CODE).values_list("pk", flat=True))
        try:
            listings, aside = read(file, communes=communes)
            report = import_listings(source, file, listings, at=timezone.now())
        except BrokenFileError as error:
            raise CommandError(f"Rien n’a été importé.\n{error}") from error
        self.stdout.write(f"{len(listings)} fiches lues. " + self._counted(report.counts))
        if aside:
            self.stdout.write("Laissées de côté : " + self._counted(aside))
        self._tell(
            "Déjà dans l’annuaire, laissées telles quelles", [f"{one} = {ours}" for one, ours in report.already_there]
        )
        self._tell("Ne sont plus dans le fichier, à vérifier", report.gone)
        self._tell("Moyens de contact illisibles, laissés de côté", report.left_out)

    def _tell(self, title, lines):
        if lines:
            self.stdout.write(f"{title} :")
            for line in lines:
                self.stdout.write(f"  - {line}")

    @staticmethod
    def _counted(counts):
        return ", ".join(f"{count} {label}" for label, count in counts.items())
