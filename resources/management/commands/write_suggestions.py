from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from resources.exports.suggestions import suggestion_lines

FILE = Path(settings.BASE_DIR) / "static" / "data" / f"communes_{settings.DEPARTEMENT_CODE}.txt"


class Command(BaseCommand):
    help = "Écrit les noms de communes proposés pendant la saisie (static/data/communes_86.txt pour la Vienne)."

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, default=FILE, help="Fichier à écrire.")

    def handle(self, *, file, **options):
        lines = list(suggestion_lines())
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(lines)} communes écrites.")
