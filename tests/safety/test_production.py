"""The directory under its production settings, in a process of its own. Numbers are those of docs/safety.md."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

KEY = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
ENVIRONMENT = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "annuaire.example", "DATABASE_URL": "sqlite://:memory:"}
# A .env lying about must change nothing: the settings are asked not to read it.
BEGIN = "import environ, json; environ.Env.read_env = lambda *files, **options: None\n"
ASKED = (
    BEGIN
    + """
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
call_command("check", deploy=True, fail_level="WARNING")
ask = lambda **options: Client(headers={"host": "annuaire.example"}).get("/urgence/", **options)
names = "DEBUG SESSION_COOKIE_NAME SESSION_COOKIE_SECURE SESSION_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE " \\
    "SESSION_SAVE_EVERY_REQUEST CSRF_COOKIE_SECURE CSRF_COOKIE_NAME ADMINS MANAGERS SILENCED_SYSTEM_CHECKS"
print(json.dumps({
    "settings": {name: getattr(settings, name) for name in names.split()},
    "hashers": settings.PASSWORD_HASHERS,
    "handlers": settings.LOGGING["handlers"],
    "apps": settings.INSTALLED_APPS,
    "secure": dict(ask(secure=True).headers),
    "plain": [ask().status_code, ask().headers.get("Location")],
}))
"""
)


def run(code, **environment):
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=kept | {"DJANGO_SETTINGS_MODULE": "vienne_support.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def production():
    done = run(ASKED, **ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    return {"said": done.stderr, **json.loads(done.stdout.splitlines()[-1])}


def refusal(**environment):
    """What the settings answer to an environment that will not do."""
    return run(f"{BEGIN}import vienne_support.settings", **environment).stderr


@pytest.mark.safety(54)
def test_a_year_of_https_is_asked_for(production):
    assert production["secure"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.safety(54)
def test_a_page_asked_for_in_the_clear_is_sent_over_https(production):
    assert production["plain"] == [301, "https://annuaire.example/urgence/"]


@pytest.mark.safety(54)
def test_preloading_is_for_who_owns_the_domain_to_ask():
    code = f"{BEGIN}from vienne_support import settings; print(settings.SECURE_HSTS_PRELOAD)"

    assert run(code, **ENVIRONMENT, HSTS_PRELOAD="on").stdout.strip() == "True"


@pytest.mark.safety(56)
def test_the_check_of_a_deployment_is_silent(production):
    assert "WARNINGS" not in production["said"]


@pytest.mark.safety(56)
def test_the_only_check_silenced_is_preloading(production):
    assert production["settings"]["SILENCED_SYSTEM_CHECKS"] == ["security.W021"]


@pytest.mark.safety(57)
def test_without_a_key_the_server_does_not_start():
    assert "SECRET_KEY is not set" in refusal()


@pytest.mark.safety(57)
def test_debugging_is_off_unless_asked_for(production):
    assert production["settings"]["DEBUG"] is False


@pytest.mark.safety(57)
@pytest.mark.parametrize("file", [".env", "var/"])
def test_what_is_secret_is_kept_out_of_the_code(file):
    assert file in (settings.BASE_DIR / ".gitignore").read_text().split()


@pytest.mark.safety(4)
@pytest.mark.parametrize("address", ["javascript:alert(1)", "//ailleurs.example", "/quitter", "data:text/html,x"])
def test_the_way_out_is_an_address_of_the_web(address):
    assert "EXIT_URL" in refusal(**ENVIRONMENT, EXIT_URL=address)


@pytest.mark.safety(39)
def test_breakdowns_are_sent_to_nobody(production):
    handlers = {handler["class"] for handler in production["handlers"].values()}

    assert handlers == {"logging.StreamHandler", "logging.NullHandler"}
    assert (production["settings"]["ADMINS"], production["settings"]["MANAGERS"]) == ([], [])


@pytest.mark.safety(39)
def test_no_service_elsewhere_watches_breakdowns(production):
    assert [app for app in production["apps"] if "sentry" in app or "newrelic" in app] == []


@pytest.mark.safety(62)
def test_passwords_are_kept_by_argon2_in_production(production):
    assert production["hashers"][0].endswith("Argon2PasswordHasher")


@pytest.mark.safety(64)
def test_the_session_is_a_cookie_of_this_host_over_https_alone(production):
    found = {name: value for name, value in production["settings"].items() if name.startswith("SESSION")}

    assert found == {
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_SAVE_EVERY_REQUEST": False,
    }


@pytest.mark.safety(58)
def test_an_answer_does_not_say_what_serves_it(production):
    assert {"Server", "X-Powered-By"} & set(production["secure"]) == set()
