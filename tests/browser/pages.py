"""The kinds of pages the public sees, each in its states. Names say why a page is in the list."""

import pytest

# The public ids are those of the fixtures.
PAGES = {
    "home": "",
    "results": "recherche/?ou=86194",
    "results-few": "recherche/?ou=86078&besoin=proteger",
    "results-page-two": "recherche/?ou=86194&page=2",
    "results-unknown-town": "recherche/?ou=inconnu",
    "results-doubtful-town": "recherche/?ou=86078&aussi=86194,86066",
    "results-words-not-understood": "recherche/?quoi=non-compris",
    "results-danger": "recherche/?ou=86194&appel=17,3114,119&appel=17",
    "results-open": "recherche/?ou=86194&ouvert=1",
    "results-none": "recherche/?ou=86078&besoin=dormir&type=justice&acces=walk_in&fauteuil=1",
    "results-for-those-who-hurt": "recherche/?besoin=changer",
    "entry": "fiche/1Y4KTJ/",
    "entry-near-a-town": "fiche/1Y4KTJ/?ou=86078",
    "entry-of-a-line": "fiche/XWFX4C/",
    "entry-with-a-long-name": "fiche/2TN40W/",
    "agenda": "permanences/",
    "agenda-of-a-town": "permanences/?ou=86194",
    "emergency": "urgence/",
    "guides": "guides/",
    "guide": "guides/ordonnance/",
    "networks": "reseaux/",
    "figures": "chiffres/",
    "data": "donnees/",
    "not-found": "rien-ici/",
}

# Looked at every time; the others are looked at by the long proofs.
ESSENTIAL = ["home", "results", "results-unknown-town", "entry", "agenda", "emergency", "guide", "not-found"]
EVERY_PAGE = [pytest.param(name, marks=[] if name in ESSENTIAL else pytest.mark.proof) for name in PAGES]
