"""The real directory read in English: every page opens, what is French says so, and no title betrays."""

import gzip
import re
from html import unescape

import pytest

from resources.languages import in_language
from resources.models import Commune, Service, ServiceTranslation
from resources.validators import is_revealing
from tests.languages.reading import Spoken, left_in_french
from tests.real.test_pages import PAGES, every_address

pytestmark = pytest.mark.every_page

MOST_WEIGHT = 10_000


def english(address):
    return in_language(address, "en")


def test_every_page_is_english_outside_what_says_it_is_french(reader):
    # Where an attribute holds a name, nothing can tell that it is French.
    named = (Commune, Service, ServiceTranslation)
    names = [name for model in named for name in model.objects.values_list("name", flat=True) if name]
    names.sort(key=len, reverse=True)
    for address in every_address():
        page = reader.get(english(address)).text

        assert '<html lang="en">' in page, address
        assert left_in_french(page, names) == [], address
        assert Spoken(page).broken == [], address


def test_no_title_says_what_was_read(reader):
    for address in every_address():
        title = unescape(re.search(r"<title>(.*?)</title>", reader.get(english(address)).text, re.DOTALL).group(1))

        assert not is_revealing(title), (address, title)


def test_no_link_inside_the_english_pages_is_broken(reader):
    links = {
        one["href"].partition("#")[0] for address in PAGES for one in Spoken(reader.get(english(address)).text).links
    }
    inside = sorted(link for link in links if link.startswith("/en/") and "?" not in link)

    assert inside
    assert {link: reader.get(link).status_code for link in inside} == dict.fromkeys(inside, 200)


def test_an_entry_nobody_translated_says_it_is_in_french(reader):
    service = Service.objects.published().filter(translations=None).exclude(summary="").first()

    page = reader.get(f"/en/fiche/{service.public_id}/").text

    assert f'<span lang="fr">{service.summary}' in unescape(page)
    assert "(in French)" in page


def test_a_line_translated_says_it_in_english(reader):
    service = Service.objects.get(translations__name__startswith="115")

    page = reader.get(f"/en/fiche/{service.public_id}/").text

    assert "You have nowhere to sleep tonight: 115 looks for a place with you." in page
    assert "Vous n’avez pas d’endroit" not in page


def test_results_in_english_are_as_light(reader):
    page = reader.get("/en/recherche/?ou=86194").content

    assert len(gzip.compress(page, 6)) <= MOST_WEIGHT
