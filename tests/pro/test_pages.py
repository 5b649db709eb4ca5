"""What a professional reads once signed in, and nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    NetworkFactory,
    OrganizationFactory,
    ProfessionalContactFactory,
    ProfessionalDetailsFactory,
    ServiceFactory,
    UserFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

PAGES = ("/pro/annuaire/", "/pro/reseaux/", "/pro/code/")


@pytest.fixture
def professional(client):
    return sign_in(client, UserFactory(role="professionnelle"))


@pytest.fixture
def details():
    details = ProfessionalDetailsFactory(
        service=ServiceFactory(published=True, name="Accueil de Civray"),
        how_to_refer="Une lettre suffit.",
        conditions="Habiter le canton.",
        person_may_ask="no",
        professional_may_ask="yes",
        delay="quinze jours",
        notes="Fermé en août.",
    )
    ProfessionalContactFactory(details=details, role="La secrétaire", phone="05 49 00 00 77", email="sec@exemple.fr")
    return details


def test_details_are_read_whole(professional, details):
    page = professional.get(f"/pro/fiche/{details.service.public_id}/").text

    told = ("Une lettre suffit.", "Habiter le canton.", "quinze jours", "Fermé en août.", "La secrétaire",
            "05 49 00 00 77", "sec@exemple.fr", "La personne elle-même : non. Un professionnel : oui.")  # fmt: skip
    assert [text for text in told if text not in page] == []


def test_what_is_not_known_is_to_be_confirmed(professional):
    details = ProfessionalDetailsFactory(service=ServiceFactory(published=True), how_to_refer="")

    page = professional.get(f"/pro/fiche/{details.service.public_id}/").text

    assert page.count("À confirmer") == 4
    assert "La personne elle-même : à confirmer. Un professionnel : à confirmer." in page


def test_directory_says_which_entries_have_details(professional, details):
    plain = ServiceFactory(published=True)

    page = professional.get("/pro/annuaire/").text

    assert f'href="/pro/fiche/{details.service.public_id}/"' in page
    assert f'href="/pro/fiche/{plain.public_id}/"' not in page


def test_public_choice_leads_to_no_details(client, details):
    assert "/pro/fiche/" not in client.get(f"/orienter/?fiche={details.service.public_id}").text


def test_coordination_of_a_network_is_told(professional):
    ProfessionalContactFactory(network=NetworkFactory(slug="reseau"), role="La coordinatrice", phone="05 49 00 00 88")

    page = professional.get("/pro/reseaux/reseau/").text

    assert "La coordinatrice" in page
    assert "05 49 00 00 88" in page


@pytest.mark.parametrize("path", [*PAGES, "/pro/fiche/ABC123/", "/pro/reseaux/reseau/", "/pro/code/ABCD2345/"])
def test_strangers_are_led_to_the_door(client, path):
    assert client.get(path).headers["Location"].startswith("/gestion/connexion/?next=/pro/")


@pytest.mark.parametrize("path", PAGES)
def test_an_account_without_a_role_is_refused(client, path):
    sign_in(client, UserFactory())

    assert client.get(path).status_code == 403


def test_an_editor_reads_the_details_of_her_own_structures_alone(client, details):
    hers = OrganizationFactory()
    own = ProfessionalDetailsFactory(service=ServiceFactory(published=True, organization=hers), notes="À nous.")
    sign_in(client, UserFactory(role="rédactrice", organizations=[hers]))

    assert "À nous." in client.get(f"/pro/fiche/{own.service.public_id}/").text
    assert "Fermé en août." not in client.get(f"/pro/fiche/{details.service.public_id}/").text


def test_a_draft_is_not_found(professional):
    draft = ProfessionalDetailsFactory().service

    assert professional.get(f"/pro/fiche/{draft.public_id}/").status_code == 404


def test_queries_of_the_directory_do_not_grow(professional):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            professional.get("/pro/annuaire/?fiche=" + ",".join(chosen))
        return len(queries)

    chosen = [ProfessionalDetailsFactory(service=ServiceFactory(published=True)).service.public_id for _ in range(2)]
    asked()  # the first visit of a session stamps it
    few = asked()
    chosen += [ProfessionalDetailsFactory(service=ServiceFactory(published=True)).service.public_id for _ in range(5)]

    assert asked() == few
