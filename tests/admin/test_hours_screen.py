"""The page of what has hours: how they read, saved and as they are typed."""

from datetime import date, time

import pytest
from django.test import Client

from resources.enums import HoursSource
from resources.models import Location, OpeningRule, ScheduleException, ServiceAtLocation
from resources.roles import MATRIX, Role, every
from tests.admin.pages import add_url, added_rows, controls_of, errors_of, form_of, messages_of, row, save, url_of
from tests.admin.test_hours import A_RULE
from tests.factories import (
    LocationFactory,
    OpeningRuleFactory,
    PhoneWayInFactory,
    ScheduleExceptionFactory,
    ServiceAtLocationFactory,
    UserFactory,
)
from tests.sign_in import sign_in

SENTENCE = "Du lundi au vendredi, 9 h–17 h, sauf jours fériés"
NIGHT = A_RULE | {"start": "18 h", "end": "9 h"}
A_CLOSURE = {"first_day": "24/12/2099", "last_day": "26/12/2099", "state": "closed"}


def shown(response) -> str:
    return response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


def preview(client, owner, **changes):
    """What the script asks while the page is typed."""
    changed = {name.replace("__", "-"): value for name, value in changes.items()}
    page = client.get(url_of(owner))
    data = {**form_of(page), **added_rows(controls_of(page), changed), **changed}
    return client.post(preview_url(owner), {name: value for name, value in data.items() if value is not None})


def preview_url(owner):
    return url_of(owner).replace("/change/", "/horaires/apercu/")


@pytest.fixture
def desk(db):
    return ServiceAtLocationFactory(office_hours=True)


def test_saved_rule_shows_its_sentence_in_its_row(office, desk):
    rows = office.get(url_of(desk)).context["inline_admin_formsets"][0]
    readonly = [field for form in rows for fieldset in form for line in fieldset for field in line if field.is_readonly]

    assert readonly[0].contents().replace("\u00a0", " ") == SENTENCE


@pytest.mark.parametrize("field", ["way_in", "location"])
def test_page_tells_how_the_hours_read(office, field):
    owner = {"way_in": ServiceAtLocationFactory, "location": LocationFactory}[field]()
    if field == "way_in":
        ServiceAtLocation.objects.update(hours_source=HoursSource.OWN)
    OpeningRuleFactory(**{field: owner})

    reading = office.get(url_of(owner)).context["reading"]

    assert [sentence.replace("\u00a0", " ") for sentence in reading.sentences] == [SENTENCE]
    assert len(reading.dates) == 5
    assert "Mo-Fr 09:00-17:00" in reading.expression


def test_way_in_that_follows_its_place_reads_as_the_place(office):
    way_in = ServiceAtLocationFactory(hours_source=HoursSource.LOCATION)
    OpeningRuleFactory(location=way_in.location)

    assert len(office.get(url_of(way_in)).context["reading"].sentences) == 1


def test_closure_of_the_place_is_read_on_the_way_in(office, desk):
    ScheduleExceptionFactory(location=desk.location, first_day=date(2099, 12, 24), reason="inventaire")

    assert "inventaire" in office.get(url_of(desk)).context["reading"].exceptions[0]


def test_line_answers(office):
    line = PhoneWayInFactory(day_and_night=True)

    assert office.get(url_of(line)).context["reading"].state == "Répond jour et nuit"


@pytest.mark.parametrize("model", [Location, ServiceAtLocation])
def test_page_to_add_one_opens_with_nothing_known(office, model):
    assert office.get(add_url(model)).context["reading"].state == "Horaires à confirmer"


def test_page_loads_its_script_and_holds_none(office, desk):
    page = shown(office.get(url_of(desk)))

    assert "admin_site/hours_preview.js" in page
    assert "<script>" not in page
    assert " style=" not in page


def test_typed_rule_is_read_before_it_is_saved(office, desk):
    answer = shown(preview(office, desk, opening_rules__0__start="10 h"))

    assert "Du lundi au vendredi, 10 h–17 h, sauf jours fériés" in answer


def test_preview_is_a_piece_of_page(office, desk):
    assert "<html" not in shown(preview(office, desk))


def test_preview_writes_nothing(office, desk):
    preview(office, desk, opening_rules__0__start="10 h", note="autre")

    desk.refresh_from_db()
    assert (desk.opening_rules.get().start, desk.note) == (time(9), "")


def test_row_added_is_read(office, desk):
    answer = preview(office, desk, **row("opening_rules", 1, **A_RULE | {"weekdays": ["5"]}))

    assert [one.prefix for one in answer.context["rows"]] == ["opening_rules-0", "opening_rules-1"]


def test_row_to_be_removed_is_not_read(office, desk):
    answer = preview(office, desk, opening_rules__0__DELETE="on")

    assert answer.context["reading"].sentences == ()


def test_row_unfinished_is_told_and_left_out(office, desk):
    answer = preview(office, desk, opening_rules__0__end="25:00")

    assert answer.context["unfinished"] == ["Plage 1, « À » : Cette heure n’existe pas : écrivez par exemple 9 h 30."]
    assert answer.context["reading"].sentences == ()


def test_row_past_midnight_is_read_and_asked(office, desk):
    answer = preview(office, desk, opening_rules__0__start="18 h", opening_rules__0__end="9 h")

    assert [one.asks for one in answer.context["rows"]] == [True]
    assert "passe minuit" in answer.context["warnings"][0]


