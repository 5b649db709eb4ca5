from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from resources.nightly import run_tasks


class Command(BaseCommand):
    help = "Fait ce qui est à faire chaque nuit : relances, effacements, copie de secours du site."

    def add_arguments(self, parser):
        parser.add_argument("tasks", nargs="*", help="Seulement celles-ci.")

    def handle(self, *, tasks, **options):
        unknown = set(tasks) - set(settings.NIGHTLY_TASKS)
        if unknown:
            known = ", ".join(settings.NIGHTLY_TASKS)
            raise CommandError(f"Tâche inconnue : {', '.join(sorted(unknown))}. Au choix : {known}.")
        done = run_tasks(tasks or settings.NIGHTLY_TASKS, run=_said_by, now=timezone.now)
        for one in done:
            self.stdout.write(f"{'Fait' if one.succeeded else 'ÉCHEC'} : {one.task}. {one.said.strip()}")
        failed = [one.task for one in done if not one.succeeded]
        if failed:
            raise CommandError(f"À reprendre : {', '.join(failed)}.")


def _said_by(task):
    said = StringIO()
    call_command(task, stdout=said, stderr=said)
    return said.getvalue()
