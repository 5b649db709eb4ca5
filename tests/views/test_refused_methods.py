"""What a page does not take is refused with a page: the way out, the numbers, and no query."""

import pytest
from django.test import Client

ADDRESSES = ["/", "/urgence/", "/guides/", "/mentions-legales/", "/plan-du-site/"]


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=False)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "POST"])
def test_a_method_a_page_does_not_take_is_refused_with_a_way_out(browser, settings, db, method, address):
    response = browser.generic(method, address)

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert settings.EXIT_URL in response.text
    assert "sms:114" in response.text
    assert "Cette page se consulte seulement" in response.text


def test_the_search_refuses_what_it_does_not_take_alike(browser, settings, db):
    response = browser.put("/recherche/")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST")
    assert settings.EXIT_URL in response.text


def test_a_refusal_makes_no_query_and_keeps_nothing(browser, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = browser.put("/recherche/")

    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
