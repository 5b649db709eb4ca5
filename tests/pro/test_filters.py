"""What professionals choose by: facts. What is not known is neither a yes nor a no."""

import re

import pytest
from django.test import Client

from tests.factories import (
    CommuneFactory,
    ContactPointFactory,
    LanguageFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    UserFactory,
)
from tests.sign_in import sign_in

pytestmark = pytest.mark.django_db

# parameter → (fact, what is kept, what is not)
FACTS = {
    "urgence": ("urgent_welcome", "yes", "no"),
    "enfants": ("children_welcome", "yes", "no"),
    "animaux": ("animals_welcome", "yes", "no"),
    "papiers": ("papers_required", "no", "yes"),
    "accompagne": ("companion_welcome", "yes", "no"),
    "gratuit": ("free_of_charge", "yes", "no"),
}


TO_ASK = "<h2>À demander au téléphone</h2>"


def boxes(text):
    return set(re.findall(r'name="fiche" value="(\w+)"', text))


def listed(client, query):
    """What is known to answer, before what has to be asked."""
    return boxes(client.get(f"/orienter/?{query}").text.partition(TO_ASK)[0])


def to_ask(client, query):
    return boxes(client.get(f"/orienter/?{query}").text.partition(TO_ASK)[2])


@pytest.mark.parametrize(("parameter", "told"), FACTS.items(), ids=FACTS)
def test_fact_keeps_what_is_known_to_be_so(client, parameter, told):
    fact, kept, dropped = told
    wanted = ServiceFactory(published=True, **{fact: kept})
    ServiceFactory(published=True, **{fact: dropped})
    ServiceFactory(published=True)

    assert listed(client, f"{parameter}=1") == {wanted.public_id}


@pytest.mark.parametrize(("parameter", "told"), FACTS.items(), ids=FACTS)
def test_what_is_not_known_is_no_refusal(client, parameter, told):
    fact, kept, dropped = told
    ServiceFactory(published=True, **{fact: kept})
    ServiceFactory(published=True, **{fact: dropped})
    unknown = ServiceFactory(published=True)

    assert to_ask(client, f"{parameter}=1") == {unknown.public_id}


def test_what_is_refused_is_not_to_be_asked_when_something_else_is_not_known(client):
    ServiceFactory(published=True, children_welcome="no", animals_welcome="unknown")
    half_known = ServiceFactory(published=True, children_welcome="yes", animals_welcome="unknown")

    assert to_ask(client, "enfants=1&animaux=1") == {half_known.public_id}


def test_a_way_in_of_which_little_is_known_is_to_be_asked(client):
    way_in = ServiceAtLocationFactory(service__published=True, access="unknown")
    ServiceAtLocationFactory(service__published=True, access="appointment")

    assert to_ask(client, "acces=walk_in") == {way_in.service.public_id}


def test_without_a_choice_nothing_is_to_be_asked(client):
    ServiceFactory(published=True)

    assert to_ask(client, "") == set()


def test_no_entry_of_the_other_side_is_to_be_asked(client):
    ServiceFactory(published=True, for_perpetrators=True)

    assert to_ask(client, "enfants=1") == set()


def test_an_emergency_number_receives_urgently(client):
    number = ServiceFactory(published=True, kind="urgence")

    assert listed(client, "urgence=1") == {number.public_id}


def test_sign_language_is_a_language(client):
    signing = ServiceFactory(published=True)
    ContactPointFactory(service=signing, languages=[LanguageFactory(code="fsl", name="langue des signes (LSF)")])
    ServiceFactory(published=True)

    assert listed(client, "langue=fsl") == {signing.public_id}


def test_choices_add_up(client):
    both = ServiceFactory(published=True, children_welcome="yes", animals_welcome="yes")
    ServiceFactory(published=True, children_welcome="yes")

    assert listed(client, "enfants=1&animaux=1") == {both.public_id}


def test_each_choice_is_a_box_that_stays_ticked(client):
    page = client.get("/orienter/?enfants=1").text

    assert 'name="enfants" value="1" checked' in page
    assert all(f'name="{parameter}" value="1"' in page for parameter in FACTS)


def test_a_town_typed_leaves_its_code_and_the_choices_in_the_address(client):
    CommuneFactory(civray=True)
    chosen = ServiceFactory(published=True)

    answer = client.post("/orienter/", {"ou": "civray", "fiche": chosen.public_id, "enfants": "1", "quoi": "des mots"})

    assert answer.status_code == 303
    said = f"fiche={chosen.public_id}&dates=1&demander=1&sobre=0&urgences=fr"
    assert answer.headers["Location"] == f"/orienter/?ou=86078&enfants=1&{said}"


def test_without_a_town_typed_that_of_the_page_stays(client):
    CommuneFactory(civray=True)

    answer = client.post("/orienter/", {"ou": "", "lieu": "86078", "gratuit": "1"})

    assert answer.headers["Location"] == "/orienter/?ou=86078&gratuit=1"


def test_the_sheet_is_reached_with_what_is_ticked_in_its_order(client):
    sent = {
        "fiche": ["ABC123", "DEF456"],
        "monter": "DEF456",
        "dates": ["0"],
        "sobre": "1",
        "voir": "1",
        "ou": "Civray",
    }

    answer = client.post("/orienter/", sent)

    said = "fiche=DEF456,ABC123&dates=0&demander=1&sobre=1&urgences=fr"
    assert answer.headers["Location"] == f"/orienter/feuille/?{said}"


def test_a_professional_searches_without_a_token(client):
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, UserFactory(role="professionnelle"))

    assert browser.post("/pro/annuaire/", {"gratuit": "1"}).headers["Location"] == "/pro/annuaire/?gratuit=1"


def test_words_never_reach_the_address(client):
    answer = client.post("/orienter/", {"ou": "chez Jeanne Martin", "fiche": "Jeanne Martin"})

    assert "artin" not in answer.headers["Location"]


def test_nearest_come_first(client):
    civray = CommuneFactory(civray=True)
    far = ServiceFactory(published=True)
    near = ServiceFactory(published=True)
    ServiceAtLocationFactory(service=near, location__commune=civray)

    page = client.get("/orienter/?ou=86078").text

    assert page.index(near.public_id) < page.index(far.public_id)


def test_no_page_sets_a_cookie(client):
    chosen = ServiceFactory(published=True).public_id

    for path in ("/orienter/", f"/orienter/?fiche={chosen}", f"/orienter/feuille/?fiche={chosen}", "/f/"):
        response = client.get(path)

        assert not response.cookies, path
        assert "Cookie" not in response.headers.get("Vary", ""), path
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow", path
