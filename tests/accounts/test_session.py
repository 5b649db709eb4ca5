"""How long a session lasts, and where it is read (SAFETY 25, 64)."""

import pytest

from resources.accounts.session import BEGAN, SEEN, is_over, stamp
from tests.sign_in import sign_in

HOUR = 3600
LIMITS = {"idle": HOUR / 2, "longest": 12 * HOUR}


@pytest.mark.parametrize(
    ("session", "over"),
    [
        pytest.param({}, False, id="new"),
        pytest.param({BEGAN: 0, SEEN: 100_000 - 1799}, True, id="long"),
        pytest.param({BEGAN: 99_000, SEEN: 100_000 - 1799}, False, id="active"),
        pytest.param({BEGAN: 90_000, SEEN: 100_000 - 1801}, True, id="idle"),
        pytest.param({BEGAN: 100_000 - 12 * HOUR + 1, SEEN: 100_000}, False, id="almost-long"),
    ],
)
def test_session_ends_idle_or_old(session, over):
    assert is_over(session, 100_000, **LIMITS) == over


def test_stamp_is_not_written_each_time():
    session = {BEGAN: 0, SEEN: 1000}

    stamp(session, 1059)

    assert session == {BEGAN: 0, SEEN: 1000}


def test_stamp_is_written_once_a_minute():
    session = {BEGAN: 0, SEEN: 1000}

    stamp(session, 1060)

    assert session == {BEGAN: 0, SEEN: 1060}


@pytest.fixture
def signed_in(client, agent):
    sign_in(client, agent)
    client.get("/gestion/")
    return client


def age(client, **stamps):
    session = client.session
    for name, seconds in stamps.items():
        session[name] -= seconds
    session.save()


@pytest.mark.safety(64)
def test_idle_session_leads_to_sign_in(signed_in):
    age(signed_in, seen=HOUR / 2 + 60)

    response = signed_in.get("/gestion/resources/service/", follow=True)

    assert response.redirect_chain == [("/gestion/connexion/?next=/gestion/resources/service/", 302)]
    assert "Votre session s’est terminée" in response.text


@pytest.mark.safety(64)
def test_session_of_twelve_hours_ends_though_active(signed_in):
    age(signed_in, began=12 * HOUR + 60)

    assert signed_in.get("/gestion/").status_code == 302


def test_active_session_goes_on(signed_in):
    age(signed_in, seen=HOUR / 2 - 60)

    assert signed_in.get("/gestion/").status_code == 200


def test_session_is_not_written_at_each_request(signed_in):
    response = signed_in.get("/gestion/connexion/second-facteur/qr.svg")

    assert "session" not in response.cookies


@pytest.mark.safety(25, 64)
@pytest.mark.parametrize("address", ["/", "/recherche/", "/urgence/", "/guides/", "/nulle-part/", "/donnees/"])
def test_public_page_does_not_read_the_session_of_an_agent(signed_in, address):
    response = signed_in.get(address)

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.safety(68)
@pytest.mark.parametrize("address", ["/gestion/connexion/", "/pro/", "/gestion/"])
def test_signed_in_pages_are_kept_nowhere(signed_in, address):
    headers = signed_in.get(address).headers

    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "same-origin"
