"""A structure answers from a signed link: GET shows, POST answers, nothing else changes anything."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from resources.models import ContactPoint, ProposedChange, Service, Verification, VerificationRequest
from resources.search.entries import checks_of
from resources.verification.link import SALT
from resources.verification.sheet import sheets_of
from tests.factories import (
    CommuneFactory,
    ContactPointFactory,
    LocationFactory,
    OrganizationFactory,
    ServiceAtLocationFactory,
    ServiceFactory,
    VerificationFactory,
    VerificationRequestFactory,
)

pytestmark = pytest.mark.django_db
TABLES = (VerificationRequest, Verification, ProposedChange, Service, ContactPoint)


@pytest.fixture
def service():
    service = ServiceFactory(published=True, public_id="ABC123", name="Maison Mélusine")
    ServiceAtLocationFactory(
        service=service,
        location=LocationFactory(name="Mairie", commune=CommuneFactory(civray=True)),
        office_hours=True,
    )
    ContactPointFactory(service=service, value="05 49 00 00 00")
    return service


@pytest.fixture
def asked(service):
    return ask([service])


def ask(services, **values):
    """A request sent an hour ago about these entries as they stand."""
    now = timezone.now()
    sheets = sheets_of([one.pk for one in services], at=timezone.localtime())
    return VerificationRequestFactory(
        organization=services[0].organization,
        services=services,
        fingerprints={str(sheet.service.pk): sheet.fingerprint for sheet in sheets},
        **{"sent_at": now - timedelta(hours=1), **values},
    )


def address_of(request, *, sending=None):
    sending = request.reminders if sending is None else sending
    return reverse("resources:verify", args=[signing.Signer(salt=SALT).sign_object([request.pk, sending])])


def said():
    return sorted(Verification.objects.values_list("fact", "outcome"))


def everything():
    return [list(model.objects.order_by("pk").values()) for model in TABLES]


RIGHT = {"ABC123-choice": "exact"}
NEW_NUMBER = {"ABC123-choice": "corriger", "ABC123-phone": "05 49 00 00 09"}


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_changes_nothing(client, asked, method):
    before = everything()

    getattr(client, method)(address_of(asked))

    assert everything() == before


@pytest.mark.parametrize(
    "words", ["Maison Mélusine", "05 49 00 00 00", "Mairie", "1 rue de l’Exemple", "Du lundi au vendredi"]
)
def test_the_page_shows_what_the_public_reads(client, asked, words):
    assert words in client.get(address_of(asked)).text


def test_the_page_sets_no_cookie(client, asked):
    client.get(address_of(asked))
    response = client.post(address_of(asked), RIGHT)

    assert (dict(client.cookies), "Cookie" in response.headers.get("Vary", "")) == ({}, False)


def test_the_page_is_kept_from_search_engines(client, asked):
    assert "noindex" in client.get(address_of(asked)).headers["X-Robots-Tag"]


def test_still_right_confirms_each_fact(client, asked):
    client.post(address_of(asked), RIGHT)

    assert said() == [
        ("existence", "confirmed"),
        ("hours", "confirmed"),
        ("phone", "confirmed"),
        ("place", "confirmed"),
    ]


def test_still_right_is_said_by_the_structure(client, asked):
    client.post(address_of(asked), RIGHT)

    assert set(Verification.objects.values_list("method", "by")) == {("letter", None)}


def test_still_right_lifts_a_doubt_about_the_whole(client, service, asked):
    VerificationFactory(service=service, fact="all", outcome="doubtful", on=timezone.localdate() - timedelta(days=9))

    client.post(address_of(asked), RIGHT)

    assert ("all", "confirmed") in said()


def test_the_answer_needs_no_token(asked):
    from_elsewhere = Client(enforce_csrf_checks=True)

    assert from_elsewhere.post(address_of(asked), RIGHT).status_code == 303


def test_the_answer_leads_back_to_thanks(client, asked):
    page = client.post(address_of(asked), RIGHT, follow=True)

    assert (page.redirect_chain, "Merci, c’est noté" in page.text) == ([(address_of(asked), 303)], True)


def test_a_correction_waits_for_the_staff(client, service, asked):
    client.post(address_of(asked), NEW_NUMBER)

    proposal = ProposedChange.objects.get()
    assert (
        proposal.service,
        proposal.organization,
        proposal.correction,
        proposal.old_value,
        proposal.proposed,
        proposal.state,
    ) == (service, service.organization, "phone", "05 49 00 00 00", "05 49 00 00 09", "waiting")


def test_a_correction_does_not_change_the_entry(client, asked):
    client.post(address_of(asked), NEW_NUMBER)

    assert ContactPoint.objects.get().value == "05 49 00 00 00"


def test_nothing_of_whoever_answers_is_kept(client, asked):
    client.post(address_of(asked), NEW_NUMBER, REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Navigateur/1.0")

    kept = repr(everything())
    assert ("203.0.113.9" in kept, "Navigateur" in kept) == (False, False)


def test_what_is_corrected_is_doubted_at_once_and_the_rest_confirmed(client, asked):
    client.post(address_of(asked), NEW_NUMBER)

    assert said() == [("existence", "confirmed"), ("hours", "confirmed"), ("phone", "doubtful"), ("place", "confirmed")]


def test_the_public_is_told_to_have_the_number_confirmed(client, service, asked):
    client.post(address_of(asked), NEW_NUMBER)

    assert "Ce numéro est à confirmer" in client.get(service.get_absolute_url()).text


def test_a_number_the_entry_did_not_give_is_not_doubted(client, service, asked):
    ContactPoint.objects.all().delete()
    asked.delete()

    client.post(address_of(ask([service])), NEW_NUMBER)

    assert ("phone", "doubtful") not in said()


def test_a_remark_leaves_the_facts_as_they_were(client, asked):
    client.post(address_of(asked), {"ABC123-choice": "corriger", "ABC123-note": "Travaux au printemps."})

    assert said() == [("existence", "confirmed")]


def test_gone_puts_the_entry_in_doubt_and_leaves_it_published(client, service, asked):
    client.post(address_of(asked), {"ABC123-choice": "fin"})

    service.refresh_from_db()
    assert (said(), service.status, ProposedChange.objects.get().correction) == (
        [("existence", "doubtful")],
        "published",
        "gone",
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param({}, "au moins une fiche", id="nothing"),
        pytest.param({"ABC123-choice": "corriger"}, "Écrivez ce qui a changé", id="no correction"),
        pytest.param({"ABC123-phone": "3919"}, "choisissez « À corriger »", id="no choice"),
        pytest.param(RIGHT | {"ABC123-phone": "3919"}, "ou effacez-la", id="both"),
        pytest.param({"ABC123-choice": "fin", "ABC123-hours": "9 h"}, "Gardez l’un des deux", id="gone and changed"),
        pytest.param({"ABC123-choice": "autre"}, "Sélectionnez un choix valide", id="forged"),
        pytest.param(NEW_NUMBER | {"ABC123-hours": "x" * 1001}, "1000", id="too long"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_written(client, asked, data, message):
    before = everything()

    page = client.post(address_of(asked), data)

    assert (page.status_code, message in page.text, everything() == before) == (200, True, True)


def test_what_was_typed_is_not_lost(client, asked):
    page = client.post(address_of(asked), {"ABC123-phone": "05 49 00 00 09"})

    assert 'value="05 49 00 00 09"' in page.text


def test_entries_may_be_answered_one_by_one(client, service):
    other = ServiceFactory(published=True, public_id="DEF456", organization=service.organization)
    asked = ask([service, other])

    page = client.post(address_of(asked), RIGHT, follow=True).text

    assert ("Il reste une fiche à relire" in page, 'id="fiche-ABC123"' in page, 'id="fiche-DEF456"' in page) == (
        True,
        False,
        True,
    )


def test_the_request_is_answered_with_the_last_entry(client, service):
    other = ServiceFactory(published=True, public_id="DEF456", organization=service.organization)
    asked = ask([service, other])

    client.post(address_of(asked), RIGHT)
    client.post(address_of(asked), {"DEF456-choice": "exact"})

    asked.refresh_from_db()
    assert asked.state == "answered"


def test_the_same_answer_sent_twice_counts_once(client, asked):
    client.post(address_of(asked), NEW_NUMBER)
    client.post(address_of(asked), NEW_NUMBER)

    assert ProposedChange.objects.count() == 1


def test_an_entry_changed_between_reading_and_answering_is_told(client, service):
    other = ServiceFactory(published=True, public_id="DEF456", organization=service.organization)
    asked = ask([service, other])
    ContactPoint.objects.update(value="05 49 00 00 01")

    page = client.post(address_of(asked), RIGHT | {"DEF456-choice": "exact"})

    assert (page.status_code, "vient d’être modifiée" in page.text, said()) == (409, True, [])


def test_an_entry_that_is_not_asked_about_cannot_be_answered(client, asked):
    ServiceFactory(published=True, public_id="ZZZ999")

    client.post(address_of(asked), {"ZZZ999-choice": "fin"})

    assert ProposedChange.objects.count() == 0


# -- Links that no longer work ---------------------------------------------------------------


def broken(asked):
    return address_of(asked)[:-3] + "xx/"


def forged(asked):
    return reverse("resources:verify", args=[signing.Signer(salt="autre").sign_object([asked.pk, 0])])


def expired(asked):
    VerificationRequest.objects.update(last_sent_at=timezone.now() - timedelta(days=31))
    return address_of(asked)


def replaced(asked):
    VerificationRequest.objects.update(reminders=1)
    return address_of(asked, sending=0)


def changed(asked):
    ContactPoint.objects.update(value="05 49 00 00 01")
    return address_of(asked)


def unpublished(asked):
    Service.objects.update(status="archived")
    return address_of(asked)


def closed(asked):
    VerificationRequest.objects.update(state="closed")
    return address_of(asked)


def deleted(asked):
    address = address_of(asked)
    VerificationRequest.objects.all().delete()
    return address


REFUSED = [
    pytest.param(lambda asked: "/verifier/nimporte-quoi/", "Ce lien est incomplet", id="nonsense"),
    pytest.param(lambda asked: "/verifier/%00%ff:x/", "Ce lien est incomplet", id="bytes"),
    pytest.param(broken, "Ce lien est incomplet", id="cut"),
    pytest.param(forged, "Ce lien est incomplet", id="signed by another"),
    pytest.param(expired, "Il est trop ancien", id="expired"),
    pytest.param(replaced, "Ce lien ne correspond plus", id="a reminder followed"),
    pytest.param(changed, "Ce lien ne correspond plus", id="the entry changed"),
    pytest.param(unpublished, "Ce lien ne correspond plus", id="no longer published"),
    pytest.param(closed, "Il n’y a plus rien à relire", id="closed"),
    pytest.param(deleted, "Il n’y a plus rien à relire", id="gone"),
]


@pytest.mark.parametrize(("spoil", "words"), REFUSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_no_longer_works_says_why(client, asked, spoil, words, method):
    page = getattr(client, method)(spoil(asked), RIGHT)

    assert (page.status_code, words in page.text, said()) == (410, True, [])


def test_a_link_that_has_served_says_thanks(client, asked):
    client.post(address_of(asked), RIGHT)

    page = client.get(address_of(asked))

    assert (page.status_code, "Ce lien a servi" in page.text) == (200, True)


def test_a_link_works_to_its_last_day(client, asked):
    VerificationRequest.objects.update(last_sent_at=timezone.now() - timedelta(days=30))

    assert client.get(address_of(asked)).status_code == 200


# -- A secret place --------------------------------------------------------------------------


@pytest.fixture
def secret():
    service = ServiceFactory(published=True, public_id="ABC123")
    place = LocationFactory(confidential_site=True, name="Foyer de la rue Cachée")
    ServiceAtLocationFactory(service=service, location=place)
    return ask([service])


def test_a_secret_place_is_not_shown(client, secret):
    page = client.get(address_of(secret)).text

    assert ("Cachée" in page, "Adresse gardée secrète" in page) == (False, True)


def test_the_address_of_a_secret_place_is_not_asked(client, secret):
    assert 'name="ABC123-place"' not in client.get(address_of(secret)).text


def test_the_address_of_a_secret_place_sent_all_the_same_is_not_kept(client, secret):
    client.post(address_of(secret), NEW_NUMBER | {"ABC123-place": "3 rue Cachée"})

    assert "Cachée" not in repr(list(ProposedChange.objects.values()))


def test_another_structure_has_its_own_link(client, asked):
    other = ServiceFactory(published=True, organization=OrganizationFactory(), name="Une autre maison")
    ask([other])

    assert "Une autre maison" not in client.get(address_of(asked)).text


def test_the_last_word_of_a_day_counts(client, service, asked):
    client.post(address_of(asked), NEW_NUMBER)
    VerificationFactory(service=service, fact="phone", on=timezone.localdate())

    last = max(
        (check for check in checks_of([service])[service.pk] if check.fact == "phone"), key=lambda one: one.order
    )

    assert last.outcome == "confirmed"
