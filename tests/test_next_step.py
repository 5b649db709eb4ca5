"""Always an answer; never "call" without a number."""

from dataclasses import dataclass

from resources.next_step import Action, next_step


@dataclass(frozen=True)
class Contact:
    value: str
    kind: str = "phone"


LINE = Contact("3919")
OWN = Contact("05 49 00 00 00")
MAIN_DESK = Contact("05 49 11 11 11")
CHAT = Contact("https://exemple.fr", "chat")
SITE = Contact("https://exemple.fr", "website")


def test_its_own_number_comes_first():
    step = next_step(own=[SITE, OWN], organization=[MAIN_DESK], line=LINE)

    assert (step.action, step.contact, step.backup) == (Action.CALL, OWN, LINE)


def test_writing_comes_before_the_organisation():
    step = next_step(own=[CHAT], organization=[MAIN_DESK], line=LINE)

    assert (step.action, step.contact) == (Action.OPEN, CHAT)


def test_an_sms_is_written_to():
    step = next_step(own=[Contact("114", "sms")], organization=[], line=LINE)

    assert step.action is Action.TEXT


def test_the_organisation_answers_for_an_entry_without_number():
    step = next_step(own=[SITE], organization=[MAIN_DESK], line=LINE)

    assert (step.action, step.contact, step.of_organization) == (Action.CALL, MAIN_DESK, True)


def test_the_line_of_the_need_answers_when_nobody_else_does():
    step = next_step(own=[SITE], organization=[], line=LINE)

    assert (step.action, step.contact) == (Action.CALL_LINE, LINE)


def test_a_line_is_not_its_own_backup():
    assert next_step(own=[LINE], organization=[], line=LINE).backup is None


def test_an_email_is_never_a_next_step():
    step = next_step(own=[Contact("a@exemple.fr", "email")], organization=[], line=LINE)

    assert step.action is Action.CALL_LINE
