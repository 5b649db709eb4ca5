from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from resources.management.moment import day_or_moment
from resources.verification.letter import plan, send_all, settle, titles_of

PRINTED = "django.core.mail.backends.console.EmailBackend"


class Command(BaseCommand):
    help = "Écrit aux structures dont des fiches sont à relire, et les relance. À lancer chaque jour."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Dit à qui on écrirait et pour quoi. N’envoie rien.")
        parser.add_argument("--at", type=day_or_moment, default=None, help="Comme si l’on était ce jour-là.")

    def handle(self, *, dry_run, at, **options):
        if not settings.SITE_URL:
            raise CommandError("SITE_URL n’est pas réglé : les liens ont besoin de l’adresse complète du site.")
        if settings.EMAIL_BACKEND == PRINTED and not (dry_run or settings.DEBUG):
            raise CommandError("EMAIL_URL n’est pas réglé : les messages ne partiraient pas.")
        at = at or timezone.localtime()
        today = plan(at=at)
        if dry_run:
            for letter in today.letters:
                self.stdout.write(f"À envoyer : {letter.sentence}")
            outcomes = {}
        else:
            settle(today)
            outcomes = send_all(today.letters, at=at, say=self.stdout.write)
        for organization, services in today.without_address:
            self.stdout.write(f"Sans adresse, à appeler : {organization} : {titles_of(services)}")
        for request in today.unanswered:
            self.stdout.write(f"Sans réponse, à appeler : {request.organization}")
        self._tell(today, outcomes, dry_run)

    def _tell(self, today, outcomes, dry_run):
        number = len(today.letters) if dry_run else outcomes.get("sent", 0)
        self.stdout.write(
            f"{'Messages à envoyer' if dry_run else 'Messages envoyés'} : {number}. "
            f"Sans adresse : {len(today.without_address)}. "
            f"Laissées à l’équipe, sans réponse : {len(today.unanswered)}. "
            f"Devenues sans objet : {len(today.moot)}."
        )
        failed = outcomes.get("failed", 0)
        if failed:
            raise CommandError(f"Messages non partis : {failed}. Ils seront repris au prochain lancement.")
