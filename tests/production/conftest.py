"""One stack for the tests that need one: PostgreSQL, one node, nginx, with the files of deploy/."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from deploy.local_stack import Stack, find_binaries, find_nginx

MISSING = [name for name, found in (("nginx", find_nginx()), ("PostgreSQL", find_binaries())) if not found]
KEPT_SECONDS = 3


@pytest.hookimpl(tryfirst=True)  # before the tests are shared out
def pytest_collection_modifyitems(items):
    for item in items:
        if {"stack", "nginx_binary"} & set(getattr(item, "fixturenames", ())):
            # One worker: one stack serves them all.
            item.add_marker(pytest.mark.xdist_group("stack"))
            if MISSING and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason=f"{' and '.join(MISSING)} not installed"))


@pytest.fixture(scope="session")
def nginx_binary():
    return find_nginx()


@pytest.fixture(scope="session")
def stack():
    # Not below pytest's own folder, which the workers of nginx may not enter.
    folder = Path(tempfile.mkdtemp(prefix="annuaire-stack-"))
    stack = Stack.on_free_ports(folder, nodes=1, settings={"PAGES_KEPT_SECONDS": str(KEPT_SECONDS)})
    try:
        stack.start(load=[[sys.executable, "-m", "tests.production.stack_data"]], copy=False)
        yield stack
    finally:
        stack.stop()
        shutil.rmtree(folder)
