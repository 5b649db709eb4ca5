from unittest import mock

import pytest

from resources.models import history
from tests.real_directory import loaded


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    # What was written before what is looked for is of no use here, and takes half the time.
    with mock.patch.object(history, "record"), loaded(django_db_blocker):
        yield


@pytest.fixture
def real_directory(_loaded, db):
    """What phrases and towns are looked for in."""
