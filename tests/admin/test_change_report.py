"""What readers report, in the back office."""

import pytest

from resources.models import ChangeReport
from tests.admin.pages import list_url, save, url_of
from tests.factories import ChangeReportFactory, LocationFactory, ServiceAtLocationFactory


@pytest.fixture
def report(db):
    return ChangeReportFactory(answer_to="05 49 00 00 01")


def act(client, action, *reports):
    client.post(list_url(ChangeReport), {"action": action, "_selected_action": [one.pk for one in reports]})


@pytest.mark.parametrize(
    ("action", "state"), [("take", "in_progress"), ("mark_done", "done"), ("set_aside", "set_aside")]
)
def test_an_action_gives_its_state_and_its_name(office, agent, report, action, state):
    act(office, action, report)

    report.refresh_from_db()
    assert (report.state, report.handled_by) == (state, agent)


@pytest.mark.parametrize(("action", "kept"), [("take", "05 49 00 00 01"), ("mark_done", ""), ("set_aside", "")])
def test_how_to_answer_goes_once_it_is_handled(office, report, action, kept):
    act(office, action, report)

    report.refresh_from_db()
    assert report.answer_to == kept


def test_saving_its_page_as_done_forgets_how_to_answer(office, agent, report):
    save(office, url_of(report), state="done", note="Numéro changé.")

    report.refresh_from_db()
    assert (report.answer_to, report.note, report.handled_by) == ("", "Numéro changé.", agent)


def test_a_note_alone_leaves_it_new(office, report):
    save(office, url_of(report), note="À rappeler.")

    report.refresh_from_db()
    assert (report.state, report.handled_by, report.answer_to) == ("new", None, "05 49 00 00 01")


def test_what_was_written_cannot_be_rewritten(office, report):
    save(office, url_of(report), text="Autre chose")

    report.refresh_from_db()
    assert report.text == "Ce numéro ne répond plus."


def test_the_queue_is_filtered_by_state(office, report):
    ChangeReportFactory(state="in_progress")

    page = office.get(list_url(ChangeReport), {"state__exact": "new"})

    assert list(page.context["cl"].result_list) == [report]


def test_who_may_only_read_changes_nothing(limited_to, report):
    act(limited_to(changereport="view"), "mark_done", report)

    report.refresh_from_db()
    assert report.state == "new"


def test_a_place_that_becomes_secret_is_forgotten(office, report):
    place = LocationFactory(commune=None, street="", postal_code="")
    ServiceAtLocationFactory(service=report.service, location=place)

    save(office, url_of(place), confidential="on")

    report.refresh_from_db()
    assert report.text == "(effacé : ce lieu est devenu secret)"
