"""The self-assessment names each of the 106 criteria once, with a result and how it was checked."""

import re
from pathlib import Path

import pytest
from django.conf import settings

DOCUMENT = (Path(settings.BASE_DIR) / "docs" / "rgaa.md").read_text()
CRITERIA_OF = {1: 9, 2: 2, 3: 3, 4: 13, 5: 8, 6: 2, 7: 5, 8: 10, 9: 4, 10: 14, 11: 13, 12: 11, 13: 12}
RESULTS = {"conforme", "non conforme", "non applicable", "non évalué"}
ROWS = re.findall(r"^\| (\d+\.\d+) \| (.+?) \| (.+?) \| (.+?) \|$", DOCUMENT, re.MULTILINE)


@pytest.mark.safety(45)
def test_each_criterion_stands_once_in_its_order():
    expected = [f"{theme}.{number}" for theme, count in CRITERIA_OF.items() for number in range(1, count + 1)]

    assert [number for number, *_ in ROWS] == expected


def test_each_result_is_one_of_the_four():
    assert {result for _, _, result, _ in ROWS} <= RESULTS


@pytest.mark.parametrize("result", sorted(RESULTS))
def test_the_summary_counts_the_rows(result):
    counted = int(re.search(rf"^\| {result} \| (\d+) \|$", DOCUMENT, re.MULTILINE).group(1))

    assert counted == sum(one == result for _, _, one, _ in ROWS)


def test_the_document_is_no_audit():
    assert "Ce n’est pas un audit" in DOCUMENT
