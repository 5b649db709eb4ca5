"""No link of the site is broken: a walk from the first page over the real directory, fragments included."""

import re
from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests.routes import OFFICE, routes

pytestmark = pytest.mark.every_page

STARTS = ("/", "/pro/", "/f/", "/orienter/?fiche=1Y4KTJ,SBXE23", "/orienter/feuille/?fiche=1Y4KTJ,SBXE23",
          "/recherche/?ou=86078", "/recherche/?ou=zzzz", "/robots.txt", "/sitemap.xml", "/nulle-part/")  # fmt: skip
# A town more asks nothing new of these; the proof walks all of them.
ROUTES_OF_TOWNS = ("commune", "commune-directory", "commune-sheet")
TOWNS_ALWAYS_WALKED = 4
# Of addresses that differ by their values alone, and lead to the same page.
QUERIES_WALKED = 2
LEADS = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action", "use": "href"}
SIGN_IN = "/gestion/connexion/"


# A calendar is subscribed to, a code is typed, a letter is received, a server is asked: no page links to these.
LED_TO_BY_NO_LINK = ("fiche/<slug:public_id>/signaler/merci/", "f/<slug:code>/", "pro/", "verifier/", "healthz",
                     "api/hsds/")  # fmt: skip


def _match(address):
    """The same route in both languages."""
    try:
        return resolve(re.sub(r"^/en/", "/", urlsplit(address).path))
    except Resolver404:
        return None


def _language(address):
    return "en" if address.startswith("/en/") else "fr"


class Page(HTMLParser):
    """The links of a page and what they may stop at."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.twice = [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if (name := LEADS.get(tag)) in told:
            self.links.append(told[name] or "")
        if one := told.get("id"):
            if one in self.ids:
                self.twice.append(one)
            self.ids.add(one)


class Walk:
    """Every page once for each path, and for each set of parameters a few times."""

    def __init__(self, client, *, towns):
        self.client, self.towns = client, towns
        self.waiting, self.seen, self.kinds = deque(), set(), Counter()
        self.pages, self.fragments, self.broken, self.ids_twice = {}, [], [], []

    def go(self, starts):
        for start in starts:
            self._note(start, "")
        while self.waiting:
            self._read(*self.waiting.popleft())
        for found_on, address, fragment in self.fragments:
            page = self.pages.get(address)
            if page is not None and fragment not in page.ids:
                self.broken.append(f"{address}#{fragment}, on {found_on}: no such part")
        return self

    def _note(self, link, found_on):
        parts = urlsplit(urljoin(f"http://testserver{found_on}", link))
        if parts.scheme not in ("http", "https") or parts.netloc != "testserver":
            return
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if parts.fragment:
            self.fragments.append((found_on, address, parts.fragment))
        if parts.path.startswith("/static/"):
            if address not in self.seen and finders.find(parts.path.removeprefix("/static/")) is None:
                self.broken.append(f"{address}, on {found_on}: no such file")
            self.seen.add(address)
        elif address not in self.seen and self._is_new(parts):
            self.seen.add(address)
            self.waiting.append((address, found_on))

    def _is_new(self, parts):
        match = _match(parts.path)
        if match is None:
            return True
        if match.url_name in ROUTES_OF_TOWNS:
            kind, most = (match.route, _language(parts.path)), self.towns
            self.kinds[kind] += parts.path not in self.seen
            return self.kinds[kind] <= most and not parts.query
        names = frozenset(name for name, _ in parse_qsl(parts.query))
        if not names:
            return True
        kind = (match.route, _language(parts.path), names)
        self.kinds[kind] += 1
        # Its path is walked all the same, without what it is asked.
        self._note(parts.path, "")
        return self.kinds[kind] <= QUERIES_WALKED

    def _read(self, address, found_on):
        response = self.client.get(address)
        if address.removeprefix("/en").startswith("/pro/") and response.headers.get("Location", "").startswith(SIGN_IN):
            return
        if response.status_code in (301, 302, 303):
            self._note(response.headers["Location"], address)
        elif response.status_code != 200 and found_on:
            self.broken.append(f"{address}, on {found_on}: {response.status_code}")
        elif "xml" in response.headers["Content-Type"]:
            for link in re.findall(r"<loc>([^<]+)</loc>", response.text):
                self._note(link, address)
        elif response.headers["Content-Type"].startswith("text/html"):
            page = self.pages[address] = Page(response.text)
            self.ids_twice += [f"{one}, on {address}" for one in page.twice]
            for link in page.links:
                self._note(link, address)


def walk_of(client, towns, django_db_blocker):
    with django_db_blocker.unblock():
        return Walk(client, towns=towns).go(STARTS)


class Pages:
    """A site of a few pages, asked as a client is."""

    def __init__(self, pages):
        self.pages = pages

    def get(self, address):
        return HttpResponse(self.pages.get(address, ""), status=200 if address in self.pages else 404)


@pytest.fixture(scope="module")
def walk(reader, django_db_blocker):
    return walk_of(reader, TOWNS_ALWAYS_WALKED, django_db_blocker)


def test_no_link_is_broken(walk):
    assert walk.broken == []


def test_no_part_of_a_page_bears_the_name_of_another(walk):
    assert walk.ids_twice == []


def test_every_page_is_led_to(walk):
    """The first page leads, in the end, to every route: nothing stands where nobody finds it."""
    asked = {match.route for match in map(_match, walk.seen) if match}

    apart = {route for route in routes() if not route.startswith((OFFICE, *LED_TO_BY_NO_LINK))} - asked
    assert {route for route in apart if "<id>" not in route} == set()


@pytest.mark.proof
def test_no_link_of_any_town_is_broken(django_db_blocker):
    walk = walk_of(Client(), 10_000, django_db_blocker)

    assert walk.broken == []
    assert len([address for address in walk.pages if address.startswith("/communes/")]) > 500


def test_the_walk_sees_what_is_broken():
    """A check that could not fail would prove nothing."""
    site = {
        "/": '<a href="/guides/">A</a><a href="/guides/#part">B</a><a href="/reseaux/">C</a><a href="tel:17">17</a>'
        '<i id="one"></i><i id="one"></i><img src="/static/nothing.png"><a href="https://elsewhere.example/">D</a>',
        "/guides/": '<h2 id="another">A</h2>',
    }
    walk = Walk(Pages(site), towns=1).go(["/"])

    assert walk.broken == [
        "/static/nothing.png, on /: no such file",
        "/reseaux/, on /: 404",
        "/guides/#part, on /: no such part",
    ]
    assert walk.ids_twice == ["one, on /"]
    assert set(walk.pages) == set(site)
