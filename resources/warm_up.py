"""What a process reads once, read before its first reader comes."""

import logging
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.template.loader import get_template
from django.urls import reverse

from resources.search.ear import hear
from resources.search.gazetteer import gazetteer
from resources.search.needs import current_vocabulary

logger = logging.getLogger(__name__)


def warm_up() -> None:
    """The pages there are and their templates, what phrases mean, the words of the search, the names of towns.

    Never stops a start. While a new version is put in the same folder, the one that serves has read all of its own.
    """
    reverse("resources:search")
    for name in template_names():
        get_template(name)
    hear("il me frappe")
    try:
        current_vocabulary()
        gazetteer()
    except DatabaseError as error:
        # Each page will read them, and say what it could not.
        logger.warning("Not warmed up: %s", type(error).__name__)


def template_names() -> list[str]:
    folders = [Path(folder) for engine in settings.TEMPLATES for folder in engine["DIRS"]]
    return [file.relative_to(folder).as_posix() for folder in folders for file in sorted(folder.rglob("*.html"))]
