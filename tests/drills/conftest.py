"""One filled base for the short drills: making it takes longer than most of them."""

import pytest

from tests.drills.base import FILLS, base


@pytest.fixture(scope="package")
def filled(tmp_path_factory):
    """One row at least in every table."""
    with base(tmp_path_factory.mktemp("filled"), "filled") as one:
        one.manage("migrate", "--verbosity", "0")
        one.manage("shell", "--no-imports", "-c", FILLS)
        yield one
