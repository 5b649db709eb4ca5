"""Pages that must stand by themselves."""

import pytest
from django.test import Client

from tests.factories import GuideFactory


def test_the_emergency_page_needs_no_database(client):
    # No database mark: a query would fail the test.
    page = client.get("/urgence/").text

    assert 'href="tel:17"' in page
    assert 'href="sms:114"' in page


@pytest.mark.safety(1)
def test_an_unknown_address_needs_no_database(client):
    response = client.get("/nulle-part/")

    assert response.status_code == 404
    assert 'href="tel:3919"' in response.text


@pytest.mark.parametrize("path", ["/healthz", "/robots.txt"])
def test_plain_answers_need_no_database(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.safety(1, 58)
@pytest.mark.django_db
def test_a_broken_page_still_shows_whom_to_call(monkeypatch):
    def fail(*args, **options):
        raise RuntimeError

    monkeypatch.setattr("resources.views.home.lines_now", fail)

    response = Client(raise_request_exception=False).get("/")

    assert response.status_code == 500
    assert 'href="tel:17"' in response.text
    assert "Quitter le site" in response.text


@pytest.mark.django_db
def test_a_guide_renders_hostile_markdown_safely(client):
    GuideFactory(
        published=True,
        slug="page",
        body="## Titre\n\n<script>alert(1)</script>[x](javascript:alert(1))![i](https://a/b.png)",
    )

    page = client.get("/guides/page/").text

    assert "<h2>Titre</h2>" in page
    assert not any(text in page for text in ("<script>", 'href="javascript', '<img src="https'))


@pytest.mark.django_db
def test_a_draft_guide_is_not_found(client):
    GuideFactory(slug="brouillon")

    assert client.get("/guides/brouillon/").status_code == 404


def test_public_pages_send_no_referrer_and_run_no_script_from_elsewhere(client):
    headers = client.get("/urgence/").headers

    assert headers["Referrer-Policy"] == "no-referrer"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "geolocation=()" in headers["Permissions-Policy"]


@pytest.mark.safety(59)
def test_a_host_we_do_not_answer_to_is_refused(client):
    assert client.get("/urgence/", headers={"host": "ailleurs.example"}).status_code == 400
