from django.core.management.base import BaseCommand
from django.utils import timezone

from resources.management.moment import day_or_moment
from resources.referrals.codes import purge


class Command(BaseCommand):
    help = "Efface les feuilles dont le code ne sert plus. À lancer chaque jour."

    def add_arguments(self, parser):
        parser.add_argument("--at", type=day_or_moment, default=None, help="Comme si l’on était ce jour-là.")

    def handle(self, *, at, **options):
        self.stdout.write(f"Feuilles effacées : {purge(at=at or timezone.localtime())}.")
