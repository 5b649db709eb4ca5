"""The real directory, every page and every object of it, by the official HSDS schemas."""

import pytest

from tests.api.official import needs_schemas
from tests.api.reading import LISTS
from tests.api.test_official_schemas import all_faults

pytestmark = [needs_schemas, pytest.mark.proof]


@pytest.mark.parametrize("name", LISTS)
def test_every_answer_of_the_real_directory_is_valid(client, name):
    assert all_faults(client, name) == []
