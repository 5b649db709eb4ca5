from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from resources.imports.directory import load_directory
from resources.imports.problems import BrokenFileError

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "directory"


class Command(BaseCommand):
    help = "Charge ce qui vaut partout, puis ce qui est d’ici. Ce que les agents ont changé est gardé."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=FOLDER, help="Dossier des fichiers.")
        parser.add_argument(
            "--local", type=Path, default=settings.LOCAL_FIXTURES, help="Dossier du département, lu en plus."
        )
        parser.add_argument(
            "--overwrite", action="store_true", help="Reprend les valeurs des fichiers, même changées par un agent."
        )

    def handle(self, *, folder, local, overwrite, verbosity, **options):
        def say(text):
            if verbosity > 1:
                self.stdout.write(text)

        try:
            counts = load_directory(folder, local=local, at=timezone.now(), overwrite=overwrite, say=say)
        except BrokenFileError as error:
            raise CommandError(f"Rien n’a été chargé.\n{error}") from error
        self.stdout.write("Annuaire : " + ", ".join(f"{count} {label}" for label, count in counts.items()))
