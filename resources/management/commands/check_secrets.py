from django.core.management.base import BaseCommand, CommandError

from resources.models import Location


class Command(BaseCommand):
    help = "Vérifie qu’aucune adresse d’un lieu secret n’est restée dans l’historique. --mend l’efface."

    def add_arguments(self, parser):
        parser.add_argument("--mend", action="store_true", help="Efface ce qui est trouvé.")

    def handle(self, *, mend, **options):
        betrayed = Location.betrayed()
        number = betrayed.count()
        if mend:
            Location.forget(betrayed.values_list("id", flat=True))
            self.stdout.write(f"Adresses secrètes effacées de l’historique : {number} ligne(s).")
        elif number:
            raise CommandError(
                f"{number} ligne(s) de l’historique gardent l’adresse d’un lieu secret : lancez check_secrets --mend."
            )
        else:
            self.stdout.write("Aucune adresse secrète dans l’historique.")
