"""The log of what is served names no reader and no word of hers. Numbers are those of docs/safety.md."""

import datetime
import importlib.util
from types import SimpleNamespace

import pytest
from django.conf import settings
from gunicorn.config import Config

REQUEST = {
    "REMOTE_ADDR": "203.0.113.9",
    "REQUEST_METHOD": "GET",
    "RAW_URI": "/recherche/?quoi=il+me+frappe",
    "PATH_INFO": "/recherche/",
    "QUERY_STRING": "quoi=il+me+frappe",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_REFERER": "https://moteur.example/?q=secret",
    "HTTP_USER_AGENT": "Navigateur/1",
    "HTTP_X_FORWARDED_FOR": "198.51.100.4",
}
ANSWER = SimpleNamespace(status="200 OK", headers=[], sent=12)
TOOK = datetime.timedelta(milliseconds=7)


@pytest.fixture(scope="module")
def server():
    """The file gunicorn is started with."""
    spec = importlib.util.spec_from_file_location("served", settings.BASE_DIR / "deploy" / "gunicorn.conf.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def line_of(server, **request):
    logger = server.DiscreetLogger(Config())
    asked = SimpleNamespace(headers=[])
    return server.access_log_format % logger.atoms(ANSWER, asked, REQUEST | request, TOOK)


@pytest.mark.safety(36)
def test_a_line_is_a_moment_a_path_and_a_status(server):
    assert line_of(server).partition("] ")[2] == "GET /recherche/ 200 7 ms"


@pytest.mark.safety(31, 36)
@pytest.mark.parametrize(
    "told",
    ["203.0.113", "198.51.100", "frappe", "moteur", "Navigateur"],
    ids=["address", "proxy", "words", "from", "browser"],
)
def test_a_line_says_nothing_of_the_reader(server, told):
    assert told not in line_of(server)


@pytest.mark.safety(36)
@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/verifier/eyJhIjox:1abc:signature/", "/verifier/-/"),
        ("/gestion/connexion/choisir/1-abc123-def456/", "/gestion/connexion/choisir/-/"),
        ("/fiche/1Y4KTJ/", "/fiche/1Y4KTJ/"),
    ],
    ids=["letter", "invitation", "entry"],
)
def test_a_link_that_opens_a_door_is_not_written_whole(server, path, written):
    assert f" {written} " in line_of(server, PATH_INFO=path)


@pytest.mark.safety(36)
def test_a_path_stays_on_its_line(server):
    assert "\n" not in line_of(server, PATH_INFO="/a\nGET /faux/ 200")


@pytest.mark.safety(36)
def test_requests_are_not_written_by_django_either():
    loggers = settings.LOGGING["loggers"]

    assert (loggers["django.server"]["handlers"], loggers["django.request"]["level"]) == (["null"], "ERROR")
