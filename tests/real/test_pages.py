"""Every public page on the real directory: it opens, keeps nothing, betrays nothing, and shows the way out."""

import re

import pytest
from django.conf import settings

from resources.models import Guide, Service
from resources.text import fold

PAGES = ("/", "/recherche/", "/recherche/?ou=86194", "/recherche/?ou=zzzz", "/recherche/?besoin=dormir", "/urgence/",
         "/guides/", "/guides/ordonnance/", "/reseaux/", "/chiffres/", "/donnees/", "/nulle-part/", "/discretion/",
         "/accessibilite/", "/mentions-legales/", "/donnees-personnelles/", "/plan-du-site/")  # fmt: skip
REVEALING = ("violen", "victim", "agress", "conjug", "coups", "danger")


def every_address():
    entries = [
        f"/fiche/{public_id}/?ou=86078" for public_id in Service.objects.published().values_list("public_id", flat=True)
    ]
    guides = [f"/guides/{slug}/" for slug in Guide.objects.published().values_list("slug", flat=True)]
    return [*PAGES, *entries, *guides]


def test_every_page_opens_and_shows_the_way_out(client):
    for address in every_address():
        response = client.get(address)

        assert response.status_code == (404 if address == "/nulle-part/" else 200), address
        assert f'class="exit" href="{settings.EXIT_URL}"' in response.text, address
        assert 'href="tel:17"' in response.text, address


def test_no_page_sets_a_cookie_or_varies_by_one(client):
    for address in every_address():
        response = client.get(address)

        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
        assert response.headers["Cache-Control"] == "no-store", address


def test_no_page_loads_anything_from_elsewhere(client):
    for address in every_address():
        loaded = re.findall(r'<(?:script|img|link|iframe|source)[^>]+(?:src|href)="([^"]+)"', client.get(address).text)

        assert [one for one in loaded if not one.startswith("/")] == [], address


def test_no_title_says_what_was_read(client):
    for address in every_address():
        title = fold(re.search(r"<title>(.*?)</title>", client.get(address).text, re.DOTALL).group(1))

        assert not any(stem in title for stem in REVEALING), (address, title)


def test_no_address_on_a_page_says_what_is_read(client):
    for address in PAGES:
        inside = [
            link for link in re.findall(r'href="(/[^"]*)"', client.get(address).text) if not link.startswith("/static")
        ]

        assert not any(stem in fold(link) for link in inside for stem in REVEALING), address


def test_every_phone_on_an_entry_can_be_dialled(client):
    for public_id in Service.objects.published().values_list("public_id", flat=True):
        page = client.get(f"/fiche/{public_id}/").text

        assert re.search(r'<main.*href="(tel|sms):\+?\d+".*</main>|<main.*Ouvrir le', page, re.DOTALL), public_id


def test_a_misspelt_town_shows_whom_to_call_and_where_to_go(client):
    page = client.get("/recherche/?ou=chatelerault").text

    assert "<h1>Autour de Châtellerault</h1>" in page
    assert 'href="tel:3919"' in page
    assert "Intervenant social au commissariat de Châtellerault" in page


@pytest.mark.parametrize("asked", ["", "&besoin=parler", "&type=accueil"], ids=["nothing", "talk", "kind"])
def test_services_for_perpetrators_stay_out_unless_asked_for(client, asked):
    assert "ne frappez pas" not in client.get(f"/recherche/?ou=86194{asked}").text


def test_services_for_perpetrators_answer_whoever_asks(client):
    page = client.get("/recherche/?ou=86194&besoin=changer").text

    assert "ne frappez pas" in page
    assert "Maison de Freyja" not in page
