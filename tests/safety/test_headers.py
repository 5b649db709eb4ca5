"""Headers of every answer, public or not. Numbers are those of docs/safety.md."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.admin.pages import add_url, list_url, url_of
from tests.factories import ServiceFactory, UserFactory
from tests.sign_in import sign_in


def hash_of(style: str) -> str:
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"


# What a page says first is styled in it, by one of these and nothing else.
FIRST_STYLES = [file.read_text() for file in sorted((settings.BASE_DIR / "templates" / "first").glob("*.css"))]
POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": " ".join(["'self'", *map(hash_of, FIRST_STYLES)]),
    "img-src": "'self'", "font-src": "'self'",
    "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
    "object-src": "'none'",
}  # fmt: skip
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PUBLIC = ["/", "/recherche/", "/urgence/", "/guides/", "/nulle-part/", "/permanences.ics", "/robots.txt"]
STORES = ["localStorage", "sessionStorage", "indexedDB", "caches", "serviceWorker", "document.cookie"]
REFUSED = ["geolocation", "camera", "microphone", "browsing-topics"]


def policy_of(answer):
    return dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))


@pytest.fixture
def office(client):
    return sign_in(client, UserFactory(superuser=True))


@pytest.mark.safety(53)
@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_answer_obeys_the_whole_policy(client, path):
    assert policy_of(client.get(path)) == POLICY


@pytest.mark.safety(53, 68)
@pytest.mark.django_db
def test_the_back_office_obeys_the_whole_policy(office):
    service = ServiceFactory()
    pages = ["/gestion/", list_url(type(service)), add_url(type(service)), url_of(service)]

    assert [policy_of(office.get(page)) for page in pages] == [POLICY] * len(pages)


@pytest.mark.safety(53)
@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PUBLIC[:5], "/gestion/connexion/"])
def test_a_page_holds_no_script_and_no_other_style(client, path):
    page = client.get(path).text

    assert [sign for sign in (" style=", " onclick=", "<script>", "javascript:") if sign in page] == []
    assert set(re.findall(r"<style.*?</style>", page, re.S)) <= {f"<style>{style}</style>" for style in FIRST_STYLES}


@pytest.mark.safety(53)
@pytest.mark.django_db
def test_no_answer_is_allowed_what_is_unsafe(client):
    policies = [client.get(path).headers["Content-Security-Policy"] for path in (*PUBLIC, "/gestion/connexion/")]

    assert [policy for policy in policies if "unsafe" in policy or "*" in policy or "http" in policy] == []


@pytest.mark.safety(53)
def test_what_a_page_is_styled_with_asks_for_nothing_elsewhere():
    assert [style for style in FIRST_STYLES if "url(" in style or "@import" in style or "{{" in style] == []


@pytest.mark.safety(55)
@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PUBLIC, "/gestion/connexion/"])
def test_an_answer_carries_its_headers(client, path):
    headers = client.get(path).headers

    assert {name: headers[name] for name in HEADERS} == HEADERS


@pytest.mark.safety(34, 55)
@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_an_answer_refuses_what_it_does_not_need(client, path):
    assert {f"{one}=()" for one in REFUSED} <= set(client.get(path).headers["Permissions-Policy"].split(", "))


@pytest.mark.safety(13, 55)
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "expected"), [*((path, "no-referrer") for path in PUBLIC), ("/gestion/connexion/", "same-origin")]
)
def test_an_answer_says_to_nobody_where_one_comes_from(client, path, expected):
    assert client.get(path).headers["Referrer-Policy"] == expected


@pytest.mark.safety(27, 68)
@pytest.mark.django_db
@pytest.mark.parametrize("path", [*PUBLIC, "/gestion/connexion/", "/gestion/"])
def test_an_answer_is_kept_nowhere(client, path):
    assert "no-store" in client.get(path).headers["Cache-Control"]


@pytest.mark.safety(29)
@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/urgence/"])
def test_leaving_empties_no_cache(client, path):
    assert "Clear-Site-Data" not in client.get(path).headers


@pytest.mark.safety(26)
@pytest.mark.parametrize("script", ["js/leave.js", "js/suggest.js"])
def test_a_public_script_knows_no_store(script):
    text = Path(finders.find(script)).read_text()

    assert [store for store in STORES if store in text] == []


@pytest.mark.safety(26)
@pytest.mark.django_db
def test_no_page_can_be_installed(client):
    assert 'rel="manifest"' not in client.get("/").text
