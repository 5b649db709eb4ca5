"""What to do next about an entry. Pure: always an answer, never "call" without a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from resources.enums import ContactKind

WRITTEN_KINDS = (ContactKind.CHAT, ContactKind.FORM)


class Contact(Protocol):
    kind: str
    value: str


class Action(StrEnum):
    CALL = "call"
    TEXT = "text"
    OPEN = "open"
    CALL_LINE = "call_line"


@dataclass(frozen=True)
class NextStep:
    """What to do, with which contact; `backup` is whom to call if nobody answers.

    `contact` is None only when even the need's line is unknown: the page then shows the emergency lines.
    """

    action: Action
    contact: Contact | None
    backup: Contact | None = None
    of_organization: bool = False


def next_step(*, own: Sequence[Contact], organization: Sequence[Contact], line: Contact | None) -> NextStep:
    """Its own number, else writing to it, else its organisation's number, else the line for its need."""
    phone = _first(own, (ContactKind.PHONE,))
    if phone:
        return NextStep(Action.CALL, phone, _other_than(phone, line))
    text = _first(own, (ContactKind.SMS,))
    if text:
        return NextStep(Action.TEXT, text, _other_than(text, line))
    link = _first(own, WRITTEN_KINDS)
    if link:
        return NextStep(Action.OPEN, link, line)
    general = _first(organization, (ContactKind.PHONE,))
    if general:
        return NextStep(Action.CALL, general, _other_than(general, line), of_organization=True)
    return NextStep(Action.CALL_LINE, line)


def _first(contacts: Sequence[Contact], kinds: Sequence[str]) -> Contact | None:
    return next((contact for contact in contacts if contact.kind in kinds), None)


def _other_than(contact: Contact, line: Contact | None) -> Contact | None:
    return line if line and line.value != contact.value else None
