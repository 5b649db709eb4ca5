"""Whatever is sent to the pages of sheets, the answer is a page, a redirect or a plain refusal."""

import pytest
from django.test import Client

from tests.views.test_hostile import ABSURD, GRAVE

pytestmark = pytest.mark.django_db

PATHS = ("/orienter/", "/orienter/feuille/", "/f/", "/communes/86078/annuaire/")
CODES = ("%00", "ZZZZZZZZ", "A" * 5_000, "-", "____", "ABCDE%CC%81", "%F0%9F%98%80", "%ff")
FIELDS = ("fiche", "monter", "urgences", "dates", "sobre", "ou", "code")


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", PATHS)
def test_absurd_parameters_are_answered(browser, path):
    answers = {browser.get(f"{path}?{query}").status_code for query in ABSURD.values()}

    assert answers <= {200, 302, 404}


@pytest.mark.parametrize("field", FIELDS)
def test_strange_values_are_answered(browser, field):
    answers = {
        answer.status_code
        for text in GRAVE
        for path in PATHS[:3]
        for answer in (browser.get(path, {field: text}), browser.post(path, {field: text}))
    }

    assert answers <= {200, 302, 303, 404, 405}


@pytest.mark.parametrize("code", CODES)
def test_a_code_that_is_none_opens_nothing(browser, code):
    assert browser.get(f"/f/{code}/").status_code in {404, 429}
