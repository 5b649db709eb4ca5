"""What the directory is made of: pinned, with a hash, under licences that fit its own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FILES = sorted(ROOT.glob("requirements*.txt"))
PINNED = re.compile(r"^[A-Za-z0-9._-]+(\[[\w,-]+\])?==\S+( ; .+)? \\\n    --hash=sha256:[0-9a-f]{64}")


def entries(path):
    """One requirement each, with its hashes."""
    return [entry for entry in re.split(r"\n(?=[^\s#])", path.read_text()) if entry.strip() and entry[0] not in "# "]


def names(text):
    return set(re.findall(r"^[a-z0-9][a-z0-9._-]*", text.lower(), re.M))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_requirement_has_its_version_and_its_hashes(path):
    assert [entry.splitlines()[0] for entry in entries(path) if not PINNED.match(entry)] == []
    assert names(path.with_suffix(".in").read_text()) <= names("\n".join(entries(path)))


def test_every_file_that_names_packages_is_pinned():
    assert {path.stem for path in ROOT.glob("requirements*.in")} == {path.stem for path in FILES}


def test_every_licence_fits_the_agpl():
    command = [sys.executable, "scripts/list-licences", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_every_package_it_runs_on_is_in_the_list_of_licences():
    listed = re.findall(r"^\| ([A-Za-z0-9._-]+) \| (\S+) \|", (ROOT / "docs" / "licences.md").read_text(), re.M)
    pinned = re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*\])?==(\S+)", (ROOT / "requirements.txt").read_text(), re.M)

    assert sorted(listed[1:] if listed[0][0] == "paquet" else listed) == sorted(pinned)


def test_the_blanks_of_the_publisher_are_told():
    assert (ROOT / "SECURITY.md").read_text().count("à compléter par l’éditeur") == 3
