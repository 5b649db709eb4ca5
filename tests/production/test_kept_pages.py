"""What the web server before us may keep, less than a minute: what anybody would get, and nothing else."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/recherche/?ou=86078", "/urgence/"])
def test_a_page_anybody_gets_is_kept(client, path):
    response = client.get(path)

    assert (response.headers["X-Accel-Expires"], response.headers["Cache-Control"]) == ("45", "no-store")


@pytest.mark.parametrize("path", ["/gestion/", "/pro/", "/verifier/x/", "/f/", "/healthz", "/nulle-part/"])
def test_what_is_somebodys_own_or_of_this_moment_is_never_kept(client, path):
    assert client.get(path).headers["X-Accel-Expires"] == "0"


def test_a_search_that_is_posted_is_never_kept(client):
    assert client.post("/recherche/", {"ou": "Civray"}).headers["X-Accel-Expires"] == "0"
