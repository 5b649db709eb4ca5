"""Whoever bleeds, no longer breathes or swallowed tablets sees the 15; whoever only says so does not."""

import pytest

from resources.enums import Alert
from resources.search.needs import understand_words


@pytest.mark.parametrize(
    "typed",
    [
        "je saigne",
        "je saigne beaucoup",
        "elle saigne de la tête",
        "il ne respire plus",
        "mon bébé ne respire plus",
        "jarrive pas a respiré",
        "elle est inconsciente",
        "mon mari est inconscient par terre",
        "il a perdu connaissance",
        "elle s’est évanouie",
        "overdose",
        "elle a fait une overdose",
        "je me suis ouvert les veines",
        "ma fille s’est coupé les veines",
        "j’ai avalé des cachets",
        "il l’a poignardée",
        "une ambulance vite",
        "appeler le samu",
        "she is unconscious",
        "no respira",
    ],
)
def test_a_medical_emergency_calls_the_15(typed):
    assert Alert.MEDICAL in understand_words(typed).alerts


@pytest.mark.parametrize(
    "typed",
    [
        "j’ai le cœur qui saigne",
        "mon coeur saigne",
        "je me saigne aux quatre veines pour les enfants",
        "je saigne du nez",
        "où faire une prise de sang",
        "on était morts de rire",
        "j’étouffe dans mon couple",
        "il me laisse pas respirer",
        "overdose de travail",
        "samu social",
        "j’ai saigné il y a dix ans",
        "je suis enceinte",
        "il ne répond plus à mes messages",
        "il m’ouvre mon courrier",
        "facture de gaz",
        "j’ai peur de perdre mon bébé",
    ],
)
def test_a_manner_of_speaking_does_not(typed):
    assert Alert.MEDICAL not in understand_words(typed).alerts


def test_who_cuts_her_veins_sees_the_15_and_the_3114():
    assert understand_words("je me suis ouvert les veines").alerts == [Alert.MEDICAL, Alert.SUICIDE]


def test_who_is_stabbed_sees_the_17_and_the_15():
    assert understand_words("il m’a poignardée").alerts == [Alert.DANGER, Alert.MEDICAL]
