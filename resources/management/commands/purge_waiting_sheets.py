from django.core.management.base import BaseCommand
from django.utils import timezone

from resources.imports.waiting_sheets import purge
from resources.management.moment import day_or_moment


class Command(BaseCommand):
    help = "Efface les tableurs déposés depuis plus d’une heure. À lancer chaque jour."

    def add_arguments(self, parser):
        parser.add_argument("--at", type=day_or_moment, default=None, help="Comme si l’on était ce jour-là.")

    def handle(self, *, at, **options):
        self.stdout.write(f"Tableurs effacés : {purge(at=at or timezone.localtime())}.")
