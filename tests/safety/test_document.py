"""docs/safety.md answers each line once, and names tests that exist and say which line they hold."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
DOCUMENT = (ROOT / "docs" / "safety.md").read_text()
ROWS = {
    int(number): cells
    for number, *cells in re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", DOCUMENT, re.MULTILINE)
}
CITED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
CITATIONS = [(number, *cited) for number, (*_, where) in ROWS.items() for cited in CITED.findall(where)]
BY_HAND = "À la main"


@cache
def numbers_by_test(path):
    """The lines each test of a file says it holds."""
    functions = [node for node in ast.parse((ROOT / path).read_text()).body if isinstance(node, ast.FunctionDef)]
    return {function.name: set(numbers_of(function)) for function in functions}


def numbers_of(function):
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.safety":
            yield from (number.value for number in mark.args)


def test_each_line_stands_once_in_its_order():
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", DOCUMENT, re.MULTILINE)] == list(range(1, 69))


def test_each_line_is_answered():
    assert set(ROWS) == set(range(1, 69))


@pytest.mark.parametrize("number", ROWS)
def test_a_line_names_a_test_or_says_that_a_person_looks(number):
    where = ROWS[number][-1]

    assert CITED.search(where) or BY_HAND in where


@pytest.mark.parametrize(("number", "path", "name"), CITATIONS)
def test_a_test_that_is_named_says_which_line_it_holds(number, path, name):
    assert number in numbers_by_test(path)[name]
