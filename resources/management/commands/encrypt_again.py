from django.core.management.base import BaseCommand, CommandError

from resources.accounts.rotation import encrypt_again


class Command(BaseCommand):
    help = "Chiffre les seconds facteurs avec la clé d’aujourd’hui. À lancer avant de retirer SECRET_KEY_FALLBACKS."

    def handle(self, **options):
        done, lost = encrypt_again()
        self.stdout.write(f"Seconds facteurs chiffrés par la clé d’aujourd’hui : {done}.")
        if lost:
            raise CommandError(
                f"{lost} ne s’ouvrent avec aucune clé connue : remettez l’ancienne dans SECRET_KEY_FALLBACKS, "
                "ou ces personnes referont leur second facteur."
            )
