"""Figures: each with its scope and its source, drawn only beside what counts the same thing."""

import csv
import io

import pytest
from django.utils.html import escape

from tests.factories import KeyFigureFactory

pytestmark = pytest.mark.django_db


def shares(**fields):
    common = {"unit": "%", "whole": 100, "chart": "Les formes", "scope": "Victimes enregistrées"}
    return [
        KeyFigureFactory(label="Physiques", value="64", number=64, position=1, **common | fields),
        KeyFigureFactory(label="Sexuelles", value="5", number=5, position=2, **common | fields),
    ]


def rows_of(client):
    response = client.get("/chiffres.csv")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_chart_is_read_aloud_and_has_its_table(client):
    shares()

    page = client.get("/chiffres/").text

    assert page.count('<svg class="chart"') == 1
    assert "Graphique : Les formes. Physiques, 64 % ; Sexuelles, 5 %." in page
    assert '<th scope="row">Sexuelles</th><td>5</td>' in page


def test_scope_and_source_stand_beside_each_figure(client):
    figure = KeyFigureFactory(scope="Personnes reçues en 2022", source_name="Département", note="Ne pas additionner.")

    page = client.get("/chiffres/").text

    assert all(escape(text) in page for text in (figure.scope, figure.source_name, figure.note, figure.period))


def test_figures_of_different_scopes_are_never_in_one_chart(client):
    shares()
    KeyFigureFactory(label="Autre", value="9", number=9, unit="%", whole=100, chart="Les formes", scope="Une enquête")

    assert client.get("/chiffres/").text.count('<svg class="chart"') == 2


def test_page_without_a_figure_says_so(client):
    assert "Les chiffres arrivent" in client.get("/chiffres/").text


def test_figures_cost_one_query(client, django_assert_num_queries):
    shares()
    shares(period="2021")

    with django_assert_num_queries(1):
        client.get("/chiffres/")


def test_sheet_says_the_scope_of_each_figure(client):
    KeyFigureFactory(label="Taux", value="10,6", number=10.6, unit="pour 1 000", scope="Femmes de 15 à 64 ans")

    header, row = rows_of(client)
    told = dict(zip(header, row, strict=True))

    assert told["ce que compte ce chiffre"] == "Taux"
    assert told["nombre"] == "10,6"
    assert told["périmètre exact"] == "Femmes de 15 à 64 ans"


def test_cell_of_the_sheet_is_never_a_formula(client):
    KeyFigureFactory(label="=cmd|' /C calc'!A0", change="+22 %")

    _, row = rows_of(client)

    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_name_of_the_sheet_is_neutral(client):
    headers = client.get("/chiffres.csv").headers

    assert headers["Content-Disposition"] == 'attachment; filename="chiffres.csv"'
    assert headers["Content-Type"] == "text/csv; charset=utf-8"
