"""Migrations: they agree with the models, can be undone, and those to come are safe while readers read."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MigrationLinter

pytestmark = pytest.mark.django_db
ROOT = Path(settings.BASE_DIR)
# Applied everywhere already, while nobody read: what they do to a live table is done.
LAST_BEFORE_THE_LINTER = "0013_nightly_tasks"


@pytest.fixture
def ours():
    """Name → migration, in order."""
    graph = MigrationLoader(connection).graph
    return {name: graph.nodes[app, name] for app, name in sorted(graph.nodes) if app == "resources"}


def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_can_be_undone(ours):
    stuck = {
        name: [operation.describe() for operation in migration.operations if not operation.reversible]
        for name, migration in ours.items()
    }

    assert {name: operations for name, operations in stuck.items() if operations} == {}


def test_what_undoing_loses_is_written(ours):
    document = (ROOT / "docs" / "mise-a-jour.md").read_text()

    assert [name for name in ours if f"`{name}`" not in document] == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="its locks are PostgreSQL's")
def test_new_migrations_are_safe_on_a_live_table(ours):
    """The version before goes on serving while they run: no column taken away, renamed or made required under it."""
    linter = MigrationLinter(
        path=str(ROOT),
        include_apps=["resources"],
        ignore_name=[name for name in ours if name <= LAST_BEFORE_THE_LINTER],
        no_cache=True,
        no_output=True,
        all_warnings_as_errors=True,
    )

    linter.lint_all_migrations()

    assert linter.nb_total > 0
    assert not linter.has_errors, f"{linter.nb_erroneous} unsafe: docs/mise-a-jour.md says how to cut them in two"
