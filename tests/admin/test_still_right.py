"""« Toujours exact » in one press, and the list of what is to be read again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from resources.models import Service, Verification
from tests.admin.pages import list_url, messages_of, url_of
from tests.factories import ContactPointFactory, ServiceFactory, VerificationFactory


def press(client, service, method="phone"):
    return client.post(
        reverse("admin:resources_service_still_right", args=[service.pk]), {"method": method}, follow=True
    )


@pytest.mark.parametrize("method", ["phone", "email", "visit", "source"])
def test_one_press_on_the_page_of_an_entry_verifies_it(office, agent, method):
    service = ServiceFactory(published=True)

    press(office, service, method)

    check = Verification.objects.get()
    assert (check.service, check.fact, check.outcome, check.on, check.method, check.by) == (
        service,
        "all",
        "confirmed",
        timezone.localdate(),
        method,
        agent,
    )


def test_one_press_verifies_many_from_the_list(office):
    services = ServiceFactory.create_batch(3, published=True)

    office.post(
        list_url(Service), {"action": "still_right_visit", "_selected_action": [str(one.pk) for one in services]}
    )

    assert set(Verification.objects.values_list("service", "method")) == {(one.pk, "visit") for one in services}


def test_it_says_what_was_done(office):
    page = press(office, ServiceFactory(published=True))

    assert messages_of(page) == ["Fiche vérifiée par téléphone. Merci."]


def test_what_search_reads_of_the_check_is_written_too(office):
    service = ServiceFactory(published=True)

    press(office, service)

    service.refresh_from_db()
    assert service.checked_on == timezone.localdate()


def test_a_doubt_said_the_same_day_is_lifted(office):
    service = ServiceFactory(published=True)
    ContactPointFactory(service=service)
    VerificationFactory(service=service, fact="phone", outcome="doubtful", on=timezone.localdate())

    press(office, service)

    assert "Ce numéro est à confirmer" not in office.get(service.get_absolute_url()).text


def test_reading_the_address_verifies_nothing(office):
    service = ServiceFactory(published=True)

    response = office.get(reverse("admin:resources_service_still_right", args=[service.pk]))

    assert (response.status_code, Verification.objects.count()) == (405, 0)


def test_an_unknown_way_is_refused(office):
    assert press(office, ServiceFactory(published=True), "letter").status_code == 404


@pytest.mark.parametrize("held", [{"verification": "view"}, {"service": "view"}], ids=["no verification", "no change"])
def test_it_takes_both_rights(limited_to, held):
    client = limited_to(**held)

    assert press(client, ServiceFactory(published=True)).status_code == 403


def test_the_page_says_how_far_the_entry_can_be_trusted(office):
    assert "nous n’avons pas encore pu vérifier" in office.get(url_of(ServiceFactory(published=True))).text


@pytest.fixture
def entries(db):
    """By how far they can be trusted."""
    found = {
        name: ServiceFactory(published=True, name=name) for name in ("fresh", "due", "overdue", "never", "doubted")
    }
    for name, days in (("fresh", 10), ("due", 200), ("overdue", 400), ("doubted", 10)):
        VerificationFactory(service=found[name], on=timezone.localdate() - timedelta(days=days))
    VerificationFactory(service=found["doubted"], fact="phone", outcome="doubtful", on=timezone.localdate())
    ContactPointFactory(organization=found["due"].organization, mail=True)
    return found


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("a-faire", {"due", "overdue", "never", "doubted"}),
        ("en-retard", {"overdue", "never"}),
        ("sans-adresse", {"overdue", "never", "doubted"}),
    ],
)
def test_the_list_shows_what_is_to_be_read_again(office, entries, value, names):
    page = office.get(list_url(Service), {"relecture": value})

    assert {one.name for one in page.context["cl"].result_list} == names
