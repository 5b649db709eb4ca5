"""The emergency numbers stand outside the database: what they say is what the directory says."""

import pytest

from resources.emergency.lines import DAY_AND_NIGHT, LINES
from resources.enums import ContactKind, Tristate
from resources.models import ContactPoint, OpeningRule
from resources.validators import digits

KINDS = {"tel": ContactKind.PHONE, "sms": ContactKind.SMS}


def contact_of(line):
    contacts = ContactPoint.objects.filter(service__isnull=False, kind=KINDS[line.kind])
    return next(contact for contact in contacts if digits(contact.value) == line.number)


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_number_is_free_in_the_directory_too(line):
    assert contact_of(line).free == Tristate.YES


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_number_stays_off_the_bill_when_the_directory_says_so(line):
    assert line.off_bill == (contact_of(line).on_bill == Tristate.NO)


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_number_that_answers_day_and_night_does_so_in_the_directory(line):
    whole_days = OpeningRule.objects.filter(
        way_in__service=contact_of(line).service, start__isnull=True, end__isnull=True
    )

    assert (line.hours == DAY_AND_NIGHT) == whole_days.exists()
