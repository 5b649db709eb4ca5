"""Guides of the whole country, with what one département adds."""

from pathlib import Path

import pytest

from resources.imports.passages import with_passages
from resources.imports.toml_rows import Row

HERE = {"territory": "les Deux-Sèvres", "code": "79"}


def row(table, **values):
    return Row(table, values, Path("file.toml"), 1, {})


def read(body, **passages):
    """The body of a guide made whole, and the problems told."""
    problems = []
    local = [row("guide_passage", key=key, text=text) for key, text in passages.items()]
    (guide,) = with_passages([row("guide", key="a", body=body), *local], problems, **HERE)
    return guide.values["body"], [problem.reason for problem in problems]


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        ("Avant.\n\n{local:ici}\n\nAprès.", "Avant.\n\nLà-bas.\n\nAprès."),
        ("Avant. {local:ici}\nAprès.", "Avant. Là-bas.\nAprès."),
        ("- un\n{local:ici}\n- deux", "- un\nLà-bas.\n- deux"),
    ],
    ids=["paragraph", "sentence", "line"],
)
def test_a_passage_takes_its_place(body, whole):
    assert read(body, ici="Là-bas.") == (whole, [])


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        ("Avant.\n\n{local:ici}\n\nAprès.", "Avant.\n\nAprès."),
        ("Avant. {local:ici}\nAprès.", "Avant.\nAprès."),
        ("- un\n{local:ici}\n- deux", "- un\n- deux"),
    ],
    ids=["paragraph", "sentence", "line"],
)
def test_without_it_nothing_is_left_of_the_place(body, whole):
    assert read(body) == (whole, [])


def test_the_territory_is_named():
    body = "Ici, {in_territory}, près {of_territory} : {territory} ({code})."

    assert read(body) == ("Ici, dans les Deux-Sèvres, près des Deux-Sèvres : les Deux-Sèvres (79).", [])


def test_a_passage_nobody_asks_for_is_told():
    assert read("Rien.", ici="Là-bas.") == ("Rien.", ["aucun guide n’a de place {local:ici}"])


def test_an_empty_passage_is_told():
    assert read("{local:ici}", ici="")[1] == ["il faut un texte"]


def test_other_rows_are_left_as_they_are():
    other = row("service", key="b", summary="{local:ici}")

    assert list(with_passages([other], [], **HERE)) == [other]
