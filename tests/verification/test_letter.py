"""Letters: one a structure, reminded, never twice a day, and what does not leave does not count."""

import re
from datetime import timedelta
from io import StringIO
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from resources.models import Service, VerificationRequest
from resources.validators import validate_neutral_title
from resources.verification.letter import plan, send_all
from tests.factories import (
    ContactPointFactory,
    LocationFactory,
    OrganizationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site_url(settings):
    settings.SITE_URL = "https://annuaire.example.fr/"


@pytest.fixture
def structure():
    return structure_with_address("Association Une")


def structure_with_address(name):
    organization = OrganizationFactory(name=name)
    ContactPointFactory(organization=organization, mail=True, value=f"{name.split()[-1].lower()}@exemple.fr")
    ServiceFactory(published=True, organization=organization, neutral_title=f"Permanence {name}")
    return organization


def run(at, *, days=0, **options) -> str:
    """What the command says, run so many days after."""
    said = StringIO()
    call_command("send_verification_requests", at=at + timedelta(days=days), stdout=said, **options)
    return said.getvalue()


def requests():
    return VerificationRequest.objects.order_by("organization__name")


def refuse_mail_to(monkeypatch, address):
    really_send = EmailBackend.send_messages

    def send_messages(self, messages):
        if messages[0].to == [address]:
            raise SMTPException("boîte pleine")
        return really_send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", send_messages)


def test_a_structure_gets_one_letter_for_all_its_entries(structure, noon):
    ServiceFactory(published=True, organization=structure, neutral_title="Accueil de nuit")

    run(noon)

    assert [("Accueil de nuit" in one.body, "Permanence Association Une" in one.body) for one in mail.outbox] == [
        (True, True)
    ]


def test_the_letter_goes_to_its_address(structure, noon):
    run(noon)

    assert mail.outbox[0].to == ["une@exemple.fr"]


def test_the_letter_is_written_down(structure, noon):
    run(noon)

    request = requests().get()
    assert (request.organization, request.to, request.sent_at, request.reminders, list(request.services.all())) == (
        structure,
        "une@exemple.fr",
        noon,
        0,
        list(Service.objects.all()),
    )


@pytest.mark.parametrize("days", [0, 14], ids=["first", "reminder"])
def test_the_subject_is_neutral(structure, noon, days):
    run(noon)
    run(noon, days=days)

    validate_neutral_title(mail.outbox[-1].subject)


def test_the_letter_is_plain_text(structure, noon):
    run(noon)

    assert mail.outbox[0].message().get_content_type() == "text/plain"


def test_an_apostrophe_stays_one(noon):
    structure = structure_with_address("L'Accueil")

    run(noon)

    assert (structure.name, "&#x27;" in mail.outbox[0].body) == ("L'Accueil", False)


def test_the_link_is_absolute(structure, noon):
    run(noon)

    assert re.search(r"^https://annuaire\.example\.fr/verifier/\S+/$", mail.outbox[0].body, re.MULTILINE)


def test_the_link_opens_the_page(structure, client):
    run(timezone.localtime())

    assert client.get(link()).status_code == 200


def link():
    return re.search(r"/verifier/\S+", mail.outbox[-1].body)[0]


def test_the_letter_says_nothing_of_a_secret_place(structure, noon):
    place = LocationFactory(confidential_site=True, name="Foyer de la rue Cachée")
    ServiceAtLocationFactory(service=structure.services.get(), location=place)

    run(noon)

    assert "Cachée" not in mail.outbox[0].body


def test_a_second_run_the_same_day_writes_to_nobody(structure, noon):
    run(noon)
    run(noon, days=0.2)

    assert len(mail.outbox) == 1


def test_an_entry_that_falls_due_the_same_day_waits(structure, noon):
    run(noon)
    ServiceFactory(published=True, organization=structure)
    VerificationRequest.objects.update(state="closed")

    run(noon)

    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("days", "sent"),
    [
        pytest.param([13], 1, id="not yet"),
        pytest.param([14], 2, id="a reminder"),
        pytest.param([14, 27], 2, id="not yet another"),
        pytest.param([14, 28], 3, id="another"),
        pytest.param([14, 28, 42, 56, 200], 3, id="no more"),
    ],
)
def test_a_structure_is_reminded_twice(structure, noon, days, sent):
    run(noon)
    for day in days:
        run(noon, days=day)

    assert len(mail.outbox) == sent


