"""Files of a folder of backups."""

from datetime import UTC, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

import pytest

from resources.backups.archive import archives, check_sum, name_at, partial, publish, workshop
from resources.backups.problem import BackupError, Ends

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def published(tmp_path):
    path = tmp_path / name_at(AT, ".dump")
    draft = partial(path)
    draft.write_bytes(b"rows")
    publish(draft, path)
    return path


def test_a_name_says_when_in_universal_time_and_nothing_else():
    assert name_at(AT.astimezone(ZoneInfo("Europe/Paris")), ".dump") == "sauvegarde-20261124T030000Z.dump"


def test_only_this_account_reads_it(published):
    assert published.stat().st_mode & 0o077 == 0


def test_its_sum_is_written_as_sha256sum_writes_it(published):
    written = published.with_name(published.name + ".sha256").read_text()

    assert written == f"{sha256(b'rows').hexdigest()}  {published.name}\n"


def test_what_an_interrupted_one_left_is_swept_and_what_is_not_ours_stays(published, tmp_path):
    (tmp_path / "sauvegarde-20261125T030000Z.dump.partiel").touch()
    (tmp_path / "sauvegarde-20261125T030000Z.dump.sha256").touch()
    (tmp_path / "notes.txt").touch()

    with workshop(tmp_path):
        pass

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".verrou", "notes.txt", published.name, f"{published.name}.sha256",
    ]  # fmt: skip
    assert [one.path for one in archives(tmp_path)] == [published]


def test_one_at_a_time(tmp_path):
    with workshop(tmp_path), pytest.raises(BackupError) as refused, workshop(tmp_path):
        pass

    assert refused.value.ends == Ends.BUSY


def test_a_changed_file_is_known_by_its_sum(published):
    published.write_bytes(b"other rows")

    with pytest.raises(BackupError) as refused:
        check_sum(published)

    assert refused.value.ends == Ends.FILE
