"""The copy of the public site: whole, dated, without what only the present can say."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from resources.enums import EditorialStatus
from resources.models import ContactPoint, Organization, Service, ServiceArea, Verification
from tests.factories import CommuneFactory, PostalCodeFactory, ServiceFactory

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


def mend(folder):
    call_command("write_snapshot", "--mend", folder=folder, stdout=StringIO())


def pages_with(folder, public_id):
    return {
        str(page.parent.relative_to(folder / "current"))
        for page in (folder / "current").rglob("index.html")
        if f"/fiche/{public_id}/" in page.read_text()
    }


@pytest.fixture
def two_entries(folder):
    """Two entries of one commune, copied. The one that stays, the one that will change."""
    CommuneFactory(civray=True)
    pair = ServiceFactory(published=True), ServiceFactory(published=True)
    long_ago = timezone.now() - timedelta(hours=3)
    for model in (Service, Organization, ServiceArea, ContactPoint, Verification):
        model.history.update(history_date=long_ago)
    Service.objects.update(updated_at=long_ago)
    copy(folder)
    assert len(pages_with(folder, pair[1].public_id)) > 1
    return pair


def test_an_entry_that_is_unpublished_leaves_every_page_of_the_copy(folder, two_entries):
    kept, gone = two_entries
    gone.status = EditorialStatus.ARCHIVED
    gone.save()

    mend(folder)

    assert pages_with(folder, gone.public_id) == set()
    assert pages_with(folder, kept.public_id) != set()


def test_an_entry_that_changes_is_copied_again(folder, two_entries):
    _, changed = two_entries
    changed.name = "Un nom tout neuf"
    changed.save()

    mend(folder)

    assert "Un nom tout neuf" in (folder / "current" / "fiche" / changed.public_id / "index.html").read_text()


def test_an_entry_that_is_published_joins_the_copy(folder, two_entries):
    new = ServiceFactory(published=True)

    mend(folder)

    assert (folder / "current" / "fiche" / new.public_id / "index.html").is_file()


def test_nothing_changed_writes_nothing(folder, two_entries):
    mend(folder)
    before = {page: page.stat().st_mtime_ns for page in (folder / "current").rglob("index.html")}

    mend(folder)

    assert {page: page.stat().st_mtime_ns for page in (folder / "current").rglob("index.html")} == before


def test_a_copy_that_was_never_made_cannot_be_mended(folder):
    with pytest.raises(CommandError, match="aucune copie"):
        mend(folder)


def test_a_code_that_is_also_a_postal_code_is_copied_under_its_own_name(folder):
    commune = CommuneFactory(civray=True)
    PostalCodeFactory(code=commune.insee)

    copy(folder)

    copied = {path.name for path in (folder / "current" / "recherche" / "ou").iterdir()}
    assert {name for name in copied if commune.insee in name} == {f"commune-{commune.insee}"}