def test_preview_on_the_add_page_reads_the_hours_of_the_chosen_place(office):
    way_in = ServiceAtLocationFactory()
    OpeningRuleFactory(location=way_in.location)
    data = form_of(office.get(add_url(ServiceAtLocation))) | {
        "service": way_in.service.pk,
        "channel": "on_site",
        "location": way_in.location.pk,
        "hours_source": "location",
    }

    answer = office.post("/gestion/resources/serviceatlocation/add/horaires/apercu/", data)

    assert len(answer.context["reading"].sentences) == 1


def test_preview_of_a_forged_form_answers(office, desk):
    assert office.post(preview_url(desk), {"opening_rules-TOTAL_FORMS": "x"}).status_code == 200


def test_preview_is_asked_by_post(office, desk):
    assert office.get(preview_url(desk)).status_code == 405


def test_preview_needs_the_token_of_the_form(agent, desk):
    browser = Client(enforce_csrf_checks=True)
    sign_in(browser, agent)

    assert browser.post(preview_url(desk), {}).status_code == 403


def test_preview_is_for_staff(client, desk):
    assert client.post(preview_url(desk)).status_code == 302


@pytest.fixture
def reader(client, db, monkeypatch):
    """A browser in which somebody reads hours and writes none."""
    for model in ("serviceatlocation", "openingrule", "scheduleexception"):
        monkeypatch.setitem(MATRIX, model, (every("view"),) * len(Role))
    return sign_in(client, UserFactory(role=Role.COORDINATOR))


def test_preview_is_for_those_who_may_change(reader, desk):
    assert reader.post(preview_url(desk)).status_code == 403


def test_agent_who_only_reads_opens_the_page_without_tools(reader, desk):
    page = reader.get(url_of(desk))

    assert len(page.context["reading"].sentences) == 1
    assert page.context["tools"] == []


# -- Past midnight -----------------------------------------------------------------------------


def test_slot_past_midnight_is_first_refused(office):
    way_in = ServiceAtLocationFactory(hours_source=HoursSource.OWN)

    response = save(office, url_of(way_in), **row("opening_rules", 0, **NIGHT))

    told = {name: [text.replace("\u00a0", " ") for text in texts] for name, texts in errors_of(response).items()}
    assert told == {
        "opening_rules-0-past_midnight": ["18 h–9 h passe minuit : c’est voulu ? Cochez, ou corrigez l’heure."]
    }
    assert not OpeningRule.objects.exists()


def test_slot_past_midnight_is_saved_once_confirmed(office):
    way_in = ServiceAtLocationFactory(hours_source=HoursSource.OWN)

    save(office, url_of(way_in), **row("opening_rules", 0, **NIGHT, past_midnight="on"))

    assert way_in.opening_rules.get().end == time(9)


def test_slot_until_midnight_is_saved_at_once(office):
    way_in = ServiceAtLocationFactory(hours_source=HoursSource.OWN)

    save(office, url_of(way_in), **row("opening_rules", 0, **A_RULE | {"end": "24 h"}))

    assert way_in.opening_rules.get().end == time()


def test_saved_night_is_not_asked_again(office):
    rule = OpeningRuleFactory(start=time(18), end=time(9))

    save(office, url_of(rule.way_in), opening_rules__0__access="phone")

    rule.refresh_from_db()
    assert rule.access == "phone"


def test_changed_night_is_asked_again(office):
    rule = OpeningRuleFactory(start=time(18), end=time(9))

    response = save(office, url_of(rule.way_in), opening_rules__0__end="8 h")

    assert list(errors_of(response)) == ["opening_rules-0-past_midnight"]


# -- Warnings after saving ------------------------------------------------------------------------


def test_overlap_is_told_once_saved(office, desk):
    response = save(office, url_of(desk), **row("opening_rules", 1, **A_RULE))

    assert desk.opening_rules.count() == 2
    assert any("se chevauchent" in message for message in messages_of(response))


def test_rule_that_never_happens_is_told_once_saved(office, desk):
    response = save(
        office, url_of(desk), opening_rules__0__valid_from="05/12/2026", opening_rules__0__valid_to="06/12/2026"
    )

    assert any("ne tombe sur aucun jour" in message for message in messages_of(response))


def test_past_exception_is_told_once_saved(office, desk):
    closure = {"first_day": "24/12/2020", "last_day": "24/12/2020", "state": "closed"}

    response = save(office, url_of(desk), **row("exceptions", 0, **closure))

    assert any("est passé" in message for message in messages_of(response))


# -- Exceptions that cannot both be true ------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "message"),
    [
        pytest.param({"state": "open", "start": "9 h", "end": "12 h"}, "dit le contraire", id="contrary"),
        pytest.param({}, "est déjà plus haut", id="twice"),
    ],
)
def test_exceptions_that_cannot_both_be_true_are_refused(office, desk, other, message):
    rows = row("exceptions", 0, **A_CLOSURE) | row("exceptions", 1, **A_CLOSURE | other)

    response = save(office, url_of(desk), **rows, note="autre")

    assert message in errors_of(response)["exceptions-1-first_day"][0]
    assert not ScheduleException.objects.exists()
    assert not ServiceAtLocation.objects.filter(note="autre").exists()


def test_exception_may_be_replaced_in_one_save(office, desk):
    ScheduleExceptionFactory(way_in=desk, first_day=date(2099, 12, 24), last_day=date(2099, 12, 26))
    opening = A_CLOSURE | {"state": "open", "start": "9 h", "end": "12 h"}

    save(office, url_of(desk), exceptions__0__DELETE="on", **row("exceptions", 1, **opening))

    assert desk.exceptions.get().state == "open"
