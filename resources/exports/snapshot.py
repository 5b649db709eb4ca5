"""The whole public site as files, for the hours when nothing behind the web server answers."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from resources.languages import NAMES
from resources.models import Commune, Guide, Need, Service

# In the environment of a request no browser makes: the instant of the copy.
COPIED_AT = "directory.copied_at"
# The only folder the web server reads: a link, changed in one go.
CURRENT = "current"
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
    for insee in home.values_list("insee", flat=True):
        yield _itself("resources:commune", insee)
        yield f"{search}?ou=commune-{insee}", f"{kept}/ou/{insee}"


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
    _point(folder / CURRENT, stamp)
    _forget_old(folder)
    return number


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
