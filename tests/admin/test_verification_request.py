"""Letters sent to structures, in the back office."""

from resources.models import VerificationRequest
from tests.admin.pages import list_url
from tests.factories import ServiceFactory, VerificationRequestFactory


def close(client, *requests):
    data = {"action": "close", "_selected_action": [one.pk for one in requests]}
    return client.post(list_url(VerificationRequest), data)


def states():
    return sorted(VerificationRequest.objects.values_list("state", flat=True))


def test_the_list_says_how_many_entries_were_asked_about(office):
    VerificationRequestFactory(services=ServiceFactory.create_batch(2))

    assert [one.entries for one in office.get(list_url(VerificationRequest)).context["cl"].result_list] == [2]


def test_the_list_is_filtered_by_state(office):
    VerificationRequestFactory()
    unanswered = VerificationRequestFactory(state="unanswered")

    page = office.get(list_url(VerificationRequest), {"state__exact": "unanswered"})

    assert list(page.context["cl"].result_list) == [unanswered]


def test_a_request_may_be_closed(office):
    close(office, VerificationRequestFactory(state="unanswered"))

    assert states() == ["closed"]


def test_what_was_answered_stays_answered(office, noon):
    close(office, VerificationRequestFactory(state="answered", answered_at=noon))

    assert states() == ["answered"]


def test_who_may_only_read_closes_nothing(limited_to):
    close(limited_to(verificationrequest="view"), VerificationRequestFactory())

    assert states() == ["waiting"]
