"""What a phrase tells by itself, whatever terms staff keep: a danger, of whom, and whether it is now."""

import pytest

from resources.search.vocabulary import Vocabulary


def read(typed):
    return Vocabulary([]).read(typed)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("il me frappe en ce moment", id="now"),
        pytest.param("il me cogne là", id="here-and-now"),
        pytest.param("il vient de me jeter contre le mur", id="just"),
        pytest.param("il m'a frappée il y a dix minutes", id="minutes"),
        pytest.param("il a essayé de m'étrangler tout à l'heure", id="a-while"),
        pytest.param("venez vite il la tue", id="another"),
        pytest.param("elle me menace avec une bouteille cassée", id="anything-is-a-weapon"),
        pytest.param("il est entré de force chez moi", id="broke-in"),
        pytest.param("mon ex a forcé la serrure", id="lock"),
        pytest.param("il me suit avec sa voiture", id="followed"),
        pytest.param("il me tient par les cheveux", id="held"),
        pytest.param("il a dit que j'allais y passer", id="threat-of-death"),
        pytest.param("il veut m'enlever et m'emmener au pays", id="taken-abroad"),
        pytest.param("y a des coups et des cris chez les voisins en ce moment", id="next-door"),
    ],
)
def test_danger_is_happening(typed):
    assert read(typed).happening


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("il me frappe souvent", id="habit"),
        pytest.param("il m'a frappée il y a dix ans ce soir-là", id="years-ago"),
        pytest.param("il me menace avec un avocat", id="lawyer"),
        pytest.param("il menace avec mes photos", id="photos"),
        pytest.param("il a forcé mon compte", id="account"),
        pytest.param("il me tient au courant", id="informed"),
        pytest.param("je suis suivie par une psychologue en ce moment", id="followed-by-a-doctor"),
        pytest.param("où dormir ce soir", id="tonight"),
        pytest.param("je me frappe en ce moment", id="oneself"),
        pytest.param("ma voisine crie", id="one-cry"),
    ],
)
def test_no_danger_is_happening(typed):
    assert not read(typed).happening


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("j'ai 14 ans il me frappe", id="own-age"),
        pytest.param("mon cousin de 6 ans est battu", id="age"),
        pytest.param("un petit a des brûlures de cigarette", id="wounds"),
        pytest.param("ils ne donnent pas à manger à leurs enfants", id="hunger"),
        pytest.param("un enfant dort dehors", id="outside"),
        pytest.param("une fille de 13 ans qui se prostitue", id="prostitution"),
    ],
)
def test_child_is_hurt(typed):
    assert read(typed).child_hurt


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("ma fille de 6 ans pose des questions", id="questions"),
        pytest.param("j'ai des bleus", id="own-wounds"),
        pytest.param("mon mari de 40 ans est battu", id="grown-up"),
        pytest.param("mon enfant mange mal", id="eats-badly"),
        pytest.param("mon fils avait des bleus il y a dix ans", id="years-ago"),
    ],
)
def test_no_child_is_hurt(typed):
    assert not read(typed).child_hurt


@pytest.mark.parametrize(
    ("typed", "figured"),
    [
        pytest.param("ça me tue d'entendre ça", True, id="ca"),
        pytest.param("ça me tue, il veut me tuer", False, id="said-twice"),
        pytest.param("il veut me tuer", False, id="meant"),
        pytest.param("il tuerait pour un verre", True, id="for-a-drink"),
        pytest.param("quelle peine pour avoir voulu tuer", True, id="law"),
    ],
)
def test_death_is_a_figure_of_speech(typed, figured):
    assert ("@tuer" in read(typed).figured) is figured


def test_strangled_by_debts_is_a_figure_of_speech():
    assert "@etrangler" in read("je suis étranglée par les dettes").figured


@pytest.mark.parametrize(
    ("typed", "over"),
    [
        pytest.param("il m'a dit qu'il allait me tuer", False, id="reported-threat"),
        pytest.param("il allait me tuer", True, id="past"),
        pytest.param("il m'a dit qu'il allait me tuer il y a deux ans", True, id="old-threat"),
    ],
)
def test_a_threat_told_by_somebody_is_of_today(typed, over):
    assert read(typed).over is over
