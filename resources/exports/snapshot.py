"""The whole public site as files, for the hours when nothing behind the web server answers."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from resources.exports.changes import changed_since
from resources.exports.server_pages import put
from resources.languages import NAMES
from resources.models import Commune, Guide, Need, PostalCode, Service

# In the environment of a request no browser makes: the instant of the copy.
COPIED_AT = "directory.copied_at"
# The only folder the web server reads: a link, changed in one go.
CURRENT = "current"
# Up to when what changed in the directory is in the current copy.
MENDED = "mended-until"
# A change is dated when it is written, and seen when its transaction ends.
BEING_WRITTEN = timedelta(minutes=1)
# The copy before this one may still be read by who opened it a moment ago.
KEPT = 2
# A folder of ours, and nothing else, may be removed.
STAMP = re.compile(r"\d{8}T\d{6}")
PAGES = (
    "home",
    "emergency",
    "discretion",
    "guides",
    "agenda",
    "communes",
    "networks",
    "figures",
    "data",
    "accessibility",
    "legal-notice",
    "personal-data",
    "site-map",
)


class SnapshotError(Exception):
    """A page could not be read: the copy before is kept."""


def addresses() -> Iterator[tuple[str, str]]:
    """(address asked of the site, folder it is kept in), in every language."""
    for language in NAMES:
        with override(language):
            yield from _pages()


def _pages() -> Iterator[tuple[str, str]]:
    """A search nobody can make offline leads to the communes."""
    for name in PAGES:
        yield _itself(f"resources:{name}")
    search = reverse("resources:search")
    kept = search.strip("/")
    yield reverse("resources:communes"), kept
    for slug in Guide.objects.published().values_list("slug", flat=True):
        yield _itself("resources:guide", slug)
    for public_id in Service.objects.published().order_by("public_id").values_list("public_id", flat=True):
        yield _itself("resources:entry", public_id)
    for slug in Need.objects.values_list("slug", flat=True):
        yield f"{search}?besoin={slug}", f"{kept}/besoin/{slug}"
    home = Commune.objects.filter(departement=settings.DEPARTEMENT_CODE).order_by("insee")
    # Five digits are a postal code first: the web server must not answer with the copy of another commune.
    postal_codes = set(PostalCode.objects.filter(code__in=home.values("insee")).values_list("code", flat=True))
    for insee in home.values_list("insee", flat=True):
        yield _itself("resources:commune", insee)
        place = f"commune-{insee}" if insee in postal_codes else insee
        yield f"{search}?ou=commune-{insee}", f"{kept}/ou/{place}"


def _itself(name: str, *args: str) -> tuple[str, str]:
    address = reverse(name, args=args)
    return address, address.strip("/")


def write_snapshot(folder: Path, *, read: Callable[[str], bytes], at: datetime) -> int:
    """Write every page under `folder`, then make it the current copy. How many pages. Raises SnapshotError."""
    stamp = at.strftime("%Y%m%dT%H%M%S")
    copy = folder / stamp
    copy.mkdir(parents=True)
    try:
        number = 0
        for address, place in addresses():
            page = copy / place / "index.html"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_bytes(read(address))
            number += 1
    except BaseException:
        shutil.rmtree(copy)
        raise
    (copy / MENDED).write_text(at.isoformat())
    _point(folder / CURRENT, stamp)
    _forget_old(folder)
    return number


def mend_snapshot(folder: Path, *, read: Callable[[str], bytes], at: datetime) -> int:
    """Bring the current copy up to what changed since: an entry that is unpublished, or a place that became secret,
    must not come back with it. Every page that leads to an entry that changed is written again, and those no longer of
    the site are removed. How many. Raises SnapshotError.
    """
    copy = (folder / CURRENT).resolve()
    if not (copy / MENDED).is_file():
        raise SnapshotError("aucune copie à réparer : lancez write_snapshot")
    since = datetime.fromisoformat((copy / MENDED).read_text()) - BEING_WRITTEN
    published = set(Service.objects.published().values_list("public_id", flat=True))
    copied = {page.parent.name for page in copy.glob("fiche/*/index.html")}
    changed = set(Service.objects.filter(changed_since(since)).order_by().values_list("public_id", flat=True))
    changed |= published ^ copied
    number = _write_again(copy, changed, read) if changed else 0
    put(copy / MENDED, at.isoformat().encode())
    return number


def _write_again(copy: Path, changed: set[str], read: Callable[[str], bytes]) -> int:
    links = re.compile(rb"/fiche/(?:%s)/" % b"|".join(public_id.encode() for public_id in changed))
    of_site = {place: address for address, place in addresses()}
    kept = {str(page.parent.relative_to(copy)) for page in copy.rglob("index.html")} - {"."} | {""}
    stale = {place for place in kept & of_site.keys() if links.search((copy / place / "index.html").read_bytes())}
    gone = kept - of_site.keys()
    # What should vanish first: the rest may fail and be done the next time.
    for place in gone:
        (copy / place / "index.html").unlink()
    for place in sorted(stale | (of_site.keys() - kept)):
        put(copy / place / "index.html", read(of_site[place]))
    return len(gone | stale | (of_site.keys() - kept))


def _point(link: Path, target: str) -> None:
    """A reader finds the old copy or the new one, never none."""
    new = link.with_suffix(".new")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    os.replace(new, link)


def _forget_old(folder: Path) -> None:
    copies = sorted(path for path in folder.iterdir() if path.is_dir() and STAMP.fullmatch(path.name))
    for copy in copies[:-KEPT]:
        shutil.rmtree(copy)
