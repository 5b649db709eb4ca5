"""Which legal texts are still to be written."""

from django.core.management.base import BaseCommand, CommandError

from resources.legal import blanks
from resources.models import SiteText


class Command(BaseCommand):
    help = "Liste les textes obligatoires encore à compléter, page par page. Échoue tant qu’il en reste."

    def handle(self, **options):
        labels = dict(SiteText.objects.values_list("key", "label"))
        missing = blanks(SiteText.objects.bodies())
        for page, keys in missing.items():
            self.stdout.write(f"/{page}/")
            for key in keys:
                self.stdout.write(f"  {labels.get(key, key)}")
        if missing:
            count = len({key for keys in missing.values() for key in keys})
            raise CommandError(f"{count} textes à compléter : Gestion › Textes du site.")
        self.stdout.write("Tous les textes obligatoires sont écrits.")
