"""nginx that speaks HTTPS itself, before the same application."""

import shutil
import ssl
import subprocess
import tempfile
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import pytest

from deploy.local_stack import Stack, free_ports

NAME = "annuaire.example.fr"


@dataclass
class Secured:
    """Its two doors, what it is known by, and where those who renew certificates write."""

    http: int
    https: int
    context: ssl.SSLContext
    acme: Path

    def plainly(self, path):
        return _ask(HTTPConnection("127.0.0.1", self.http, timeout=10), path, {"Host": NAME})

    def securely(self, path):
        return _ask(HTTPSConnection("127.0.0.1", self.https, timeout=10, context=self.context), path, {})


def _ask(connection, path, headers):
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def secured(stack):
    # Not below pytest's own folder, which the workers of nginx may not enter.
    folder = Path(tempfile.mkdtemp(prefix="annuaire-https-"))
    folder.chmod(0o755)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={NAME}"]
        + ["-addext", "subjectAltName=IP:127.0.0.1"]
        + ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"],
        capture_output=True,
        check=True,
    )
    http, https, status = free_ports(3)
    settings = {
        "DIRECTORY_TLS": "certificates",
        "DIRECTORY_SCHEME": "https",
        "DIRECTORY_HTTPS": f"127.0.0.1:{https}",
        "DIRECTORY_CERTIFICATES": str(folder),
        "DIRECTORY_ACME": str(folder / "acme"),
        "DIRECTORY_PUBLIC": str(stack.public),
    }
    before = Stack(folder, http, status, stack.nodes, stack.database, nginx=settings)
    try:
        before.start_nginx()
        yield Secured(http, https, ssl.create_default_context(cafile=folder / "fullchain.pem"), folder / "acme")
    finally:
        before.end("nginx")
        shutil.rmtree(before.kept, ignore_errors=True)
        shutil.rmtree(folder)


@pytest.mark.parametrize("path", ["/", "/urgence/", "/recherche/?ou=86194&besoin=dormir"])
def test_a_page_comes_by_https(secured, path):
    status, _, body = secured.securely(path)

    assert (status, "</html>" in body) == (200, True)


def test_what_nginx_gives_itself_asks_for_https_for_a_year(secured):
    _, headers, _ = secured.securely("/urgence/")

    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_who_comes_without_it_is_led_there_with_the_same_address(secured):
    status, headers, _ = secured.plainly("/recherche/?ou=86194&besoin=dormir")

    assert (status, headers["Location"]) == (308, f"https://{NAME}/recherche/?ou=86194&besoin=dormir")


def test_several_pages_come_on_one_connection(secured):
    context = ssl.create_default_context(cadata=ssl.get_server_certificate(("127.0.0.1", secured.https)))
    context.set_alpn_protocols(["h2", "http/1.1"])
    connection = HTTPSConnection("127.0.0.1", secured.https, timeout=10, context=context)
    connection.connect()

    assert connection.sock.selected_alpn_protocol() == "h2"
    connection.close()


def test_who_renews_certificates_is_answered_without_it(secured):
    challenge = secured.acme / ".well-known/acme-challenge/mark"
    challenge.parent.mkdir(parents=True)
    challenge.write_text("answer")

    assert secured.plainly("/.well-known/acme-challenge/mark")[::2] == (200, "answer")
