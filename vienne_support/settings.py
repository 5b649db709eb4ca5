"""One settings file, driven by the environment (see .env.example). Safe unless told otherwise."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from pythonjsonlogger.core import RESERVED_ATTRS

BASE_DIR = Path(__file__).resolve().parent.parent

# SECRET_KEY_FILE, DATABASE_URL_FILE…: any of these may be read from a file, as secrets of containers are.
env = environ.FileAwareEnv()
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
try:
    SECRET_KEY = env.str("SECRET_KEY")
except ImproperlyConfigured as error:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Run `make run`, which makes one in the file .env, or set it in the environment."
    ) from error

# Old keys, while what they signed or encrypted is replaced.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# -- The département this directory is for ---------------------------------------------------
DEPARTEMENT_CODE = env.str("DEPARTEMENT_CODE", default="86")
SITE_NAME = env.str("SITE_NAME", default="Annuaire Vienne")
TERRITORY_NAME = env.str("TERRITORY_NAME", default="la Vienne")
# The same on pages in English: "the Vienne".
TERRITORY_NAME_EN = env.str("TERRITORY_NAME_EN", default=re.sub(r"^(la |le |les |l’)", "the ", TERRITORY_NAME))
# What only this département loads, beside what is the whole country's in fixtures/.
LOCAL_FIXTURES = Path(env.str("LOCAL_FIXTURES", default=str(BASE_DIR / "fixtures" / DEPARTEMENT_CODE)))
# Names of communes proposed while typing: a file of the département's own, when it was written (write_suggestions).
SUGGESTIONS = f"data/communes_{DEPARTEMENT_CODE}.txt"
if not (BASE_DIR / "static" / SUGGESTIONS).exists():
    SUGGESTIONS = ""
# A folder of static/themes/ with other colours; none keeps those of site.css.
THEME = env.str("THEME", default="")
if THEME and not (BASE_DIR / "static" / "themes" / THEME / "colours.css").exists():
    raise ImproperlyConfigured(f"THEME: static/themes/{THEME}/colours.css does not exist.")
# Where "Quitter le site" leads: neutral, quick, not personalised.
EXIT_URL = env.str("EXIT_URL", default="https://meteofrance.com/")
if not EXIT_URL.startswith(("https://", "http://")):
    raise ImproperlyConfigured("EXIT_URL must start with https:// or http://.")
SCHOOL_HOLIDAY_ZONE = env.str("SCHOOL_HOLIDAY_ZONE", default="A")
PUBLIC_HOLIDAY_COUNTRY = "FR"
DEFAULT_RADIUS_KM = 30

# -- Application -----------------------------------------------------------------------------
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ROOT_URLCONF = "vienne_support.urls"
WSGI_APPLICATION = "vienne_support.wsgi.application"
AUTH_USER_MODEL = "resources.User"

INSTALLED_APPS = [
    "vienne_support.apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "resources",
]

MIDDLEWARE = [
    "vienne_support.logs.NumberedRequests",
    "resources.middleware.LanguageOfThePath",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "resources.middleware.PrivacyHeaders",
    "resources.api.door.OpenData",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "resources.middleware.SignedInPages",
    "resources.middleware.SignedChanges",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "resources.middleware.RefusedMethods",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                # Lazy: a public page that touches neither makes no query and sets no cookie.
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "resources.context_processors.site",
            ],
        },
    }
]

# -- Database --------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'directory.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;",
        "transaction_mode": "IMMEDIATE",
    }
else:
    # A password of any characters, kept apart from the address (DATABASE_PASSWORD_FILE reads it from a file).
    if _password := env.str("DATABASE_PASSWORD", default="").strip():
        DATABASES["default"]["PASSWORD"] = _password
    # Commands wait; the server that serves pages does not (deploy/gunicorn.conf.py): 0 is for ever.
    _patience = {
        # Compiling a query costs more than running it, at this size.
        "jit": "off",
        "lock_timeout": env.int("DATABASE_LOCK_PATIENCE_MS", default=0),
        "statement_timeout": env.int("DATABASE_PATIENCE_MS", default=0),
    }
    DATABASES["default"]["OPTIONS"] = {
        # A server that vanished without a word is known to be gone in seconds.
        "connect_timeout": 3,
        "keepalives_idle": 10,
        "keepalives_interval": 3,
        "keepalives_count": 3,
        "tcp_user_timeout": 10_000,
        **DATABASES["default"].get("OPTIONS", {}),
        "options": " ".join(f"-c {name}={value}" for name, value in _patience.items()),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# -- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "fr"
# Public pages: /… and /en/… (`resources/languages.py`). The back office is in French.
LANGUAGES = [("fr", "Français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Paris")
USE_TZ = True

# -- Static files ----------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "var" / "static"))()
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    }
}

# -- Each night ------------------------------------------------------------------------------
# The copy of the public site, read by the web server when nothing else answers.
SNAPSHOT_ROOT = Path(env.str("SNAPSHOT_ROOT", default=str(BASE_DIR / "var" / "snapshot")))
# The pages it gives by itself: emergency numbers, refusals.
SERVER_PAGES_ROOT = Path(env.str("SERVER_PAGES_ROOT", default=str(BASE_DIR / "var" / "pages")))
# How long it may keep a page anybody would get. With the ten seconds it keeps what nobody asks for (deploy/nginx.conf)
# and the time of a refresh, an entry that is unpublished is gone within a minute.
PAGES_KEPT_SECONDS = env.int("PAGES_KEPT_SECONDS", default=45)
NIGHTLY_TASKS = env.list(
    "NIGHTLY_TASKS",
    default=[
        "purge_reports",
        "purge_referral_sheets",
        "purge_waiting_sheets",
        "clearsessions",
        "send_verification_requests",
        "write_snapshot",
    ],
)
# Done after them, where there is what they need: "backup".
NIGHTLY_TASKS += env.list("NIGHTLY_TASKS_ALSO", default=[])

# -- Backups (docs/sauvegarde.md) -------------------------------------------------------------
BACKUP_ROOT = Path(env.str("BACKUP_ROOT", default=str(BASE_DIR / "var" / "backups")))
# Public age keys: with one, no clear copy stays on this machine.
BACKUP_RECIPIENTS = env.list("BACKUP_RECIPIENTS", default=[])
# How many days, weeks and months keep their last backup.
BACKUP_KEEP = env.list("BACKUP_KEEP", cast=int, default=[7, 4, 6])
if len(BACKUP_KEEP) != len(("days", "weeks", "months")) or min(BACKUP_KEEP) < 0:
    raise ImproperlyConfigured("BACKUP_KEEP is three numbers: days, weeks, months. For instance 7,4,6.")

# -- Security --------------------------------------------------------------------------------
# HTTPS=off only to try the directory on one's own machine.
HTTPS = env.bool("HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# Browsers keep a preloaded domain for years: whoever owns it decides.
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
SILENCED_SYSTEM_CHECKS = [] if SECURE_HSTS_PRELOAD else ["security.W021"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_AGE = 12 * 60 * 60
# The first words of a page wait for no second file: their style stands in it. Nothing else may, each goes by its hash.
FIRST_STYLES = [file.read_bytes() for file in sorted((BASE_DIR / "templates" / "first").glob("*.css"))]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, *(f"'sha256-{b64encode(sha256(style).digest()).decode()}'" for style in FIRST_STYLES)],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# -- Sign-in ---------------------------------------------------------------------------------
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"
AUTHENTICATION_BACKENDS = ["resources.accounts.backend.RolesBackend"]
# Minutes without doing anything; whatever one does, SESSION_COOKIE_AGE is the longest.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=30)
# An invitation and a forgotten password lead to the same page.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60

ACCOUNT_ADAPTER = "resources.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_FORMS = {
    "login": "resources.accounts.forms.LoginForm",
    "reset_password": "resources.accounts.forms.ForgottenForm",
    "reset_password_from_key": "resources.accounts.forms.NewPasswordForm",
    "change_password": "resources.accounts.forms.ChangePasswordForm",
    "reauthenticate": "resources.accounts.forms.PasswordAgainForm",
}
# "key" is the account as seen from one address (see the adapter): nobody is locked out by somebody elsewhere.
# For the second factor it is the account: only who knows its password comes that far.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key,50/d/key",
    "reset_password": "5/m/ip,20/d/ip",
}
# Web servers of ours before this one: the address they give is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if HTTPS else 0)

MFA_ADAPTER = "resources.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Nobody signs up by herself: an address is checked by the letter that invites. Refused, she would never get in.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = SITE_NAME
# A telephone half a minute late is right; a code is nevertheless used once (see the forms).
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "resources.accounts.forms.CodeForm",
    "reauthenticate": "resources.accounts.forms.CodeAgainForm",
    "activate_totp": "resources.accounts.forms.ActivateForm",
}

# An identity provider beside passwords (ProConnect…), for accounts that exist.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_TRUSTS_EMAIL = env.bool("OIDC_TRUSTS_EMAIL", default=False)
# Where its sign-in pages are, when not all at OIDC_SERVER_URL: the browser lets our form lead nowhere else.
OIDC_ORIGINS = env.list("OIDC_ORIGINS", default=["/".join(OIDC_SERVER_URL.split("/")[:3])] if OIDC_SERVER_URL else [])
SOCIALACCOUNT_ADAPTER = "resources.accounts.adapter.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.str("OIDC_NAME", default="ProConnect"),
                "client_id": env.str("OIDC_CLIENT_ID", default=""),
                "secret": env.str("OIDC_CLIENT_SECRET", default=""),
                "settings": {
                    "server_url": OIDC_SERVER_URL,
                    "scope": env.list("OIDC_SCOPES", default=["openid", "email"]),
                    "auth_params": env.dict("OIDC_AUTH_PARAMS", default={}),
                    "oauth_pkce_enabled": True,
                },
            }
        ]
        if OIDC_SERVER_URL
        else []
    }
}

# Rate limits and used codes are shared by all workers, hence in the database. Nothing else is cached.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_cache",
        # Full, it forgets at random: nobody must be able to fill it to be forgotten.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# -- E-mail ----------------------------------------------------------------------------------
# Without EMAIL_URL, letters are written on the console.
vars().update(env.email("EMAIL_URL", default="consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="annuaire@localhost")
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)

# -- Letters to structures, and what readers report ------------------------------------------
# The complete address of the site: links in letters need it.
SITE_URL = env.str("SITE_URL", default="")
VERIFICATION_LINK_DAYS = env.int("VERIFICATION_LINK_DAYS", default=30)
# Days before each reminder; after as many again as before the last, the staff take over.
VERIFICATION_REMINDER_DAYS = env.list("VERIFICATION_REMINDER_DAYS", cast=int, default=[14, 14])
# An entry asked about, or answered, is left alone for so many days.
VERIFICATION_PAUSE_DAYS = env.int("VERIFICATION_PAUSE_DAYS", default=30)
REPORTS_PER_HOUR_PER_ENTRY = env.int("REPORTS_PER_HOUR_PER_ENTRY", default=5)
REPORTS_PER_HOUR = env.int("REPORTS_PER_HOUR", default=60)
# Nobody reads and fills the form faster.
REPORT_SECONDS = env.int("REPORT_SECONDS", default=3)
REPORT_KEPT_DAYS = env.int("REPORT_KEPT_DAYS", default=180)
REPORT_ANSWER_DAYS = env.int("REPORT_ANSWER_DAYS", default=30)

# -- Logs ------------------------------------------------------------------------------------
# Django's own request log writes paths with their query: it stays quiet, gunicorn logs paths alone.
# LOG_FORMAT=plain for eyes, json for what gathers logs.
LOG_FORMAT = env.str("LOG_FORMAT", default="plain" if DEBUG else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "{asctime}{levelname}{name}{message}{request_id}",
            "style": "{",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            "defaults": {"request_id": ""},
            # A request prints itself with its query.
            "reserved_attrs": [*RESERVED_ATTRS, "request"],
        },
    },
    "filters": {"request_id": {"()": "vienne_support.logs.RequestId"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout" if LOG_FORMAT == "json" else "ext://sys.stderr",
            "formatter": LOG_FORMAT,
            "filters": ["request_id"],
        },
        "null": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": ["null"], "propagate": False},
        "django.server": {"handlers": ["console" if DEBUG else "null"], "level": "INFO", "propagate": False},
    },
}
CSRF_FAILURE_VIEW = "resources.views.errors.forbidden"
