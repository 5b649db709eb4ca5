"""The restore drill: a base is filled, backed up, lost and restored, and nothing in it differs."""

import resource
import shutil
import signal
from datetime import UTC, datetime
from pathlib import Path

import environ
import pyrage
import pytest

from resources.backups.archive import archives
from resources.backups.problem import BackupError, Ends
from resources.backups.retention import Keep
from resources.backups.saving import engine_for, opened, save
from tests.drills.base import FILLS, base, empty

pytestmark = [pytest.mark.xdist_group("drills"), pytest.mark.django_db]
NOWHERE = {"sqlite": "sqlite:////nowhere/base", "postgresql": "postgres://postgres@127.0.0.1:1/nothing"}


@pytest.fixture(scope="module")
def first_file(filled, tmp_path_factory):
    """A backup of it, and what was in the base then."""
    rows, structure = filled.rows(), filled.structure_and_counters()
    return back_up(filled, tmp_path_factory.mktemp("first")), rows, structure


@pytest.fixture
def backed_up(first_file, tmp_path):
    """The same in a folder of the test's own."""
    file, rows, structure = first_file
    shutil.copytree(file.parent, tmp_path / "backups")
    return tmp_path / "backups" / file.name, rows, structure


@pytest.fixture
def engine(filled):
    return engine_for(environ.Env.db_url_config(filled.database.url))


def back_up(one, folder, **options) -> Path:
    done = one.run("deploy/backup", str(folder), **options)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.split(" (")[0])


def restore(one, *arguments):
    return one.run("deploy/restore", *map(str, arguments))


def read(engine, file, identity=None) -> bytes:
    with opened(engine, file, identity=identity, say=print) as clear:
        return clear.read_bytes()


def test_a_lost_base_comes_back_as_it_was(filled, backed_up):
    file, rows, structure = backed_up
    empty(filled)

    done = restore(filled, file)

    assert done.returncode == 0, done.stderr
    assert {name for name, found in rows.items() if name.startswith("resources_") and not found} == set()
    assert filled.rows() == rows
    assert filled.structure_and_counters() == structure


def test_what_was_made_since_is_gone(filled, backed_up):
    file, rows, structure = backed_up
    filled.execute("CREATE TABLE resources_later (id integer)")
    filled.execute("DELETE FROM resources_servicearea")

    done = restore(filled, "--overwrite", file)

    assert done.returncode == 0, done.stderr
    assert filled.rows() == rows
    assert filled.structure_and_counters() == structure


def test_a_base_in_use_is_not_replaced_without_being_told(filled, backed_up):
    rows = filled.rows()

    done = restore(filled, backed_up[0])

    assert (done.returncode, filled.rows()) == (Ends.REFUSED, rows)
    assert "--overwrite" in done.stderr


def test_a_spoilt_file_is_refused_before_anything_is_dropped(filled, backed_up):
    file, rows = backed_up[0], filled.rows()
    file.write_bytes(cut(file.read_bytes()))

    done = restore(filled, "--overwrite", file)

    assert (done.returncode, filled.rows()) == (Ends.FILE, rows)
    assert "Rien n’a été remplacé" in done.stderr


def cut(content):
    return content[: len(content) * 2 // 3]


def spoilt(content):
    middle = len(content) // 2
    return content[:middle] + bytes(byte ^ 0xFF for byte in content[middle : middle + 4096]) + content[middle + 4096 :]


def emptied(content):
    return b""


def foreign(content):
    return b"PGDMP, or nearly"


@pytest.mark.parametrize("spoil", [cut, spoilt, emptied, foreign])
@pytest.mark.parametrize("with_sum", [True, False], ids=["with its sum", "alone"])
def test_a_spoilt_file_is_known(engine, backed_up, spoil, with_sum):
    file = backed_up[0]
    file.write_bytes(spoil(file.read_bytes()))
    if not with_sum:
        file.with_name(file.name + ".sha256").unlink()

    with pytest.raises(BackupError) as refused:
        read(engine, file)

    assert refused.value.ends == Ends.FILE


def test_an_encrypted_backup_is_read_with_the_private_key_alone(engine, tmp_path):
    ours, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    for name, key in (("ours", ours), ("other", other)):
        (tmp_path / name).write_text(f"# made for a test\n{key}\n")
    folder, keep = tmp_path / "backups", Keep(1, 1, 1)

    saved = save(engine, folder, recipients=[str(ours.to_public())], keep=keep, at=datetime.now(UTC))

    assert read(engine, saved.path, tmp_path / "ours")
    for key, ends in ((None, Ends.REFUSED), (tmp_path / "other", Ends.FILE), (saved.path, Ends.REFUSED)):
        with pytest.raises(BackupError) as refused:
            read(engine, saved.path, key)
        assert refused.value.ends == ends
    left = sorted(path.name for path in folder.iterdir())
    assert left == [".verrou", saved.path.name, f"{saved.path.name}.sha256"], "no clear copy stays"


def test_a_full_disk_leaves_the_earlier_backups(filled, backed_up):
    folder = backed_up[0].parent
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def nearly_full():
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    done = filled.run("deploy/backup", str(folder), preexec_fn=nearly_full)

    assert done.returncode == Ends.DISK, done.stderr
    assert "Celles d’avant sont gardées" in done.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_base_that_does_not_answer_is_said_so(filled, tmp_path):
    environment = {**filled.environment, "DATABASE_URL": NOWHERE[filled.engine]}

    done = filled.run("deploy/backup", str(tmp_path), env=environment)

    assert done.returncode == Ends.DATABASE
    assert "Pas de sauvegarde" in done.stderr
    assert archives(tmp_path) == []


@pytest.mark.proof
def test_the_real_directory_comes_back_as_it_was(tmp_path):
    with base(tmp_path, "real_restore") as one:
        for command in ("migrate --verbosity 0", "load_communes", "load_directory"):
            one.manage(*command.split())
        one.manage("shell", "--no-imports", "-c", FILLS)
        rows, structure = one.rows(), one.structure_and_counters()
        file = back_up(one, tmp_path / "backups")
        empty(one)

        done = restore(one, file)

        assert done.returncode == 0, done.stderr
        assert one.rows() == rows
        assert one.structure_and_counters() == structure
        assert one.manage("makemigrations", "--check", "--dry-run")
