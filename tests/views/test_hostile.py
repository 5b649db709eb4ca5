"""Whatever is sent, the answer is a page, a redirect or a plain refusal, after a bounded amount of work."""

import random
from urllib.parse import quote_from_bytes

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from resources.search.gazetteer import Keys
from resources.text import MAX_QUERY
from resources.views import search
from tests.factories import CommuneFactory, NeedFactory, PostalCodeFactory, SearchTermFactory, ServiceFactory

pytestmark = pytest.mark.django_db

SEED = 86
SAMPLE, MANY = 300, 10_000
MOST_QUERIES = 25
# Names are compared with all of a commune's at most so many times for one phrase.
MOST_COMPARISONS = 40
ANSWERS = {200, 301, 303, 400, 404, 405}
NAMES = (
    "ou quoi aussi fiche appel besoin public type acces plainte fauteuil langue rayon ouvert page semaine reseau d "
    "ou[] besoin[] __proto__ csrfmiddlewaretoken"
).split()
ALPHABETS = {
    "ascii": range(0x20, 0x7F),
    "controls": range(0x00, 0x20),
    "latin": range(0xA0, 0x250),
    "combining marks": range(0x300, 0x370),
    "right to left": (*range(0x5D0, 0x6FF), 0x200F, 0x202E, 0x2066),
    "syllables": range(0xAC00, 0xAF00),
    "ligatures that open": range(0xFB00, 0xFE00),
    "fullwidth": range(0xFF01, 0xFF5F),
    "emoji": range(0x1F300, 0x1F700),
    "beyond the first plane": range(0x20000, 0x20400),
    "no character": (0xFFFE, 0xFFFF, 0xFDD0, 0xFEFF, 0x2028, 0x2029, 0x85),
    "surrogates": range(0xD800, 0xE000),
}
GRAVE = (
    "' OR 1=1 --", "%' ESCAPE '!", "_%_%_%", "\\", "\\x00", "[[[(((", "(a+)+$", ".*" * 90, "?" * 200, "{{7*7}}",
    "<script>alert(1)</script>", "../../etc/passwd", "$(reboot)", "%00", "%s%n", "\u0000", "'" * 200, '"' * 200,
    "vers " * 40, "a " * 100, "près de chatel " * 12, "mairie de " * 20, "é" * 200, "ﷺ" * 200, "\u0301" * 200,
    "1" * 200, "05 " * 60, "86000 " * 30, "-1", "1e999", "NaN", "Infinity", "null", "true", "commune-", "commune-\x00",
)  # fmt: skip
ABSURD = {
    "a page before the first": "page=-1",
    "a page as a power": "page=9e99",
    "a page of a thousand figures": f"page={'9' * 1000}",
    "a page after the last": "page=100000",
    "a radius in letters": "rayon=abc",
    "no radius": "rayon=0",
    "a week that is not": "semaine=9999-W99",
    "the last week of all": "semaine=9999-W52",
    "the first week of all": "semaine=0001-W01",
    "a week in ten years": "semaine=2036-W01",
    "a list": "ou[]=Civray&ou[]=Loudun",
    "a name without a value": "ou&besoin&page",
    "only signs": "&&&===&&",
    "half a percent": "ou=%&quoi=%4",
    "bytes that are no text": "ou=%ff%fe%c0%80&quoi=%ed%a0%80",
    "a null byte": "ou=%00&quoi=il%00me%00frappe&fiche=%00",
    "codes that are none": "fiche=,,,%00,ZZZZZZ&aussi=%00,86078,zzzzz",
    "an alert that is none": "appel=18&appel=17%00",
    "a need that is none": "besoin=%00&besoin=%27&type=%25&public=_",
    "fifty thousand letters": f"ou={'a' * 50_000}&quoi={'b' * 50_000}",
    "fifty thousand signs of one code": f"fiche={'ABCDEF,' * 7_000}",
}
PATHS = ("/recherche/", "/permanences/", "/permanences.ics", "/fiche/{entry}/", "/fiche/{entry}/permanences.ics")


@pytest.fixture
def entry():
    commune = CommuneFactory(civray=True)
    PostalCodeFactory(code="86400", commune=commune)
    for text, slug in (("il me frappe", "proteger"), ("où dormir", "dormir"), ("avocat", "droits")):
        SearchTermFactory(text=text, folded=text, need=NeedFactory(slug=slug))
    return ServiceFactory(published=True, name="Accueil de Civray").public_id


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


def strings(count):
    """The same strange texts at every run, as the bytes a browser would send."""
    dice = random.Random(SEED)
    for number in range(count):
        kept = dice.sample(list(ALPHABETS.values()), dice.randint(1, 3))
        text = "".join(chr(dice.choice(dice.choice(kept))) for _ in range(dice.choice((1, 3, 12, 60, 300))))
        if number % 4 == 0:
            text = dice.choice(GRAVE) + text
        raw = text.encode("utf-8", "surrogatepass")
        yield raw if number % 5 else raw + dice.randbytes(6)


