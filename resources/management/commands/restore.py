from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from resources.backups.problem import BackupError, Ends
from resources.backups.saving import engine_for, opened


class Command(BaseCommand):
    help = "Remet la base dans l’état d’une sauvegarde. Tout, ou rien : sur une erreur, la base reste comme avant."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="Fichier d’une sauvegarde.")
        parser.add_argument("--identity", type=Path, help="Fichier de la clé privée age, pour un fichier chiffré.")
        parser.add_argument("--overwrite", action="store_true", help="Remplace une base qui n’est pas vide.")
        parser.add_argument("--check", action="store_true", help="Vérifie le fichier et ne remplace rien.")

    def handle(self, *, file, identity, overwrite, check, **options):
        engine = engine_for(connection.settings_dict)
        try:
            with opened(engine, file, identity=identity, say=self.stdout.write) as clear:
                if check:
                    return
                if not overwrite and not engine.is_empty():
                    raise BackupError("La base n’est pas vide. Pour la remplacer toute : --overwrite.", Ends.REFUSED)
                engine.restore(clear)
        except BackupError as error:
            raise CommandError(f"Rien n’a été remplacé. {error}", returncode=error.ends) from error
        except OSError as error:
            raise CommandError(f"Rien n’a été remplacé. {error}", returncode=Ends.DISK) from error
        self.stdout.write(f"La base est dans l’état de {file.name}.")
        self._say_what_is_left()

    def _say_what_is_left(self):
        connection.close()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Cette sauvegarde est d’une version plus ancienne : lancez migrate.")
        self.stdout.write("Relancez l’application, puis run_nightly : ce qui devait être effacé depuis le sera.")
