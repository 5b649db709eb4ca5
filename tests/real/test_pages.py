"""Every public page on the real directory: it opens, keeps nothing, betrays nothing, and shows the way out."""

import re

import pytest
from django.conf import settings

from resources.models import Guide, Service
from resources.text import fold

pytestmark = pytest.mark.every_page

PAGES = ("/", "/recherche/", "/recherche/?ou=86194", "/recherche/?ou=zzzz", "/recherche/?besoin=dormir", "/urgence/",
         "/guides/", "/guides/ordonnance/", "/reseaux/", "/chiffres/", "/donnees/", "/nulle-part/", "/discretion/",
         "/accessibilite/", "/mentions-legales/", "/donnees-personnelles/", "/plan-du-site/", "/communes/",
         "/communes/86078/", "/communes/86066/", "/communes/86194/annuaire/", "/reseaux/reseau-civray/annuaire/",
         "/intercommunalites/200070035/annuaire/", "/reseaux/reseau-civray/", "/orienter/", "/orienter/?ou=86066",
         "/donnees/api/", "/orienter/?fiche=1Y4KTJ,SBXE23",
         "/orienter/feuille/?fiche=1Y4KTJ,SBXE23&urgences=ar")  # fmt: skip
REVEALING = ("violen", "victim", "agress", "conjug", "coups", "danger")


def every_address():
    entries = [
        f"/fiche/{public_id}/?ou=86078" for public_id in Service.objects.published().values_list("public_id", flat=True)
    ]
    guides = [f"/guides/{slug}/" for slug in Guide.objects.published().values_list("slug", flat=True)]
    return [*PAGES, *entries, *guides]


@pytest.mark.safety(1, 4, 20)
def test_every_page_opens_and_shows_the_way_out(reader):
    for address in every_address():
        response = reader.get(address)

        assert response.status_code == (404 if address == "/nulle-part/" else 200), address
        assert f'class="exit" href="{settings.EXIT_URL}"' in response.text, address
        assert 'href="tel:17"' in response.text, address


@pytest.mark.safety(25, 35)
def test_no_page_sets_a_cookie_or_varies_by_one(reader):
    for address in every_address():
        response = reader.get(address)

        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
        assert response.headers["Cache-Control"] == "no-store", address


@pytest.mark.safety(23, 35)
def test_no_page_loads_anything_from_elsewhere(reader):
    for address in every_address():
        loaded = re.findall(r'<(?:script|img|link|iframe|source)[^>]+(?:src|href)="([^"]+)"', reader.get(address).text)

        assert [one for one in loaded if not one.startswith("/")] == [], address


@pytest.mark.safety(32)
def test_no_title_says_what_was_read(reader):
    for address in every_address():
        title = fold(re.search(r"<title>(.*?)</title>", reader.get(address).text, re.DOTALL).group(1))

        assert not any(stem in title for stem in REVEALING), (address, title)


@pytest.mark.safety(32)
def test_no_address_on_a_page_says_what_is_read(reader):
    for address in PAGES:
        inside = [
            link for link in re.findall(r'href="(/[^"]*)"', reader.get(address).text) if not link.startswith("/static")
        ]

        assert not any(stem in fold(link) for link in inside for stem in REVEALING), address


@pytest.mark.safety(20)
def test_every_phone_on_an_entry_can_be_dialled(reader):
    for public_id in Service.objects.published().values_list("public_id", flat=True):
        page = reader.get(f"/fiche/{public_id}/").text

        assert re.search(r'<main.*href="(tel|sms):\+?\d+".*</main>|<main.*Ouvrir le', page, re.DOTALL), public_id


@pytest.mark.safety(21)
def test_no_page_offers_to_write_a_mail(reader):
    assert [address for address in every_address() if "mailto:" in reader.get(address).text] == []


def test_a_misspelt_town_shows_whom_to_call_and_where_to_go(reader):
    page = reader.get("/recherche/?ou=chatelerault").text

    assert "<h1>Autour de Châtellerault</h1>" in page
    assert 'href="tel:3919"' in page
    assert "Intervenant social au commissariat de Châtellerault" in page


@pytest.mark.parametrize("asked", ["", "&besoin=parler", "&type=accueil"], ids=["nothing", "talk", "kind"])
def test_services_for_perpetrators_stay_out_unless_asked_for(reader, asked):
    assert "ne frappez pas" not in reader.get(f"/recherche/?ou=86194{asked}").text


def test_services_for_perpetrators_answer_whoever_asks(reader):
    page = reader.get("/recherche/?ou=86194&besoin=changer").text

    assert "ne frappez pas" in page
    assert "Maison de Freyja" not in page
