"""Ready-made hours, hours copied, hours pasted."""

from datetime import date, time

import pytest

from resources.admin.hours_template import READY
from resources.enums import HoursSource
from resources.hours import Rule
from resources.models import OpeningRule, ServiceAtLocation
from resources.roles import MATRIX, NOTHING, Role
from resources.wording import rule_sentence
from tests.admin.pages import confirmation_of, messages_of, url_of
from tests.factories import (
    LocationFactory,
    OpeningRuleFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    UserFactory,
)
from tests.sign_in import sign_in

CHRISTMAS = date(2099, 12, 24)
TOOLS = ["modeles", "copier", "openstreetmap"]


def tool(owner, name) -> str:
    return url_of(owner).replace("/change/", f"/horaires/{name}/")


def rules(owner) -> list[Rule]:
    return [row.as_rule() for row in owner.opening_rules.all()]


@pytest.fixture
def place(db):
    return LocationFactory(name="Maison des solidarités")


@pytest.fixture
def way_in(db):
    return ServiceAtLocationFactory(hours_source=HoursSource.UNKNOWN)


@pytest.fixture
def source(db):
    return OpeningRuleFactory(location=LocationFactory(name="Hôtel du Département")).location


@pytest.mark.parametrize("name", TOOLS)
def test_tool_opens(office, place, name):
    assert office.get(tool(place, name)).status_code == 200


@pytest.mark.parametrize("name", TOOLS)
def test_tool_of_nothing_is_not_found(office, place, name):
    url = tool(place, name)
    place.delete()

    assert office.get(url).status_code == 404


@pytest.mark.parametrize("name", TOOLS)
def test_tool_needs_the_right_to_write_hours(client, place, name, monkeypatch):
    monkeypatch.setitem(MATRIX, "openingrule", (NOTHING,) * len(Role))
    sign_in(client, UserFactory(role=Role.COORDINATOR))

    assert client.get(tool(place, name)).status_code == 403


def test_page_leads_to_its_tools(office, place):
    assert [url for url, _ in office.get(url_of(place)).context["tools"]] == [tool(place, name) for name in TOOLS]


# -- Ready-made ----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", READY)
@pytest.mark.parametrize("owner", ["place", "way_in"])
def test_ready_made_hours_are_added(office, request, owner, key):
    owner = request.getfixturevalue(owner)

    office.post(tool(owner, "modeles"), {"ready": key})

    assert set(rules(owner)) == set(READY[key][1])


def test_ready_made_hours_read_as_their_name(db):
    label, (rule,) = READY["deux-mardis"]

    assert rule_sentence(rule).replace("\u00a0", " ") == label


def test_ready_made_hours_keep_what_is_there(office, source):
    office.post(tool(source, "modeles"), {"ready": "trois-matins"})

    assert source.opening_rules.count() == 2


def test_ready_made_hours_are_added_once(office, place):
    for _ in range(2):
        response = office.post(tool(place, "modeles"), {"ready": "semaine"}, follow=True)

    assert place.opening_rules.count() == 2
    assert "rien à changer" in messages_of(response)[0]


def test_ready_made_hours_are_shown_by_the_way_in(office, way_in):
    response = office.post(tool(way_in, "modeles"), {"ready": "semaine"}, follow=True)

    way_in.refresh_from_db()
    assert way_in.hours_source == HoursSource.OWN
    assert any("ses propres horaires" in message for message in messages_of(response))


def test_no_template_chosen_is_told(office, place):
    response = office.post(tool(place, "modeles"), {})

    assert response.context["form"].errors == {"ready": ["Choisissez un modèle."]}


def test_ready_made_hours_are_noted_in_the_history(office, place):
    office.post(tool(place, "modeles"), {"ready": "jour-et-nuit"})

    history = office.get(url_of(place).replace("/change/", "/history/"))
    assert "Modèle « Jour et nuit, tous les jours »" in history.content.decode()


# -- Copied --------------------------------------------------------------------------------------


def copied(office, owner, **choice):
    """Look at what would change, then confirm what the page holds."""
    page = office.get(tool(owner, "copier"), choice)
    assert page.context["preview"], page.context["form"].errors
    return office.post(tool(owner, "copier"), confirmation_of(page), follow=True)


def test_looking_at_a_copy_writes_nothing(office, place, source):
    response = office.get(tool(place, "copier"), {"location": source.pk})

    assert len(response.context["preview"]["comes"]) == 1
    assert not place.opening_rules.exists()


def test_copy_tells_what_goes_and_what_stays(office, place, source):
    OpeningRuleFactory(location=place, start=time(14), end=time(18))
    OpeningRuleFactory(location=place)

    preview = office.get(tool(place, "copier"), {"location": source.pk}).context["preview"]

    assert [len(preview[name]) for name in ["goes", "stays", "comes"]] == [1, 1, 0]


def test_copy_replaces(office, place, source):
    OpeningRuleFactory(location=place, start=time(14), end=time(18))

    copied(office, place, location=source.pk)

    assert rules(place) == rules(source)


def test_copy_adds_when_asked(office, place, source):
    OpeningRuleFactory(location=place, start=time(14), end=time(18))

    copied(office, place, location=source.pk, keep="on")

    assert place.opening_rules.count() == 2


