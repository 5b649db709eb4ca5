"""Every test here reads the real directory."""

from pathlib import Path

import pytest

from tests.real_directory import loaded

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """One worker runs all of them, one after the other: loading takes longer than reading."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.xdist_group("real"))


@pytest.fixture(scope="package", autouse=True)
def _loaded(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def _database(db):
    pass
