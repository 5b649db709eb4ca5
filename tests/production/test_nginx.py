"""The configuration of nginx, in both ways of speaking HTTPS, and what it repeats of the application."""

import re
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from deploy.local_stack import Stack

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def render(tmp_path, nginx_binary):
    """Writes the configuration with some settings changed; gives what `nginx -t` says, and the files."""

    def rendered(**settings):
        stack = Stack.on_free_ports(tmp_path, nginx={f"DIRECTORY_{name}": value for name, value in settings.items()})
        stack.folder.mkdir(exist_ok=True)
        (stack.public / "pages").mkdir(parents=True, exist_ok=True)
        (stack.public / "pages" / "headers.conf").write_text('add_header X-Frame-Options "DENY" always;')
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        told = stack.nginx_settings() | {"DIRECTORY_CACHE": str(tmp_path / "kept")} | stack.nginx
        written = subprocess.run(
            [ROOT / "deploy" / "render-nginx", tmp_path / "nginx"],
            env=environment | told,
            capture_output=True,
            text=True,
            check=False,
        )
        if written.returncode:
            return written.stderr, ""
        configuration = tmp_path / "nginx" / "nginx.conf"
        tested = subprocess.run([nginx_binary, "-t", "-c", configuration], capture_output=True, text=True, check=False)
        return tested.stderr, "".join(path.read_text() for path in sorted((tmp_path / "nginx").iterdir()))

    return rendered


@pytest.fixture
def certificates(tmp_path):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=annuaire.example.fr"]
        + ["-keyout", tmp_path / "privkey.pem", "-out", tmp_path / "fullchain.pem"],
        capture_output=True,
        check=True,
    )
    return tmp_path


def test_nginx_reads_it_behind_another_server(render):
    said, _ = render(TLS="proxy")

    assert "syntax is ok" in said
    assert "warn" not in said


def test_nginx_reads_it_when_it_speaks_https_itself(render, certificates):
    said, _ = render(TLS="certificates", CERTIFICATES=str(certificates), HTTPS="127.0.0.1:8443")

    assert "syntax is ok" in said


def test_a_way_nobody_knows_is_refused(render):
    said, _ = render(TLS="maybe")

    assert '"maybe"' in said


def test_every_setting_has_a_value(render):
    _, files = render(TLS="proxy")

    assert not re.search(r"^[^#\n]*\$\{DIRECTORY_", files, re.MULTILINE)


def test_a_value_may_hold_any_character(render):
    _, files = render(LOG="/tmp/a|b&c\\d")

    assert "/tmp/a|b&c\\d" in files


def test_what_nginx_answers_itself_has_the_headers_of_the_application(tmp_path, client):
    call_command("write_server_pages", folder=tmp_path, stdout=StringIO())

    written = dict(
        re.findall(r'^add_header (\S+) "(.+)" always;', (tmp_path / "headers.conf").read_text(), re.MULTILINE)
    )

    answer = client.get("/urgence/").headers
    assert policy(written.pop("Content-Security-Policy")) == policy(answer["Content-Security-Policy"])
    assert written == {name: answer[name] for name in written}


@pytest.mark.parametrize("place", ["", "en/"], ids=["French", "English"])
def test_refusals_are_written_in_every_language(tmp_path, place):
    call_command("write_server_pages", folder=tmp_path, stdout=StringIO())

    page = (tmp_path / "errors" / place / "503.html").read_text()

    assert f'<html lang="{place.strip("/") or "fr"}">' in page
    assert (tmp_path / place / "urgence" / "index.html").is_file()


def policy(text):
    return {tuple(directive.split()) for directive in text.split(";")}


@pytest.mark.parametrize("prefix", ["gestion", "pro", "verifier", "f"])
def test_what_is_never_kept_is_known_to_both(prefix):
    site = (ROOT / "deploy/nginx/site.conf").read_text()
    location = re.search(r"location ~ \^\(/\[a-z\]\[a-z\]\)\?/\((\S+)\)/ \{(.*?)\n\}", site, re.DOTALL)

    assert prefix in location[1].split("|")
    assert "keeping.conf" not in location[2]


def test_a_page_kept_too_long_would_be_gone_too_late():
    dropped = int(re.search(r"min_free=8m inactive=(\d+)s", (ROOT / "deploy/nginx.conf").read_text())[1])

    assert settings.PAGES_KEPT_SECONDS + dropped < 60
