"""What was sent while the database did not answer is given back, to be sent again."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from resources.views import search


@pytest.fixture
def broken_database(monkeypatch, client):
    client.raise_request_exception = False

    def refuse(*args, **options):
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr(search, "SearchQuery", refuse)
    monkeypatch.setattr(search, "understand_place", refuse)
    monkeypatch.setattr(search, "find_place_in", refuse)


def fields_of(page):
    return [
        (name, html.unescape(value))
        for name, value in re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', page)
    ]


@pytest.mark.usefixtures("broken_database", "db")
def test_every_field_comes_back_as_it_was_written(client):
    sent = {"ou": "Civray", "note": 'deux\nlignes, "guillemets" & <balises>', "jour": ["lundi", "mardi"]}

    answer = client.post("/recherche/?d=1", sent)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert fields_of(answer.text) == [
        ("ou", "Civray"),
        ("note", sent["note"]),
        ("jour", "lundi"),
        ("jour", "mardi"),
    ]
    assert 'action="/recherche/?d=1"' in answer.text


@pytest.mark.usefixtures("broken_database", "db")
def test_a_password_is_in_no_page(client):
    answer = client.post("/recherche/", {"ou": "Civray", "password": "une phrase secrète"})

    assert "une phrase secrète" not in answer.text
    assert fields_of(answer.text) == []


@pytest.mark.usefixtures("broken_database", "db")
def test_a_file_is_said_to_be_chosen_again(client):
    answer = client.post("/recherche/", {"ou": "Civray", "file": SimpleUploadedFile("a.csv", b"a")})

    assert "à choisir de nouveau" in answer.text


@pytest.mark.usefixtures("db")
def test_another_breakdown_is_not_taken_for_it(client, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr(search, "find_place_in", lambda *args: 1 / 0)
    monkeypatch.setattr(search, "understand_place", lambda *args: 1 / 0)

    assert client.post("/recherche/", {"ou": "Civray"}).status_code == 500
