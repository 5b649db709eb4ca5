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
    "communes": "communes/",
    "commune": "communes/86078/",
    "commune-with-doubts": "communes/86066/",
    "directory-of-a-commune": "communes/86194/annuaire/",
    "network": "reseaux/reseau-civray/",
    "directory-of-a-network": "reseaux/reseau-civray/annuaire/",
    "choosing": "orienter/?ou=86078&fiche=1Y4KTJ,SBXE23",
    "sheet": "orienter/feuille/?fiche=1Y4KTJ,SBXE23",
    "sheet-in-another-language": "orienter/feuille/?fiche=1Y4KTJ,SBXE23&urgences=ar",
    "discreet-sheet": "orienter/feuille/?fiche=1Y4KTJ,SBXE23&sobre=1",
    "code": "f/",
    "api-guide": "donnees/api/",
    "not-found": "rien-ici/",
    "home-in-english": "en/",
    "results-in-english": "en/recherche/?ou=86194",
    "entry-in-english": "en/fiche/1Y4KTJ/?ou=86078",
    "emergency-in-english": "en/urgence/",
}

# Looked at every time; the others are looked at by the long proofs.
ESSENTIAL = ["home", "results", "results-unknown-town", "entry", "agenda", "emergency", "guide", "not-found"]
EVERY_PAGE = [pytest.param(name, marks=[] if name in ESSENTIAL else pytest.mark.proof) for name in PAGES]
# Whoever finds these must learn nothing: they offer no emergency number, and lead out of the site.
PLAIN = ("discreet-sheet", "code")
WITH_NUMBERS = [one for one in EVERY_PAGE if one.values[0] not in PLAIN]
