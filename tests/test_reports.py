"""Reports received and erased in time."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from resources.models import ChangeReport
from resources.reports import Purged, TooManyReportsError, purge, receive
from tests.factories import ChangeReportFactory, ServiceFactory

pytestmark = pytest.mark.django_db
LONG = "Venez tous profiter de cette offre exceptionnelle aujourd’hui seulement."


@pytest.fixture
def service():
    return ServiceFactory(published=True)


def send(service, at, text="Le numéro a changé.", **values):
    receive(service, at=at, text=text, **{"kind": "telephone", "answer_to": "", **values})


def test_a_report_is_kept(service, noon):
    send(service, noon, answer_to="moi@exemple.fr")

    assert ChangeReport.objects.values("service", "kind", "text", "answer_to", "created_at", "state").get() == {
        "service": service.pk,
        "kind": "telephone",
        "text": "Le numéro a changé.",
        "answer_to": "moi@exemple.fr",
        "created_at": noon,
        "state": "new",
    }


def test_the_same_words_on_the_same_day_are_kept_once(service, noon):
    send(service, noon)
    send(service, noon + timedelta(hours=2))

    assert ChangeReport.objects.count() == 1


@pytest.mark.parametrize(
    ("hours", "values"),
    [
        pytest.param(25, {}, id="the day after"),
        pytest.param(1, {"text": "Il ne répond plus."}, id="other words"),
        pytest.param(1, {"kind": "horaires"}, id="another fact"),
        pytest.param(1, {"answer_to": "moi@exemple.fr"}, id="somebody to answer"),
    ],
)
def test_what_says_more_is_kept(service, noon, hours, values):
    send(service, noon)
    send(service, noon + timedelta(hours=hours), **values)

    assert ChangeReport.objects.count() == 2


@pytest.mark.parametrize(("text", "state"), [(LONG, "set_aside"), ("Ne répond pas.", "new")], ids=["long", "short"])
def test_a_long_text_sent_for_another_entry_is_set_aside(service, noon, text, state):
    send(ServiceFactory(published=True), noon, text)
    send(service, noon, text)

    assert ChangeReport.objects.get(service=service).state == state


@pytest.mark.parametrize(
    ("minutes", "taken"), [pytest.param(59, False, id="within the hour"), pytest.param(61, True, id="after")]
)
def test_an_entry_takes_only_so_many_in_an_hour(service, noon, settings, minutes, taken):
    settings.REPORTS_PER_HOUR_PER_ENTRY = 2
    for number in range(2):
        send(service, noon, f"Message {number}")

    assert _is_taken(service, noon + timedelta(minutes=minutes)) is taken


def test_a_full_entry_closes_no_other(service, noon, settings):
    settings.REPORTS_PER_HOUR_PER_ENTRY = 1
    send(ServiceFactory(published=True), noon)

    assert _is_taken(service, noon)


def test_the_site_takes_only_so_many_in_an_hour(service, noon, settings):
    settings.REPORTS_PER_HOUR = 1
    send(ServiceFactory(published=True), noon)

    assert not _is_taken(service, noon)


def _is_taken(service, at) -> bool:
    try:
        send(service, at, "Encore un message")
    except TooManyReportsError:
        return False
    return True


def test_a_handled_report_cannot_keep_how_to_answer():
    report = ChangeReportFactory(answer_to="moi@exemple.fr")

    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeReport.objects.filter(pk=report.pk).update(state="done", handled_at=report.created_at)


@pytest.mark.safety(38)
@pytest.mark.parametrize(("days", "left"), [(29, "moi@exemple.fr"), (30, "")])
def test_how_to_answer_is_erased_in_time(noon, days, left):
    report = ChangeReportFactory(answer_to="moi@exemple.fr", created_at=noon - timedelta(days=days))

    purge(at=noon, keep_days=180, answer_days=30)

    report.refresh_from_db()
    assert report.answer_to == left


@pytest.mark.safety(38)
@pytest.mark.parametrize(
    ("state", "days", "left"),
    [("done", 179, 1), ("done", 180, 0), ("set_aside", 180, 0), ("in_progress", 900, 1), ("new", 900, 1)],
)
def test_a_handled_report_is_erased_in_time(noon, state, days, left):
    then = noon - timedelta(days=days)
    ChangeReportFactory(state=state, created_at=then, handled_at=then if state in ("done", "set_aside") else None)

    purge(at=noon, keep_days=180, answer_days=30)

    assert ChangeReport.objects.count() == left


def test_purging_again_does_nothing_more(noon):
    then = noon - timedelta(days=400)
    ChangeReportFactory(state="done", created_at=then, handled_at=then)
    ChangeReportFactory(answer_to="moi@exemple.fr", created_at=then)

    done = [purge(at=noon, keep_days=180, answer_days=30) for _ in range(2)]

    assert done == [Purged(answers=1, reports=1, waiting=1), Purged(answers=0, reports=0, waiting=1)]


def test_the_command_says_what_it_did(noon):
    said = StringIO()
    ChangeReportFactory(answer_to="moi@exemple.fr", created_at=noon - timedelta(days=5))

    call_command("purge_reports", "--at", "2026-11-24", "--answer-days", "3", stdout=said)

    assert said.getvalue() == (
        "Moyens de répondre effacés : 1. Signalements traités effacés : 0. "
        "Signalements en attente depuis plus de 180 jours : 0.\n"
    )
