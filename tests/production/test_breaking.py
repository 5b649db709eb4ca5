"""What a reader and an agent get when something behind nginx is gone. Each test puts back what it took away."""

from contextlib import contextmanager
from functools import partial

import pytest

from tests.production.asking import ask, wait_until
from tests.production.stack_data import PUBLIC_ID

COPIED = (
    "index.html",
    f"fiche/{PUBLIC_ID}/index.html",
    "recherche/index.html",
    "recherche/ou/86078/index.html",
    "recherche/besoin/dormir/index.html",
    "communes/86078/index.html",
)


@pytest.fixture
def copy(stack):
    """A copy of the site: each page says its own place."""
    for place in COPIED:
        page = stack.public / "copies" / "current" / place
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"copy of {place.removesuffix('index.html')}")


@contextmanager
def no_application(stack):
    stack.end(f"node-{stack.nodes[0]}")
    try:
        yield
    finally:
        stack.start_node(stack.nodes[0])
        assert wait_until(lambda: ask(stack, "/healthz").status == 200)


@contextmanager
def no_database(stack):
    stack.cluster.stop("immediate")
    try:
        yield
    finally:
        stack.start_database()
        assert wait_until(lambda: ask(stack, "/healthz/ready").status == 200)


without = partial(pytest.mark.parametrize, "broken", indirect=True, scope="module")
without_either = without(argvalues=[no_application, no_database], ids=["no application", "no database"])
without_application = without(argvalues=[no_application], ids=["no application"])
without_database = without(argvalues=[no_database], ids=["no database"])


@pytest.fixture(scope="module")
def broken(request, stack):
    with request.param(stack):
        yield stack


@without_either
@pytest.mark.usefixtures("copy")
@pytest.mark.parametrize(
    ("path", "place"),
    [
        (f"/fiche/{PUBLIC_ID}/?ou=86078", f"fiche/{PUBLIC_ID}/"),
        ("/recherche/?ou=86078&besoin=dormir", "recherche/ou/86078/"),
        ("/recherche/?ou=commune-86078", "recherche/ou/86078/"),
        ("/recherche/?besoin=dormir", "recherche/besoin/dormir/"),
        ("/recherche/?ou=86999", "recherche/"),
        ("/communes/86078/?x=1", "communes/86078/"),
    ],
    ids=["entry", "town and need", "prefixed town", "need", "unknown town", "commune"],
)
def test_a_page_of_the_copy_answers(broken, path, place):
    answer = ask(broken, path)

    assert (answer.status, answer.text) == (200, f"copy of {place}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@without_either
@pytest.mark.usefixtures("copy")
def test_a_page_nobody_copied_leads_to_the_numbers(broken):
    answer = ask(broken, "/fiche/NOWHERE/")

    assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
    assert all(number in answer.text for number in ("tel:17", "sms:114", "tel:3919", "/communes/", 'class="exit"'))


@without_either
@pytest.mark.usefixtures("copy")
@pytest.mark.parametrize("path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/mended-until", "/recherche/?ou=../../x"])
def test_the_copy_leads_nowhere_else(broken, path):
    assert ask(broken, path).text.startswith(("copy of recherche/", "<!doctype html>"))


@without_either
def test_the_emergency_numbers_are_still_a_file(broken):
    assert ask(broken, "/urgence/").status == 200


@without_either
def test_words_that_are_posted_lead_to_the_numbers(broken):
    answer = ask(broken, "/recherche/", method="POST", body="ou=Sivrai&quoi=je+ne+sais+pas+ou+dormir")
    if answer.status == 303:
        # Understood from what the application remembers.
        answer = ask(broken, answer.headers["Location"])
        assert answer.text.startswith("copy of recherche/")
        return

    assert answer.status == 503
    assert all(number in answer.text for number in ("tel:17", "sms:114", "tel:3919", 'class="exit"'))


@without_application
def test_data_is_refused_as_data(broken):
    answer = ask(broken, "/api/hsds/services")

    assert (answer.status, answer.headers.get_content_type()) == (503, "application/json")


@without_application
def test_an_agent_is_told_that_nothing_was_received(broken):
    read, sent = ask(broken, "/gestion/"), ask(broken, "/gestion/login/", method="POST", body="a=b")

    assert (read.status, read.heading) == (503, "Cette page ne s’ouvre pas en ce moment")
    assert (sent.status, sent.heading) == (503, "Votre envoi n’est pas arrivé")


@without_application
def test_it_says_that_it_is_not_alive(broken):
    assert ask(broken, "/healthz").status == 503


@without_database
def test_without_a_database_it_is_alive_and_cannot_serve(broken):
    assert (ask(broken, "/healthz").status, ask(broken, "/healthz/ready").status) == (200, 503)
