from datetime import date, timedelta

import pytest

from resources.completeness import Told, completeness, missing, score

TODAY = date(2026, 11, 24)
WHOLE = Told(
    summary="Écoute et conseils.",
    what_happens="Une personne vous reçoit seule, aussi longtemps qu’il faut. " * 4,
    eligibility="Pour toutes.",
    free_of_charge="yes",
    complaint_required="no",
    needs=True,
    audiences=True,
    phone=True,
    email=True,
    ways_in=True,
    on_site=True,
    address=True,
    transport=True,
    step_free=True,
    hours=True,
    access=True,
    checked=TODAY,
)


def but(**values) -> Told:
    return Told(**{**WHOLE.__dict__, **values})


def test_whole_entry_misses_nothing():
    assert (missing(WHOLE), completeness(WHOLE), score(WHOLE, today=TODAY)) == ([], 100, 1.0)


def test_empty_entry_misses_everything_asked_of_it():
    assert (completeness(Told()), score(Told(), today=TODAY)) == (0, 0.07)


@pytest.mark.parametrize(
    ("without", "said"),
    [
        ({"phone": False}, "un numéro à appeler"),
        ({"ways_in": False}, "par où l’on est reçue"),
        ({"hours": False}, "les horaires"),
        ({"access": False}, "avec ou sans rendez-vous"),
        ({"summary": ""}, "une phrase qui présente le service"),
        ({"what_happens": ""}, "ce qui va se passer"),
        ({"eligibility": ""}, "pour qui, à quelles conditions"),
        ({"needs": False}, "les besoins"),
        ({"audiences": False}, "les publics"),
        ({"free_of_charge": "unknown"}, "si c’est gratuit"),
        ({"complaint_required": "unknown"}, "s’il faut une plainte"),
        ({"address": False}, "la rue et la commune"),
        ({"transport": False}, "comment venir sans voiture"),
        ({"step_free": False}, "l’accès en fauteuil roulant"),
    ],
)
def test_what_is_missing_is_said(without, said):
    assert missing(but(**without)) == [said]


def test_number_of_its_structure_is_one_to_call():
    assert missing(but(phone=False, organization_phone=True)) == []


def test_who_receives_nowhere_is_not_asked_where():
    assert missing(but(on_site=False, address=False, transport=False, step_free=False)) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"address": False}, 0.9, id="no address"),
        pytest.param({"free_of_charge": "unknown"}, 0.9, id="price unknown"),
        pytest.param({"free_of_charge": "no"}, 0.95, id="price not told"),
        pytest.param({"audiences": False}, 0.9, id="no audience"),
        pytest.param({"needs": False}, 0.9, id="no need"),
        pytest.param({"what_happens": "Une personne vous reçoit, et vous écoute."}, 0.95, id="short description"),
        pytest.param({"what_happens": ""}, 0.9, id="very short description"),
        pytest.param({"what_happens": "Long. " * 400}, 0.95, id="long description"),
        pytest.param({"checked": TODAY - timedelta(days=180)}, 1.0, id="six months"),
        pytest.param({"checked": TODAY - timedelta(days=455)}, 0.95, id="half way to two years"),
        pytest.param({"checked": TODAY - timedelta(days=800)}, 0.9, id="old"),
        pytest.param({"checked": None}, 0.9, id="never checked"),
    ],
)
def test_score_is_the_mean_of_what_applies(values, expected):
    assert score(but(**values), today=TODAY) == expected


def test_score_without_any_way_to_join():
    nobody = but(phone=False, email=False, on_site=False)

    # Of seven criteria, one is lost whole and one by half.
    assert score(nobody, today=TODAY) == round(5.5 / 7, 2)
