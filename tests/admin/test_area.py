"""Covered areas typed by name or by code."""

import pytest

from resources.enums import AreaKind
from tests.admin.pages import errors_of, row, save, url_of
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    ServiceFactory,
)


def test_same_area_twice_is_refused(office):
    DepartementFactory()
    service = ServiceFactory(areas=[(AreaKind.DEPARTEMENT, "86")])

    response = save(office, url_of(service), **row("areas", 1, kind="departement", code="Vienne"))

    assert errors_of(response)[None] == ["La même zone est deux fois dans la liste : gardez-en une."]
    assert service.areas.count() == 1


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("country", "", "FR"),
        ("country", "la France", "FR"),
        ("region", "75", "75"),
        ("departement", "vienne", "86"),
        ("departement", "86", "86"),
        ("epci", "grand poitiers", "200069854"),
        ("commune", "st-benoit", "86214"),
        ("commune", "86214", "86214"),
    ],
)
def test_area_is_typed_by_name_or_by_code(office, kind, typed, code):
    CommuneFactory(
        insee="86214",
        name="Saint-Benoît",
        epci=EpciFactory(code="200069854", name="Communauté urbaine du Grand Poitiers"),
    )
    service = ServiceFactory()

    response = save(office, url_of(service), **row("areas", 0, kind=kind, code=typed))

    assert response.redirect_chain, errors_of(response)
    assert service.areas.get().code == code


def test_name_of_two_communes_asks_for_the_code(office):
    CommuneFactory(insee="86001", name="Availles")
    CommuneFactory(insee="79001", name="Availles")
    service = ServiceFactory()

    response = save(office, url_of(service), **row("areas", 0, kind="commune", code="Availles"))

    (message,) = errors_of(response)["areas-0-code"]
    assert message.startswith("Plusieurs zones portent ce nom")
    assert "86001" in message
    assert "79001" in message


def test_area_shows_the_name_of_its_place(office):
    CommuneFactory(civray=True)
    service = ServiceFactory(areas=[(AreaKind.COMMUNE, "86078")])

    page = office.get(url_of(service)).content.decode()

    assert "<p>Civray</p>" in page
