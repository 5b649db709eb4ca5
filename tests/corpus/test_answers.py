"""The same corpus, the same answers, on both engines: communes, needs, alerts, and the entries of a page in order."""

import os

import pytest

from tests.corpus.answers import EXPECTED, WRITE, digests

pytestmark = [pytest.mark.usefixtures("real_directory"), pytest.mark.xdist_group("corpus")]


@pytest.mark.proof
def test_answers_are_those_expected():
    """After a change that is meant: WRITE_EXPECTED_ANSWERS=1 .venv/bin/pytest -m proof tests/corpus/test_answers.py"""
    found = list(digests())
    if os.environ.get(WRITE):
        EXPECTED.write_text("\n".join(found) + "\n")

    assert found == EXPECTED.read_text().splitlines()
