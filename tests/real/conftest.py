"""Every test here reads the real directory."""

from pathlib import Path

import pytest
from django.test import Client

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


class Reader:
    """Opens each page once, whatever is then looked for in it: nothing here changes the directory."""

    def __init__(self):
        self.client, self.answers = Client(), {}

    def get(self, address):
        if address not in self.answers:
            self.answers[address] = self.client.get(address)
        return self.answers[address]


@pytest.fixture(scope="package")
def reader():
    return Reader()
