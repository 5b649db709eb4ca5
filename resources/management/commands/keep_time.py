import logging
import signal
from threading import Event

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import Error, close_old_connections
from django.utils import timezone
from django.utils.dateparse import parse_time

from resources.models import NightlyTask
from resources.nightly import is_due

logger = logging.getLogger(__name__)
A_MINUTE = 60


class Command(BaseCommand):
    help = "Reste là : chaque minute, tient à jour la copie de secours du site ; chaque nuit, lance run_nightly."

    def add_arguments(self, parser):
        parser.add_argument("--night-at", type=parse_time, default="03:10", help="Heure des tâches de la nuit.")
        parser.add_argument("--no-nights", action="store_true", help="La copie seule : la nuit est lancée d’ailleurs.")

    def handle(self, *, night_at, no_nights, **options):
        ended = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        while not ended.is_set():
            self._do(None if no_nights else night_at)
            ended.wait(A_MINUTE)

    def _do(self, night_at):
        close_old_connections()
        try:
            last = NightlyTask.objects.last_start()
            if night_at and is_due(at=timezone.localtime(), night_at=night_at, last=last):
                call_command("run_nightly", stdout=self.stdout)
            else:
                call_command("write_snapshot", "--mend", stdout=self.stdout)
        # The next minute tries again.
        except (CommandError, Error, OSError) as error:
            logger.warning("Not done this time: %s", f"{type(error).__name__}: {error}".splitlines()[0])
