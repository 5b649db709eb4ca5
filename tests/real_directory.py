"""The real directory, in the tables: loaded once for a package of tests, and rolled back after it."""

from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from resources.imports.communes import load_communes
from resources.imports.directory import load_directory

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
LOADED_AT = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Paris"))


@contextmanager
def loaded(django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_communes(departements=FIXTURES / "departements.csv", files=sorted(FIXTURES.glob("communes_*.csv")))
        load_directory(FIXTURES / "directory", local=FIXTURES / "86", at=LOADED_AT)
        yield
        transaction.set_rollback(True)
