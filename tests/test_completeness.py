import pytest

from resources.completeness import Told, completeness, missing

WHOLE = Told(
    summary="Écoute et conseils.",
    what_happens="Une personne vous reçoit seule, aussi longtemps qu’il faut. " * 4,
    eligibility="Pour toutes.",
    free_of_charge="yes",
    complaint_required="no",
    needs=True,
    audiences=True,
    phone=True,
    ways_in=True,
    on_site=True,
    address=True,
    transport=True,
    step_free=True,
    hours=True,
    access=True,
)


def but(**values) -> Told:
    return Told(**{**WHOLE.__dict__, **values})


def test_whole_entry_misses_nothing():
    assert (missing(WHOLE), completeness(WHOLE)) == ([], 100)


def test_empty_entry_misses_everything_asked_of_it():
    assert completeness(Told()) == 0


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
