"""What a process reads once, read before its first reader comes."""

import pytest
from django.db import OperationalError

from resources.search.needs import understand_words
from resources.search.places import understand_place
from resources.warm_up import warm_up
from tests.factories import CommuneNameFactory, SearchTermFactory


@pytest.mark.django_db
def test_the_first_search_reads_nothing_twice(django_assert_max_num_queries):
    SearchTermFactory(text="il me frappe")
    CommuneNameFactory()
    warm_up()

    # What changed, for the words and for the names, then the services and the town that are named.
    with django_assert_max_num_queries(2):
        understand_words("il me frappe")
    with django_assert_max_num_queries(2):
        understand_place("civray")


def test_a_database_that_does_not_answer_stops_no_start(monkeypatch, caplog):
    def refused():
        raise OperationalError("connection refused at 10.0.0.1")

    monkeypatch.setattr("resources.warm_up.current_vocabulary", refused)

    warm_up()

    assert caplog.messages == ["Not warmed up: OperationalError"]


def test_every_template_is_read(monkeypatch):
    read = []
    monkeypatch.setattr("resources.warm_up.get_template", read.append)
    monkeypatch.setattr("resources.warm_up.current_vocabulary", lambda: None)
    monkeypatch.setattr("resources.warm_up.gazetteer", lambda: None)

    warm_up()

    assert {"directory/results.html", "directory/entry.html", "base.html", "errors/503.html"} <= set(read)
