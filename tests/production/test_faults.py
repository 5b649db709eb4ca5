"""Readers and agents keep being answered while something breaks. Longer, and on the real directory: bench.faults."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bench.faults import FAULTS, NEEDS_A_DISK, run, small_disk
from deploy.local_stack import Stack

pytestmark = pytest.mark.proof
SECONDS = 8
PAGES_A_SECOND = 10


@pytest.fixture(scope="module")
def disk():
    """(folder, whether it is a small disk that can be filled)."""
    folder = Path(tempfile.mkdtemp(prefix="annuaire-faults-"))
    small = small_disk(folder / "disk")
    yield folder, small
    if small:
        subprocess.run(["umount", folder / "disk"], check=True)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def two_nodes(disk, nginx_binary):
    folder, _ = disk
    stack = Stack.on_free_ports(folder / "disk", nodes=2, safe=True, database_folder=folder / "cluster")
    try:
        stack.start(load=[[sys.executable, "-m", "tests.production.stack_data"]])
        session, *services = stack.run([sys.executable, "-m", "bench.agent"]).split()
        yield stack, [(session, service) for service in services]
    finally:
        stack.stop()


@pytest.mark.parametrize("fault", FAULTS)
def test_every_reader_is_answered_and_no_edit_is_half_saved(two_nodes, disk, fault):
    if fault == NEEDS_A_DISK and not disk[1]:
        pytest.skip("needs the right to mount a small disk")
    stack, editors = two_nodes

    assert run(stack, fault, seconds=SECONDS, rate=PAGES_A_SECOND, editors=editors) == 0
