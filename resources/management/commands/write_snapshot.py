from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test import Client
from django.utils import timezone

from resources.exports.snapshot import COPIED_AT, SnapshotError, mend_snapshot, write_snapshot

HTTP_OK = 200


class Command(BaseCommand):
    help = "Écrit tout le site public en fichiers, pour le serveur web quand l’application ne répond plus."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.SNAPSHOT_ROOT, help="Dossier des copies.")

        parser.add_argument(
            "--mend",
            action="store_true",
            help="Seulement ce qui a changé depuis la dernière copie.",
        )

    def handle(self, *, folder, mend, **options):
        at = timezone.localtime()
        host = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
        # Asked as a reader would, through every middleware.
        reader = Client(raise_request_exception=False, SERVER_NAME=host, **{COPIED_AT: at})

        def read(address):
            response = reader.get(address, secure=settings.HTTPS)
            if response.status_code != HTTP_OK:
                raise SnapshotError(f"{address} : réponse {response.status_code}")
            return response.content

        try:
            number = (mend_snapshot if mend else write_snapshot)(folder, read=read, at=at)
        except (SnapshotError, OSError) as error:
            raise CommandError(f"La copie d’avant est gardée. {error}") from error
        if number or not mend:
            self.stdout.write(f"Pages copiées : {number}.")
