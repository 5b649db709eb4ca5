from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from resources.management.moment import day_or_moment
from resources.reports import purge


class Command(BaseCommand):
    help = "Efface les signalements traités depuis longtemps, et les moyens de répondre. À lancer chaque jour."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, default=settings.REPORT_KEPT_DAYS, help="Jours gardés une fois traités."
        )
        parser.add_argument(
            "--answer-days",
            type=int,
            default=settings.REPORT_ANSWER_DAYS,
            help="Jours de garde d’une adresse ou d’un numéro.",
        )
        parser.add_argument("--at", type=day_or_moment, default=None, help="Comme si l’on était ce jour-là.")

    def handle(self, *, days, answer_days, at, **options):
        done = purge(at=at or timezone.localtime(), keep_days=days, answer_days=answer_days)
        self.stdout.write(
            f"Moyens de répondre effacés : {done.answers}. Signalements traités effacés : {done.reports}. "
            f"Signalements en attente depuis plus de {days} jours : {done.waiting}."
        )
