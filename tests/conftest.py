"""Nets under every test: no network, no undefined template variable, one fixed noon."""

import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.template.base import Node
from pytest_socket import socket_allow_hosts

from resources.models import history

PARIS = ZoneInfo("Europe/Paris")


class FailOnUse(str):
    """Stands for `string_if_invalid`: a template of ours that reads an undefined variable fails the test."""

    def __contains__(self, text):
        return text == "%s"

    def __mod__(self, variable):
        node = self._node()
        origin = node.origin.name if node else "an unknown template"
        if "-packages" in origin:  # Django's own admin relies on empty ones
            return ""
        line = node.token.lineno if node else "?"
        pytest.fail(f"Undefined template variable {variable} in {origin}, line {line}")

    @staticmethod
    def _node():
        frame = sys._getframe(2)
        while frame:
            owner = frame.f_locals.get("self")
            if isinstance(owner, Node) and hasattr(owner, "origin"):
                return owner
            frame = frame.f_back
        return None


def pytest_addoption(parser):
    parser.addoption(
        "--database-only", action="store_true", help="leave out what reads no table, and is the same on every engine"
    )


def pytest_collection_modifyitems(config, items):
    if config.getoption("--database-only"):
        left_out = [item for item in items if not _reads_a_table(item)]
        items[:] = [item for item in items if _reads_a_table(item)]
        config.hook.pytest_deselected(items=left_out)


def _reads_a_table(item):
    return item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames)


@pytest.fixture(autouse=True)
def _no_network():
    socket_allow_hosts(["127.0.0.1"], allow_unix_socket=True)


@pytest.fixture(autouse=True, scope="session")
def _no_undefined_template_variable():
    engines["django"].engine.string_if_invalid = FailOnUse("invalid")


# Rooms that read no history: what is made for them leaves none, which halves the time of making it.
WITHOUT_HISTORY = {"search", "views", "pro", "referrals", "hours", "osm"}


@pytest.fixture(autouse=True)
def _no_history(request, monkeypatch):
    if request.path.parent.name in WITHOUT_HISTORY:
        monkeypatch.setattr(history, "record", lambda *args: None)
        monkeypatch.setattr(history.History, "create_historical_record", lambda *args, **options: None)


@pytest.fixture
def noon():
    """Tuesday 24 November 2026, noon in Paris."""
    return datetime(2026, 11, 24, 12, tzinfo=PARIS)
