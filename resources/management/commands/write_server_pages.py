from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.translation import override

from resources.exports.server_pages import ERRORS, REFUSALS, write_server_pages
from resources.languages import NAMES

HTTP_OK = 200


class Command(BaseCommand):
    help = "Écrit les pages que le serveur web donne lui-même. À lancer à chaque version, sans base de données."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.SERVER_PAGES_ROOT, help="Où les écrire.")

    def handle(self, *, folder, **options):
        self.host = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
        pages = {}
        for language in NAMES:
            with override(language):
                home, emergency = reverse("resources:home").strip("/"), reverse("resources:emergency")
            pages[f"{emergency.strip('/')}/index.html"] = lambda address=emergency: self._read(address).content
            for name in REFUSALS:
                pages[f"{ERRORS}/{home}/{name}.html"] = lambda of=(name, language): self._render(*of)
        number = write_server_pages(folder, pages=pages, headers=self._read(reverse("resources:emergency")).headers)
        self.stdout.write(f"Pages écrites : {number}.")

    def _read(self, address):
        reader = Client(raise_request_exception=False, SERVER_NAME=self.host)
        response = reader.get(address, secure=settings.HTTPS)
        if response.status_code != HTTP_OK:
            raise CommandError(f"{address} : réponse {response.status_code}.")
        return response

    def _render(self, name, language):
        with override(language):
            request = RequestFactory(SERVER_NAME=self.host).get(reverse("resources:home"))
            return render_to_string(f"errors/{name}.html", request=request).encode()
