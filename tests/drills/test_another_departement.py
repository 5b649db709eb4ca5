"""Another département in an afternoon: the same code, with the settings and the folder of the Deux-Sèvres."""

import json
import re
from pathlib import Path

import pytest

from tests.browser.site import ROOT
from tests.drills.base import base

pytestmark = pytest.mark.xdist_group("drills")
SETTINGS = ROOT / "fixtures" / "79" / "settings.env"
# « la Haute-Vienne » is next door, « qu’il revienne » is a verb.
OF_THE_FIRST = re.compile(
    r"\bla vienne\b|annuaire vienne|poitiers|châtellerault|chatellerault|lavienne86|civray|montmorillon|loudun|freyja"
    r"|departement-vienne|\(86\)|departement:86",
    re.I,
)
WRONG_FRENCH = re.compile(r"\bde les Deux|\bà les Deux|\bDans Deux|\{(local|\w*territory|code)\b|\[\^", re.I)
PAGES = [
    "/", "/en/", "/recherche/?ou=79191", "/en/recherche/?ou=79191", "/communes/", "/communes/79191/", "/urgence/",
    "/guides/",
    "/chiffres/", "/chiffres.csv", "/reseaux/", "/permanences/?ou=79191", "/permanences.ics", "/donnees/",
    "/donnees/annuaire.csv", "/donnees/annuaire.geojson", "/donnees/data-inclusion.json", "/api/hsds/",
    "/api/hsds/services", "/communes/79191/annuaire/", "/orienter/", "/mentions-legales/", "/accessibilite/",
    "/donnees-personnelles/", "/discretion/", "/plan-du-site/", "/sitemap.xml", "/robots.txt", "/gestion/connexion/",
]  # fmt: skip
READ = """
import json, re, sys
from django.test import Client
client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
read = lambda address: client.get(address, follow=True)
pages = json.load(sys.stdin)
guides = re.findall(r'href="(/guides/[^"]+/)"', read("/guides/").content.decode())
found = {}
for address in [*pages, *guides]:
    answer = read(address)
    body = b"".join(answer) if answer.streaming else answer.content
    found[address] = [answer.status_code, body.decode()]
asked = client.post("/recherche/", {"ou": "niort"})
found["post"] = [asked.status_code, asked.headers.get("Location", "")]
print(json.dumps(found))
"""


def settings_of(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    with base(tmp_path_factory.mktemp("another"), "another", **settings_of(SETTINGS), DEBUG="on") as one:
        for command in ("migrate --verbosity 0", "load_communes", "load_directory"):
            one.manage(*command.split())
        yield one


@pytest.fixture(scope="module")
def pages(here):
    done = here.run(*here.python("shell", "--no-imports", "-c", READ), input=json.dumps(PAGES))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def saying(pattern, pages):
    """Address → what is found there, for the pages where something is."""
    found = {address: [match[0] for match in pattern.finditer(text)] for address, (_, text) in pages.items()}
    return {address: words for address, words in found.items() if words}


def test_every_page_answers(pages):
    wrong = {address: status for address, (status, _) in pages.items() if status != 200}

    assert wrong == {"post": 303}


def test_no_page_says_a_word_of_the_first_departement(pages):
    assert saying(OF_THE_FIRST, pages) == {}


def test_the_territory_is_named_in_good_french(pages):
    assert saying(WRONG_FRENCH, pages) == {}
    assert "Dans les Deux-Sèvres" in pages["/"][1]


def test_its_own_towns_come_first(pages):
    assert pages["post"][1] == "/recherche/?ou=79191"
    assert "Niort" in pages["/communes/"][1]
    assert pages["/communes/"][1].count('href="/communes/79') == 252


def test_it_has_its_colours_and_its_suggestions(pages):
    assert "themes/ardoise/colours.css" in pages["/"][1]
    assert "data/communes_79.txt" in pages["/"][1]


@pytest.mark.parametrize("command", ["check", "check_secrets", "list_missing_facts", "purge_reports"])
def test_a_command_runs(here, command):
    here.manage(command)


def test_the_names_it_proposes_are_those_of_its_base(here, tmp_path):
    here.manage("write_suggestions", "--file", str(tmp_path / "communes.txt"))

    assert (tmp_path / "communes.txt").read_text() == (ROOT / "static" / "data" / "communes_79.txt").read_text()


@pytest.mark.proof
@pytest.mark.django_db
def test_the_whole_site_says_nothing_of_the_first_departement(tmp_path):
    with base(tmp_path, "another_whole", **settings_of(SETTINGS)) as one:
        for command in ("migrate --verbosity 0", "load_communes", "load_directory", "collectstatic --noinput"):
            one.manage(*command.split())
        one.manage("write_snapshot", "--folder", str(tmp_path / "copy"))
        files = [file for file in (tmp_path / "copy").rglob("*") if file.is_file() and not file.is_symlink()]
        pages = {str(file): (200, file.read_text()) for file in files}

        assert len(pages) > 500
        assert saying(OF_THE_FIRST, pages) == {}
