"""The upgrade drill: from every version that was deployed, with its data, to this one."""

import io
import re
import subprocess
import tarfile
from collections import Counter
from pathlib import Path

import pytest

from tests.browser.site import ROOT
from tests.drills.base import base

pytestmark = [pytest.mark.xdist_group("drills"), pytest.mark.django_db]
MIGRATIONS = ROOT / "resources" / "migrations"
# Before versions had numbers: the newest migration of each state that was deployed. Tags (v0.1.0…) come beside them.
BEFORE_NUMBERS = ["0002_search_terms_and_freshness", "0008_aliases", "0013_nightly_tasks"]
# What the last deployed state had; the short drill goes back there and returns.
LAST_DEPLOYED = BEFORE_NUMBERS[-1]
# What is written by coming back: when each migration was applied.
OF_DJANGO = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}


def git(*arguments, **options):
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False, **options)


def tags():
    return git("tag", "--list", "v*", text=True).stdout.split()


def commit_of(version):
    """A tag, else the last commit of the main line whose newest migration was that one; None when it is not here."""
    if version in tags():
        return version
    changes = git("log", "--first-parent", "--format=%H", "--", "resources/migrations", text=True).stdout.split()
    return next((f"{commit}^" for commit in changes if newest_migration(f"{commit}^") == version), None)


def newest_migration(commit):
    names = git("ls-tree", "--name-only", commit, "resources/migrations/", text=True).stdout.split()
    return max((Path(name).stem for name in names if Path(name).name[0] == "0"), default="")


# Recomputed on purpose: since 0009 a doubt takes away the day an entry was last checked.
RECOMPUTED = {"resources_service": {"checked_on"}}


def lost(one, before, columns):
    """Table → how many of its rows from before are no more there, as far as columns have the same name."""
    after, columns_after = one.rows(), one.columns()
    missing = {}
    for name in before.keys() - OF_DJANGO:
        kept = [column for column in columns[name] if column in columns_after.get(name, [])]
        kept = [column for column in kept if column not in RECOMPUTED.get(name, ())]
        gone = counted(before[name], columns[name], kept) - counted(
            after.get(name, []), columns_after.get(name, []), kept
        )
        missing[name] = gone.total()
    return {name: number for name, number in missing.items() if number}


def counted(rows, columns, kept):
    places = [columns.index(name) for name in kept]
    return Counter(repr([row[at] for at in places]) for row in rows)


def test_going_back_to_the_last_version_and_returning_loses_nothing_it_knew(filled):
    tables = filled.columns()

    filled.manage("migrate", "resources", LAST_DEPLOYED, "--verbosity", "0")
    older, columns = filled.rows(), filled.columns()
    filled.manage("migrate", "--verbosity", "0")

    assert lost(filled, older, columns) == {}
    assert filled.columns() == tables


@pytest.mark.proof
@pytest.mark.parametrize("version", [*BEFORE_NUMBERS, *tags()])
def test_a_base_of_an_older_version_becomes_one_of_this(version, tmp_path):
    commit = commit_of(version)
    if not commit:
        pytest.skip("the history of that version is not in this clone")
    code = tmp_path / "code"
    with tarfile.open(fileobj=io.BytesIO(git("archive", commit).stdout)) as archive:
        archive.extractall(code, filter="data")

    with base(tmp_path / "base", f"from_{re.sub(r'[^0-9]', '', version)}") as one:
        for command in ("migrate --verbosity 0", "load_communes", "load_directory"):
            done = one.run(*one.python(*command.split()), cwd=code)
            assert done.returncode == 0, done.stderr
        one.execute("UPDATE resources_service SET summary = 'Changée par une agente.' WHERE public_id = 'XWFX4C'")
        before, columns = one.rows(), one.columns()

        one.manage("migrate", "--verbosity", "0")

        assert lost(one, before, columns) == {}
        one.manage("makemigrations", "--check", "--dry-run")
        one.manage("load_communes")
        one.manage("load_directory")
        assert ("Changée par une agente.",) in one.query("SELECT summary FROM resources_service")[0]
        one.manage("shell", "--no-imports", "-c", OPENS)


OPENS = """
from django.conf import settings
from django.test import Client
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
for address in ("/", "/recherche/?ou=86194", "/fiche/XWFX4C/", "/guides/", "/healthz/ready"):
    assert Client(SERVER_NAME="127.0.0.1").get(address).status_code == 200, address
"""


@pytest.mark.proof
def test_every_migration_can_be_undone_and_done_again(tmp_path):
    """One at a time, on a base without entries: docs/mise-a-jour.md says what each undoing loses."""
    with base(tmp_path, "undone") as one:
        one.manage("migrate", "--verbosity", "0")
        structure = one.structure()
        names = [path.stem for path in sorted(MIGRATIONS.glob("0*.py"))]
        for name in reversed(names[:-1]):
            one.manage("migrate", "resources", name, "--verbosity", "0")
        one.manage("migrate", "--verbosity", "0")

        assert one.structure() == structure