def test_a_reminder_is_a_new_link(structure, noon):
    run(noon)
    first = link()

    run(noon, days=14)

    assert link() != first


def test_a_reminder_lists_what_is_due_that_day(structure, noon):
    run(noon)
    new = ServiceFactory(published=True, organization=structure)

    run(noon, days=14)

    assert new in requests().get().services.all()


def test_what_nobody_answers_is_left_to_the_staff(structure, noon):
    for day in (0, 14, 28, 42):
        said = run(noon, days=day)

    assert (requests().get().state, "Sans réponse, à appeler : Association Une" in said) == ("unanswered", True)


def test_what_is_left_to_the_staff_stays_so(structure, noon):
    for day in (0, 14, 28, 42, 43):
        run(noon, days=day)

    assert requests().get().state == "unanswered"


def test_a_request_ends_when_the_entries_were_verified_otherwise(structure, noon):
    run(noon)
    VerificationFactory(service=structure.services.get(), on=noon.date())

    run(noon, days=1)

    assert requests().get().state == "closed"


def test_a_mail_that_fails_stops_no_other(structure, noon, monkeypatch):
    structure_with_address("Association Deux")
    refuse_mail_to(monkeypatch, "deux@exemple.fr")

    with pytest.raises(CommandError, match="non partis : 1"):
        run(noon)

    assert [one.to for one in mail.outbox] == [["une@exemple.fr"]]


def test_a_mail_that_fails_does_not_count_as_sent(structure, noon, monkeypatch):
    refuse_mail_to(monkeypatch, "une@exemple.fr")

    with pytest.raises(CommandError):
        run(noon)

    assert not requests().exists()


def test_a_reminder_that_fails_leaves_the_request_as_it_was(structure, noon, monkeypatch):
    run(noon)
    before = requests().values().get()
    refuse_mail_to(monkeypatch, "une@exemple.fr")

    with pytest.raises(CommandError):
        run(noon, days=14)

    assert requests().values().get() == before


def test_a_dry_run_tells(structure, noon):
    said = run(noon, dry_run=True)

    assert "À envoyer : premier message à Association Une <une@exemple.fr> : Permanence Association Une" in said


def test_a_dry_run_changes_nothing(structure, noon):
    run(noon, dry_run=True)

    assert (len(mail.outbox), requests().count()) == (0, 0)


def test_an_entry_without_address_is_listed(noon):
    service = ServiceFactory(published=True)

    assert f"Sans adresse, à appeler : {service.organization}" in run(noon)


def test_without_the_address_of_the_site_nothing_is_sent(structure, noon, settings):
    settings.SITE_URL = ""

    with pytest.raises(CommandError, match="SITE_URL"):
        run(noon)


def test_letters_that_would_only_be_printed_are_refused(structure, noon, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    with pytest.raises(CommandError, match="EMAIL_URL"):
        run(noon)


def test_a_day_is_read_from_the_command_line(structure):
    call_command("send_verification_requests", "--at", "2026-11-24", stdout=StringIO())

    assert requests().get().sent_at.isoformat() == "2026-11-24T08:00:00+00:00"


@pytest.mark.parametrize("days", [0, 14], ids=["first", "reminder"])
def test_two_runs_at_once_send_one_letter(structure, noon, days):
    """Both have read whom to write to before either writes."""
    if days:
        run(noon)
    mail.outbox.clear()
    at = noon + timedelta(days=days)
    letters = [*plan(at=at).letters, *plan(at=at).letters]

    outcomes = send_all(letters, at=at, say=lambda text: None)

    assert (outcomes, len(mail.outbox)) == ({"sent": 1, "skipped": 1}, 1)