def requests(count):
    """(method, path, query) of each: every path, both methods, one to three parameters."""
    dice = random.Random(SEED)
    for number, raw in enumerate(strings(count)):
        names = ["ou", "quoi"][number % 2 : number % 2 + 1] + dice.sample(NAMES, dice.randint(0, 2))
        query = "&".join(f"{name}={quote_from_bytes(raw, safe='')}" for name in names)
        yield ("GET", "POST")[number % 3 == 0], PATHS[0 if number % 2 else dice.randrange(len(PATHS))], query


def send(browser, method, path, query):
    if method == "GET":
        return browser.get(f"{path}?{query}")
    return browser.post(path, query, content_type="application/x-www-form-urlencoded")


def refused(browser, entry, count):
    """What was answered otherwise, or with too many queries."""
    for method, path, query in requests(count):
        with CaptureQueriesContext(connection) as queries:
            response = send(browser, method, path.format(entry=entry), query)
            # The next request empties the log: count now.
            asked = len(connection.queries_log) - queries.initial_queries
        if response.status_code not in ANSWERS or asked > MOST_QUERIES:
            yield method, path, query, response.status_code, asked


def test_strange_texts_are_answered(browser, entry):
    assert list(refused(browser, entry, SAMPLE)) == []


@pytest.mark.proof
def test_ten_thousand_strange_texts_are_answered(browser, entry):
    assert list(refused(browser, entry, MANY)) == []


@pytest.mark.parametrize("query", ABSURD.values(), ids=ABSURD)
@pytest.mark.parametrize("path", PATHS)
def test_absurd_parameters_are_answered(browser, entry, path, query):
    answers = {send(browser, method, path.format(entry=entry), query).status_code for method in ("GET", "POST")}

    assert answers <= ANSWERS - {400}


@pytest.mark.parametrize("name", NAMES)
def test_a_parameter_repeated_a_thousand_times_is_answered(browser, entry, name):
    query = "&".join([f"{name}=Civray"] * 1_000)

    answers = {send(browser, method, path.format(entry=entry), query).status_code
               for method in ("GET", "POST") for path in PATHS[:2]}  # fmt: skip

    assert answers <= ANSWERS - {400}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", PATHS[:2])
def test_too_many_parameters_are_refused_with_a_way_out(browser, entry, settings, method, path):
    response = send(browser, method, path, "&".join(["ou=Civray"] * 5_000))

    assert response.status_code == 400
    assert settings.EXIT_URL in response.text


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(b"\xff\xfe\x00", "multipart/form-data; boundary=x", id="no part"),
        pytest.param(
            b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x", id="cut short"
        ),
        pytest.param(b"ou=Civray", "multipart/form-data", id="no boundary"),
        pytest.param(b"ou=Civray", "application/x-www-form-urlencoded; charset=utf-9", id="no such charset"),
        pytest.param(b'{"ou": "Civray"}', "application/json", id="another format"),
        pytest.param(b"ou=" + b"a" * 3_000_000, "application/x-www-form-urlencoded", id="three million letters"),
    ],
)
def test_a_broken_form_is_answered(browser, entry, body, content_type):
    response = browser.generic("POST", "/recherche/", body, content_type=content_type)

    assert response.status_code in {303, 400}


@pytest.mark.parametrize("code", ["%00", "ZZZZZZ", "A" * 5_000, "-", "____", "ABCDE%CC%81", "%F0%9F%98%80", "%ff"])
def test_an_entry_that_is_not_is_not_found(browser, entry, code):
    answers = {browser.get(f"/fiche/{code}/", follow=True).status_code, browser.get(f"/fiche/{code}").status_code}

    assert answers <= {301, 404}


def test_what_is_understood_is_never_longer_than_a_query(browser, entry, monkeypatch):
    read = []
    for name in ("understand_place", "understand_words", "find_place_in"):
        asked = getattr(search, name)
        monkeypatch.setattr(search, name, lambda text, asked=asked: (read.append(text), asked(text))[1])

    for query in [*ABSURD.values(), *(f"quoi={sign * 900}&ou=" for sign in "aé😀"), f"ou={'b' * 900}"]:
        send(browser, "POST", "/recherche/", query)

    assert 0 < max(map(len, read)) <= MAX_QUERY


@pytest.mark.parametrize("phrase", [text for text in GRAVE if len(text) > 50])
def test_names_are_compared_a_bounded_number_of_times(browser, entry, monkeypatch, phrase):
    compared = []
    nearest = Keys.nearest
    monkeypatch.setattr(Keys, "nearest", lambda *known: (compared.append(known), nearest(*known))[1])

    browser.post("/recherche/", {"quoi": phrase})
    browser.post("/recherche/", {"ou": phrase})

    assert len(compared) <= MOST_COMPARISONS
