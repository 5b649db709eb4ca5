"""The project's settings, the same on every machine: no .env and no shell variable changes what is tested.

One variable is read: DATABASE_URL, which chooses the engine.
"""

import os
from unittest import mock

import environ

for _name in [
    "ALLOWED_HOSTS",
    "BACKUP_KEEP",
    "BACKUP_RECIPIENTS",
    "BACKUP_ROOT",
    "CONN_MAX_AGE",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_LOCK_PATIENCE_MS",
    "DATABASE_PASSWORD",
    "DATABASE_PATIENCE_MS",
    "DEFAULT_FROM_EMAIL",
    "DEPARTEMENT_CODE",
    "EMAIL_TIMEOUT",
    "EMAIL_URL",
    "EXIT_URL",
    "HSTS_PRELOAD",
    "LOCAL_FIXTURES",
    "LOG_FORMAT",
    "NIGHTLY_TASKS",
    "NIGHTLY_TASKS_ALSO",
    "PAGES_KEPT_SECONDS",
    "OIDC_AUTH_PARAMS",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_NAME",
    "OIDC_ORIGINS",
    "OIDC_SCOPES",
    "OIDC_SERVER_URL",
    "OIDC_TRUSTS_EMAIL",
    "REPORTS_PER_HOUR",
    "REPORTS_PER_HOUR_PER_ENTRY",
    "REPORT_ANSWER_DAYS",
    "REPORT_KEPT_DAYS",
    "REPORT_SECONDS",
    "SCHOOL_HOLIDAY_ZONE",
    "SECRET_KEY_FALLBACKS",
    "SERVER_PAGES_ROOT",
    "SESSION_IDLE_MINUTES",
    "SITE_NAME",
    "SNAPSHOT_ROOT",
    "SITE_URL",
    "STATIC_ROOT",
    "TERRITORY_NAME",
    "TERRITORY_NAME_EN",
    "THEME",
    "TIME_ZONE",
    "TRUSTED_PROXIES",
    "VERIFICATION_LINK_DAYS",
    "VERIFICATION_PAUSE_DAYS",
    "VERIFICATION_REMINDER_DAYS",
]:
    os.environ.pop(_name, None)
os.environ |= {"SECRET_KEY": "only-for-tests-" * 4, "HTTPS": "off", "DEBUG": "off"}

with mock.patch.object(environ.Env, "read_env"):
    from vienne_support.settings import *  # noqa: F403

# Workers of one run share its number; two runs at once never share a database.
_run = os.environ.setdefault("TEST_RUN", str(os.getpid()))
if "postgresql" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": f"test_directory_{_run}"}  # noqa: F405

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Static files are served from where they lie: nothing has to be collected first.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
