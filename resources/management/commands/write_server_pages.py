from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from resources.exports.server_pages import ERRORS, REFUSALS, write_server_pages

HTTP_OK = 200


class Command(BaseCommand):
    help = "Écrit les pages que le serveur web donne lui-même. À lancer à chaque version, sans base de données."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.SERVER_PAGES_ROOT, help="Où les écrire.")

    def handle(self, *, folder, **options):
        host = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
        reader = Client(raise_request_exception=False, SERVER_NAME=host)
        request = RequestFactory(SERVER_NAME=host).get("/")

        def read(address):
            response = reader.get(address, secure=settings.HTTPS)
            if response.status_code != HTTP_OK:
                raise CommandError(f"{address} : réponse {response.status_code}.")
            return response.content

        def render(name):
            return render_to_string(f"errors/{name}.html", request=request).encode()

        emergency = reverse("resources:emergency")
        pages = {f"{emergency.strip('/')}/index.html": lambda: read(emergency)}
        pages |= {f"{ERRORS}/{name}.html": lambda name=name: render(name) for name in REFUSALS}
        self.stdout.write(f"Pages écrites : {write_server_pages(folder, pages=pages)}.")
