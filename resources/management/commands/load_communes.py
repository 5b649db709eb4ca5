from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from resources.imports.communes import load_communes
from resources.imports.problems import BrokenFileError

FOLDER = Path(settings.BASE_DIR) / "fixtures"


class Command(BaseCommand):
    help = "Charge les communes du département et de ses voisins (fixtures/communes_*.csv)."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=FOLDER, help="Dossier des fichiers.")
        parser.add_argument(
            "--local", type=Path, default=settings.LOCAL_FIXTURES, help="Dossier du département, lu en plus."
        )

    def handle(self, *, folder, local, **options):
        files = [*sorted(folder.glob("communes_*.csv")), *sorted(local.glob("departements.csv"))]
        files += sorted(local.glob("communes_*.csv"))
        try:
            counts, moves = load_communes(departements=folder / "departements.csv", files=files)
        except BrokenFileError as error:
            raise CommandError(f"Rien n’a été chargé.\n{error}") from error
        for label, count in counts.items():
            self.stdout.write(f"{label} : {count}")
        for chapter, sentences in moves.chapters.items():
            self.stdout.write(f"\n{chapter} :")
            for sentence in sentences:
                self.stdout.write(f"- {sentence}")
