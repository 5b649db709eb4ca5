"""The copy of the public site: whole, dated, without what only the present can say."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from resources.enums import EditorialStatus
from tests.factories import CommuneFactory, ServiceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "snapshot"


def copy(folder):
    call_command("write_snapshot", folder=folder, stdout=StringIO())


def test_pages_of_the_site_are_files(folder):
    CommuneFactory(civray=True)
    service = ServiceFactory(published=True)

    copy(folder)

    current = folder / "current"
    for page in ("", "urgence", f"fiche/{service.public_id}", "communes/86078", "recherche/ou/86078", "recherche"):
        assert (current / page / "index.html").is_file(), page


def test_a_copy_says_that_it_is_one(folder):
    copy(folder)

    assert "Cette page est une copie du" in (folder / "current" / "index.html").read_text()


def test_a_page_of_the_site_never_says_it_is_a_copy(client):
    assert "une copie du" not in client.get("/", headers={"directory.copied_at": "x", "Directory-Copied-At": "x"}).text


@pytest.mark.parametrize("status", [EditorialStatus.DRAFT, EditorialStatus.ARCHIVED])
def test_what_is_not_published_is_not_copied(folder, status):
    service = ServiceFactory(status=status)

    copy(folder)

    assert not (folder / "current" / "fiche" / service.public_id).exists()


def test_a_page_that_breaks_keeps_the_copy_before(folder, monkeypatch):
    copy(folder)
    before = (folder / "current").resolve()

    def fail(*args, **options):
        raise RuntimeError

    monkeypatch.setattr("resources.views.home.lines_now", fail)
    with pytest.raises(CommandError, match="La copie d’avant est gardée"):
        copy(folder)

    assert (folder / "current").resolve() == before
    assert (before / "index.html").is_file()
