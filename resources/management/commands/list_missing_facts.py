from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from resources.exports.published import in_pieces
from resources.exports.quality import ENOUGH, qualities
from resources.models import Service


class Command(BaseCommand):
    help = "Liste ce qui manque aux fiches pour être bien reprises par data·inclusion (note de qualité de 0 à 1)."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="Aussi les fiches dont la note suffit.")

    def handle(self, **options):
        rows = [
            (quality, entry.service)
            for entry in in_pieces(Service.objects.all(), at=timezone.localtime())
            for quality in qualities(entry, site=settings.SITE_URL or "http://localhost")
        ]
        for quality, service in sorted(rows, key=lambda pair: (pair[0].score, pair[1].sort_key)):
            if options["all"] or not quality.enough:
                self.stdout.write(f"{quality.score:.2f}  {service.public_id}  {service.name}")
                missing = f"Il manque : {', '.join(quality.missing)}" if quality.missing else "Il ne manque rien"
                self.stdout.write(f"      {missing}.")
        enough = sum(quality.enough for quality, _ in rows)
        self.stdout.write(f"{enough} sur {len(rows)} ont au moins {ENOUGH:.1f}.".replace(".", ",", 1))
