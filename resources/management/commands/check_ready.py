from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from resources.health import checks, is_ready


class Command(BaseCommand):
    help = "Dit si l’annuaire peut servir, comme /healthz/ready. Échoue s’il ne peut pas."

    def handle(self, **options):
        found = checks(at=timezone.localtime())
        for check in found:
            self.stdout.write(f"{check.state} : {check.name}, {check.says}")
        if not is_ready(found):
            raise CommandError("L’annuaire ne peut pas servir.")
