from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from resources.contours import FOLDER
from resources.imports.contours import write_contours
from resources.imports.problems import BrokenFileError


class Command(BaseCommand):
    help = "Prépare le fond de carte du département à partir des contours de ses communes (GeoJSON, propriété insee)."

    def add_arguments(self, parser):
        parser.add_argument("source", type=Path, help="Fichier GeoJSON des contours.")

    def handle(self, *, source, **options):
        departement = settings.DEPARTEMENT_CODE
        target = FOLDER / f"contours_{departement}.csv"
        try:
            count = write_contours(source, target, departement=departement)
        except BrokenFileError as error:
            raise CommandError(f"Rien n’a été écrit.\n{error}") from error
        self.stdout.write(f"{target.name} : {count} contours")
