from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils import timezone

from resources.backups.problem import BackupError, Ends
from resources.backups.retention import Keep
from resources.backups.saving import engine_for, save
from resources.health import BACKUP
from resources.nightly import remember


class Command(BaseCommand):
    help = "Sauvegarde la base : un fichier daté, relu, chiffré si BACKUP_RECIPIENTS est donné. Efface ce qui est échu."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.BACKUP_ROOT, help="Dossier des sauvegardes."
        )

    def handle(self, *, folder, **options):
        began = timezone.now()
        try:
            saved = save(
                engine_for(connection.settings_dict),
                folder,
                recipients=settings.BACKUP_RECIPIENTS,
                keep=Keep(*settings.BACKUP_KEEP),
                at=began,
            )
        except BackupError as error:
            self._fail(began, str(error), error.ends)
        except OSError as error:
            self._fail(began, f"{folder} : {error.strerror}.", Ends.DISK)
        said = f"{saved.path} ({saved.size} octets). Sauvegardes échues effacées : {saved.removed}."
        remember(BACKUP, started_at=began, finished_at=timezone.now(), succeeded=True, said=said)
        self.stdout.write(said)

    def _fail(self, began, says, ends):
        try:
            remember(BACKUP, started_at=began, finished_at=timezone.now(), succeeded=False, said=says)
        except DatabaseError:
            self.stderr.write("La base ne répond pas : cet échec n’y est pas écrit.")
        raise CommandError(f"Pas de sauvegarde. {says} Celles d’avant sont gardées.", returncode=ends)
