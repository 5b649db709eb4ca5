"""Whatever the file, nothing is written, nothing breaks, and every refusal says what to mend, in French."""

import hashlib

import pytest
from django.apps import apps
from django.core.serializers import serialize

from resources.exports.sheet_columns import COLUMNS
from resources.imports.sheet_import import PlanMovedError, apply, plan_of
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    LocationFactory,
    NeedFactory,
    OrganizationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)
from tests.imports.broken_sheets import BAD_CELLS, GOOD, WAYS_TO_BREAK, broken_sheet, csv_file

SAMPLE = range(2 * len(WAYS_TO_BREAK))
KNOWN = {column.header for column in COLUMNS}
SECRET_STREET = "17 impasse Cachée"


@pytest.fixture
def directory(db):
    DepartementFactory()
    CommuneFactory(civray=True)
    CommuneFactory(poitiers=True)
    NeedFactory(slug="parler", name="Parler à quelqu’un")
    structure = OrganizationFactory(name="Association du Clain")
    ServiceFactory(public_id="0THER1", name="Fiche d’une autre", organization=OrganizationFactory(name="Une autre"))
    secret = ServiceFactory(public_id="SECRET", name="Hébergement", organization=structure)
    place = LocationFactory(confidential_site=True, name="Foyer caché", organization=structure)
    ServiceAtLocationFactory(service=secret, location=place)


def digest_of_database():
    tables = (model._default_manager.order_by("pk") for model in apps.get_app_config("resources").get_models())
    return hashlib.sha256("".join(serialize("json", rows) for rows in tables).encode()).hexdigest()


def assert_refused_and_explained(number, content):
    """Returns the plan."""
    plan = plan_of(content)
    refusals = plan.all_refusals
    assert refusals, number
    for refusal in refusals:
        text = str(refusal)
        assert len(text) > 15, (number, text)
        assert text.rstrip()[-1] in ".?…)», " + "0123456789", (number, text)
        assert refusal.line > 0 or not refusal.column, (number, text)
        assert "Error" not in text, (number, text)
        assert "Traceback" not in text, (number, text)
    return plan


@pytest.mark.safety(60)
@pytest.mark.parametrize("number", SAMPLE)
def test_a_broken_sheet_is_refused_and_explained(directory, number):
    assert_refused_and_explained(number, broken_sheet(number))


def test_each_wrong_cell_is_refused_and_explained(directory):
    """All of them in one sheet, a row each: what is drawn by chance above leaves some out."""
    wrong = [{column: value} for column, values in BAD_CELLS.items() for value in values]
    rows = [GOOD | {"Nom de la fiche": f"Fiche {number}"} | cell for number, cell in enumerate(wrong)]

    plan = assert_refused_and_explained(0, csv_file(rows))

    refused = {refusal.line for refusal in plan.all_refusals}
    assert [cell for line, cell in enumerate(wrong, start=2) if line not in refused] == []


def test_a_broken_sheet_changes_nothing_even_when_pressed(directory):
    before = digest_of_database()

    for number in SAMPLE:
        content = broken_sheet(number)
        with pytest.raises(PlanMovedError):
            apply(content, digest=plan_of(content).digest)

    assert digest_of_database() == before


@pytest.mark.proof
def test_a_thousand_broken_sheets(directory):
    before = digest_of_database()

    for number in range(1_000):
        content = broken_sheet(number)
        plan = assert_refused_and_explained(number, content)
        with pytest.raises(PlanMovedError):
            apply(content, digest=plan.digest)

    assert digest_of_database() == before
