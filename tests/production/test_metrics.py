"""The numbers on the private port: how the directory fares, and nothing about readers."""

import pytest

from tests.nightly_factory import NightlyTaskFactory
from vienne_support.metrics import Measured, side_of

PRIVATE = "9100"


def asked(path, *, port, application=None):
    """(status, text) of a WSGI application behind the counter."""
    told = []

    def answer(environ, start_response):
        start_response("404 Not Found", [])
        return [b"from the application"]

    measured = Measured(application or answer, port=PRIVATE)
    body = measured({"PATH_INFO": path, "SERVER_PORT": port}, lambda status, *_: told.append(status))
    return told[0], b"".join(body).decode()


@pytest.mark.django_db
def test_it_tells_the_database_the_nights_and_the_checks():
    NightlyTaskFactory(name="purge_reports")

    _, text = asked("/metrics", port=PRIVATE)

    assert "directory_database_up 1.0" in text
    assert 'directory_nightly_succeeded{task="purge_reports"} 1.0' in text
    assert 'directory_check{name="database"} 0.0' in text


@pytest.mark.django_db
def test_a_request_is_counted_by_side_and_class_of_status_alone():
    asked("/fiche/1Y4KTJ/", port="8000")

    _, text = asked("/metrics", port=PRIVATE)

    assert 'directory_requests_total{side="public",status="4xx"}' in text
    assert "1Y4KTJ" not in text


def test_the_public_port_tells_nothing():
    assert asked("/metrics", port="8000") == ("404 Not Found", "from the application")


def test_the_private_port_serves_no_page():
    assert asked("/gestion/", port=PRIVATE)[0] == "404 Not Found"


@pytest.mark.parametrize(
    ("path", "side"),
    [
        ("/", "public"),
        ("/fiche/1Y4KTJ/", "public"),
        ("/gestion/resources/", "office"),
        ("/pro", "office"),
        ("/api/hsds/services", "data"),
        ("/healthz/ready", "health"),
        ("//evil", "public"),
    ],
    ids=lambda value: value,
)
def test_a_path_has_one_side(path, side):
    assert side_of(path) == side
