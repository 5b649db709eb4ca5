"""Directories of a territory, on paper and as a spreadsheet."""

import csv
import io
import re

import pytest

from resources.enums import AreaKind, ContactKind
from tests.factories import (
    CommuneFactory,
    ContactPointFactory,
    LocationFactory,
    NetworkAreaFactory,
    NetworkFactory,
    NetworkMemberFactory,
    OrganizationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def civray():
    return CommuneFactory(civray=True)


@pytest.fixture
def lists(civray):
    """The prefix of each list in which Civray is."""
    network = NetworkFactory(slug="reseau-civray", seat=civray)
    NetworkAreaFactory(network=network, kind=AreaKind.COMMUNE, code=civray.insee)
    return {
        "commune": "/communes/86078/annuaire",
        "epci": f"/intercommunalites/{civray.epci_id}/annuaire",
        "network": "/reseaux/reseau-civray/annuaire",
    }


def names(page):
    return re.findall(r"<h3>\d+\. <a[^>]*>(.*?)</a></h3>", page)


def rows(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def held_in(commune, **service):
    service = ServiceFactory(published=True, areas=[], **service)
    ServiceAtLocationFactory(service=service, location=LocationFactory(commune=commune))
    return service


@pytest.mark.parametrize("territory", ["commune", "epci", "network"])
def test_list_holds_what_is_there_and_what_covers(client, civray, lists, territory):
    held_in(civray, name="Sur place")
    ServiceFactory(published=True, name="Pour la commune", areas=[(AreaKind.COMMUNE, "86078")])
    ServiceFactory(published=True, name="Pour le département")
    held_in(CommuneFactory(poitiers=True), name="Ailleurs")
    ServiceFactory(name="Brouillon", areas=[(AreaKind.COMMUNE, "86078")])

    page = client.get(f"{lists[territory]}/").text
    sheet = client.get(f"{lists[territory]}.csv")

    assert names(page) == ["Pour la commune", "Sur place", "Pour le département"]
    assert {row["Nom de la fiche"] for row in rows(sheet)} == set(names(page))


@pytest.mark.parametrize("territory", ["commune", "epci", "network"])
@pytest.mark.parametrize(("query", "kept"), [("", "Pour elles"), ("?type=changer", "Pour eux")])
def test_the_two_sides_never_share_a_list(client, civray, lists, territory, query, kept):
    held_in(civray, name="Pour elles")
    held_in(civray, name="Pour eux", for_perpetrators=True)

    page = client.get(f"{lists[territory]}/{query}").text
    sheet = client.get(f"{lists[territory]}.csv{query}")

    assert names(page) == [kept]
    assert [row["Nom de la fiche"] for row in rows(sheet)] == [kept]


def test_table_of_contents_leads_to_each_chapter(client, civray, lists):
    held_in(civray, kind="accueil")
    held_in(civray, kind="sante")

    page = client.get(f"{lists['commune']}/").text
    targets = re.findall(r'<a href="#([\w-]+)">', page.split("</nav>", 4)[-2])

    assert targets == ["accueil", "sante"]
    assert all(f'<h2 id="{target}">' in page for target in targets)


def test_a_spreadsheet_leads_to_no_mailbox(client, civray, lists):
    service = held_in(civray)
    ContactPointFactory(service=service, kind=ContactKind.EMAIL, value="accueil@exemple.fr")
    ContactPointFactory(service=service, value="05 49 11 22 33")

    text = b"".join(client.get(f"{lists['commune']}.csv").streaming_content).decode()

    assert "05 49 11 22 33" in text
    assert "accueil@exemple.fr" not in text


@pytest.mark.parametrize("territory", ["commune", "epci", "network"])
def test_a_secret_place_is_in_no_list(client, civray, lists, territory):
    service = ServiceFactory(published=True, areas=[(AreaKind.COMMUNE, "86078")])
    secret = LocationFactory(confidential_site=True, name="Villa des Tilleuls")
    ServiceAtLocationFactory(service=service, location=secret)

    page = client.get(f"{lists[territory]}/").text
    text = b"".join(client.get(f"{lists[territory]}.csv").streaming_content).decode()

    assert "Tilleuls" not in page + text


def test_file_and_title_are_neutral(client, civray, lists):
    title = re.search("<title>(.*?)</title>", client.get(f"{lists['network']}/").text).group(1)
    file = client.get(f"{lists['network']}.csv").headers["Content-Disposition"]

    assert title == "Annuaire – Réseau – Civray – Annuaire Vienne"
    assert file == 'attachment; filename="annuaire-reseau-civray.csv"'


def test_network_of_unknown_communes_says_what_its_list_holds(client, civray):
    NetworkFactory(slug="reseau-inconnu", seat=civray)
    held_in(civray, name="Tout près")
    held_in(CommuneFactory(chatellerault=True), name="Trop loin")

    page = client.get("/reseaux/reseau-inconnu/annuaire/").text

    assert "Les communes de ce réseau sont à confirmer" in page
    assert names(page) == ["Tout près"]


@pytest.mark.parametrize("path", ["/communes/99999/annuaire/", "/intercommunalites/1/annuaire.csv", "/reseaux/rien/"])
def test_a_territory_that_is_not_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_network_tells_its_members_by_profession(client, civray):
    network = NetworkFactory(slug="reseau-civray", seat=civray)
    NetworkMemberFactory(network=network, organization=None, profession="médecins")
    NetworkMemberFactory(network=network, organization=OrganizationFactory(name="Cabinet Rive"), profession="avocats")

    page = client.get("/reseaux/reseau-civray/").text

    assert "<li>Avocats : Cabinet Rive</li><li>Médecins</li>" in page
    assert "<dt>Communes couvertes</dt>\n  <dd>À confirmer</dd>" in page


def test_communes_of_a_network_are_told_when_they_are_known(client, lists):
    assert "<dt>Communes couvertes</dt>\n  <dd>Civray</dd>" in client.get("/reseaux/reseau-civray/").text


def test_what_is_said_of_all_the_networks_is_to_be_confirmed_for_one(client, civray):
    network = NetworkFactory(slug="reseau-civray", seat=civray)
    NetworkMemberFactory(network=network, organization=None, profession="médecins", to_confirm=True)

    page = client.get("/reseaux/reseau-civray/").text

    assert "<li>Médecins</li>" not in page
    assert "À confirmer pour ce réseau. La source ne les nomme que pour l’ensemble des réseaux : médecins." in page
