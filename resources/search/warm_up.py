"""What a process reads once, read before its first reader comes."""

import logging

from django.db import DatabaseError
from django.urls import reverse

from resources.search.ear import hear
from resources.search.gazetteer import gazetteer
from resources.search.needs import current_vocabulary

logger = logging.getLogger(__name__)


def warm_up() -> None:
    """The words of the search, the names of towns, what phrases mean, the pages there are. Never stops a start."""
    reverse("resources:search")
    hear("il me frappe")
    try:
        current_vocabulary()
        gazetteer()
    except DatabaseError as error:
        # Each page will read them, and say what it could not.
        logger.warning("Not warmed up: %s", type(error).__name__)