def test_way_in_is_searched_by_its_entry_and_its_place(office, source):
    ServiceAtLocationFactory(service__name="Permanence juridique", location=source)
    asked = {"app_label": "resources", "model_name": "openingrule", "field_name": "way_in", "term": "juridique"}

    found = office.get("/gestion/resources/serviceatlocation/chercher/", asked).json()["results"]

    assert [one["text"] for one in found] == ["Permanence juridique (Hôtel du Département)"]


def test_copy_leaves_the_source_alone(office, place, source):
    copied(office, place, location=source.pk)

    assert source.opening_rules.count() == 1


def test_exceptions_are_not_copied_unless_asked(office, place, source):
    ScheduleExceptionFactory(location=source, first_day=CHRISTMAS)

    copied(office, place, location=source.pk)

    assert not place.exceptions.exists()


def test_exceptions_are_copied_when_asked(office, place, source):
    ScheduleExceptionFactory(location=source, first_day=CHRISTMAS)

    copied(office, place, location=source.pk, exceptions="on")

    assert place.exceptions.get().first_day == CHRISTMAS


def test_past_exceptions_are_not_copied(office, place, source):
    ScheduleExceptionFactory(location=source, first_day=date(2020, 12, 24))

    copied(office, place, location=source.pk, exceptions="on")

    assert not place.exceptions.exists()


def test_copy_of_a_way_in_that_follows_its_place(office, place, source):
    follower = ServiceAtLocationFactory(location=source, hours_source=HoursSource.LOCATION)

    copied(office, place, way_in=follower.pk)

    assert rules(place) == rules(source)


@pytest.mark.parametrize("both", [True, False], ids=["both", "none"])
def test_one_source_is_chosen(office, place, source, both):
    other = ServiceAtLocationFactory(office_hours=True)
    choice = {"location": source.pk, "way_in": other.pk} if both else {"keep": "on"}

    form = office.get(tool(place, "copier"), choice).context["form"]

    assert form.errors == {"way_in": ["Choisissez un point d’accueil ou un lieu, pas les deux."]}


def test_page_is_not_copied_on_itself(office, source):
    form = office.get(tool(source, "copier"), {"location": source.pk}).context["form"]

    assert form.errors == {"location": ["C’est cette page même : choisissez-en une autre."]}


def test_nothing_to_copy_is_told(office, place):
    form = office.get(tool(place, "copier"), {"location": LocationFactory().pk}).context["form"]

    assert form.errors == {"location": ["Rien à copier : aucune plage n’y est saisie."]}


def test_contrary_exceptions_are_not_copied(office, place, source):
    ScheduleExceptionFactory(location=source, first_day=CHRISTMAS)
    ScheduleExceptionFactory(location=place, opening=True, first_day=CHRISTMAS)

    response = office.post(tool(place, "copier"), {"location": source.pk, "exceptions": "on"})

    assert "dit déjà le contraire" in response.context["form"].errors["exceptions"][0]
    assert not place.opening_rules.exists()


# -- Pasted --------------------------------------------------------------------------------------


def pasted(office, owner, text, **choice):
    """Have it read, then confirm what the page holds."""
    page = office.post(tool(owner, "openstreetmap"), {"text": text, **choice})
    assert page.context["preview"], page.context["form"].errors
    return office.post(tool(owner, "openstreetmap"), confirmation_of(page), follow=True)


def test_pasted_hours_are_read_in_words_first(office, place):
    response = office.post(tool(place, "openstreetmap"), {"text": "Mo-Fr 09:00-12:00; PH off"})

    assert [text.replace("\u00a0", " ") for text in response.context["preview"]["comes"]] == [
        "Du lundi au vendredi, 9 h–12 h, sauf jours fériés"
    ]
    assert not OpeningRule.objects.exists()


def test_pasted_hours_are_written_once_confirmed(office, way_in):
    pasted(office, way_in, "Mo-Fr 09:00-12:00; PH off")

    way_in = ServiceAtLocation.objects.get(pk=way_in.pk)
    assert way_in.hours_source == HoursSource.OWN
    assert [rule.weekdays for rule in rules(way_in)] == [frozenset(range(5))]


def test_pasted_closure_becomes_an_exception(office, place):
    pasted(office, place, 'Mo-Fr 09:00-12:00; 2026 Dec 24 off "congés"')

    assert place.exceptions.get().first_day == date(2026, 12, 24)


def test_pasted_hours_are_added_when_asked(office, source):
    pasted(office, source, "Sa 09:00-12:00; PH off", keep="on")

    assert source.opening_rules.count() == 2


@pytest.mark.parametrize("text", ["Lu-Ve 09h00", "sunrise-sunset", "Mo 25:99"])
def test_expression_that_cannot_be_read_is_told(office, source, text):
    response = office.post(tool(source, "openstreetmap"), {"text": text, "confirmed": "yes"})

    assert response.context["form"].errors["text"][0].endswith("Rien n’est enregistré.")
    assert len(rules(source)) == 1


def test_nothing_pasted_is_told(office, place):
    form = office.post(tool(place, "openstreetmap"), {"text": " "}).context["form"]

    assert form.errors == {"text": ["Collez l’expression à lire."]}
