"""The real directory, exported then imported: nothing to change."""

import pytest

from resources.exports.entries_sheet import entry_rows
from resources.exports.spreadsheet import csv_pieces, xlsx_pieces
from resources.imports.sheet_import import plan_of
from resources.models import Service
from resources.search.duplicates import find_duplicates


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda rows: "".join(csv_pieces(rows)).encode(), id="csv"),
        pytest.param(lambda rows: b"".join(xlsx_pieces(rows)), id="xlsx"),
    ],
)
def test_an_export_imported_again_changes_nothing(write):
    plan = plan_of(write(list(entry_rows(Service.objects.all()))))

    counts = plan.counts()
    assert (plan.all_refusals, counts["created"], counts["changed"]) == ([], 0, 0)
    assert counts["unchanged"] >= Service.objects.count()


def test_an_export_costs_the_same_number_of_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        list(entry_rows(Service.objects.all()))


def test_duplicates_cost_the_same_number_of_queries(django_assert_num_queries):
    with django_assert_num_queries(5):
        find_duplicates(Service.objects.all())
