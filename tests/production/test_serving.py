"""The directory behind nginx, as it is served: what is kept, for whom, and what is written down."""

import json
import re
import socket

import pytest
from django.utils.crypto import get_random_string

from tests.production.asking import ask, kept_state, logged, wait_until
from tests.production.conftest import KEPT_SECONDS
from tests.production.stack_data import PUBLIC_ID

ENTRY = f"/fiche/{PUBLIC_ID}/"


def fresh(path):
    """An address of that page nobody asked for before."""
    return f"{path}{'&' if '?' in path else '?'}d={get_random_string(8)}"


# -- What is kept ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/recherche/?ou=86078", ENTRY, "/communes/"])
def test_a_page_anybody_gets_is_kept(stack, path):
    path = fresh(path)

    assert [kept_state(stack, path), kept_state(stack, path)] == ["MISS", "HIT"]


def test_a_kept_page_says_at_what_time_it_was_true(stack):
    path = fresh(ENTRY)

    first, second = ask(stack, path).text, ask(stack, path).text

    assert re.search(r"État à \d+(?:\s|&nbsp;)h", first)
    assert second == first


def test_the_browser_keeps_nothing(stack):
    path = fresh("/")

    for answer in (ask(stack, path), ask(stack, path)):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "X-Accel-Expires" not in answer.headers
        assert "Age" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": "__Host-session=x"},
        {"Cookie": "a=b; session=x"},
        {"Cookie": "csrf=x"},
        {"Authorization": "Basic eDp5"},
    ],
    ids=["session", "session among others", "form", "authorization"],
)
def test_somebody_signed_in_gets_nothing_kept_and_leaves_nothing(stack, headers):
    path = fresh("/")

    assert [kept_state(stack, path, **headers) for _ in range(2)] == ["BYPASS", "BYPASS"]
    assert kept_state(stack, path) == "MISS"


def test_a_cookie_of_another_site_of_the_domain_changes_nothing(stack):
    path = fresh("/")
    kept_state(stack, path)

    assert kept_state(stack, path, Cookie="_statistics=42") == "HIT"


@pytest.mark.parametrize("path", ["/gestion/login/", "/pro/", "/verifier/abc/", "/f/", "/healthz", "/nulle-part/"])
def test_what_is_somebodys_or_of_this_moment_is_never_kept(stack, path):
    assert "HIT" not in {kept_state(stack, path) for _ in range(2)}


def test_a_search_that_is_posted_is_never_kept(stack):
    answers = [ask(stack, "/recherche/", method="POST", body="ou=Civray") for _ in range(2)]

    assert {answer.status for answer in answers} == {303}


def test_an_edit_is_seen_when_the_page_is_no_longer_kept(stack):
    name = f"Accueil {get_random_string(6)}"
    assert name not in ask(stack, ENTRY).text

    stack.run(["psql", stack.cluster.url, "-c", f"UPDATE resources_service SET name = '{name}'"])

    assert wait_until(lambda: name in ask(stack, ENTRY).text, patience_s=KEPT_SECONDS + 2)


# -- What nginx serves by itself ---------------------------------------------------------------------


def test_the_emergency_numbers_are_a_file(stack):
    answer = ask(stack, "/urgence/")

    assert (answer.status, logged(stack)[-1]["node"]) == (200, "")
    assert "Cette page est une copie" not in answer.text


def test_static_files_are_compressed_and_kept_for_ever(stack):
    address = re.search(r"/static/css/site\.[0-9a-f]{12}\.css", ask(stack, fresh("/")).text)[0]

    answer = ask(stack, address)
    connection_headers = answer.headers

    assert connection_headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (stack.public / f"{address.lstrip('/')}.gz").is_file()
    assert logged(stack)[-1]["node"] == ""


@pytest.mark.parametrize(
    ("request_of", "status", "heading"),
    [
        ({"method": "TRACE", "path": "/"}, 405, "Cette page se consulte seulement"),
        ({"method": "POST", "path": "/urgence/", "body": ""}, 405, "Cette page se consulte seulement"),
        ({"method": "POST", "path": "/recherche/", "body": "x" * 300_000}, 413, "Cet envoi est trop lourd"),
        ({"path": "/" + "a" * 9_000}, 414, "Cette adresse est trop longue"),
        ({"path": "/", "X_Long": "a" * 9_000}, 414, "Cette adresse est trop longue"),
        ({"path": "/", "Host": "a b"}, 400, "Cette adresse ne se lit pas"),
    ],
    ids=["method", "file", "body", "address", "header", "host"],
)
def test_a_refusal_has_a_page_with_the_way_out_and_the_numbers(stack, request_of, status, heading):
    answer = ask(stack, **request_of)

    assert (answer.status, answer.heading) == (status, heading)
    assert 'class="exit"' in answer.text
    assert 'href="tel:17"' in answer.text


def test_what_is_no_request_is_refused_without_a_word_of_it_in_the_log(stack):
    with socket.create_connection(("127.0.0.1", stack.http), timeout=5) as one:
        one.sendall(b"GET /secret-word HTTP/9.9\r\n\r\n")
        one.recv(100)

    assert "secret-word" not in json.dumps(logged(stack))


@pytest.mark.parametrize("path", ["/urgence/", "/nulle-part/", "/static/x.css", "/" + "a" * 9_000, "/gestion/login/"])
def test_every_answer_carries_the_headers_that_protect(stack, path):
    headers = ask(stack, path).headers

    assert headers.get_all("Content-Security-Policy") is not None
    assert len(headers.get_all("Content-Security-Policy")) == 1
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    assert headers["Server"] == "nginx"


# -- What is written down ------------------------------------------------------------------------------


def test_no_log_tells_who_asked_for_what(stack):
    told = {"Referer": "https://moteur.example/?q=mot-secret", "User_Agent": "NavigateurSecret/1"}
    ask(stack, "/recherche/?ou=86078&quoi=mot-secret", X_Forwarded_For="203.0.113.77", **told)
    ask(stack, "/mot-secret/", **told)
    ask(stack, "/recherche/", method="POST", body="quoi=mot-secret", **told)
    ask(stack, "/verifier/mot-secret/", **told)

    written = "".join(path.read_text() for path in [*stack.folder.glob("*.out"), stack.folder / "nginx.log"])

    assert not re.search(r"mot-secret|NavigateurSecret|moteur\.example|203\.0\.113", written)


def test_a_request_has_one_number_in_both_logs(stack):
    ask(stack, fresh("/guides/"))

    number = logged(stack)[-1]["request_id"]
    node = (stack.folder / f"node-{stack.nodes[0]}.out").read_text()

    assert re.fullmatch("[0-9a-f]{32}", number)
    assert f'"request_id": "{number}"' in node


def test_a_number_a_reader_made_up_is_not_believed(stack):
    ask(stack, fresh("/guides/"), X_Request_ID="f" * 32)

    assert logged(stack)[-1]["request_id"] != "f" * 32


def test_every_line_of_the_application_is_json(stack):
    lines = (stack.folder / f"node-{stack.nodes[0]}.out").read_text().splitlines()

    assert {"time", "logger", "level", "message"} <= set.intersection(*(set(json.loads(line)) for line in lines))


# -- Alive -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "type_"), [("/healthz", "text/plain"), ("/healthz/ready", "application/json")])
def test_it_says_that_it_is_alive(stack, path, type_):
    answer = ask(stack, path)

    assert (answer.status, answer.headers.get_content_type()) == (200, type_)


def test_the_numbers_of_nginx_are_on_a_port_of_their_own(stack):
    assert ask(stack, "/status").status == 404
