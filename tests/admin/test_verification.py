"""Verifications are added and signed, never changed."""

from django.urls import reverse

from resources.models import Verification
from tests.admin.pages import A_CHECK, add_url, save, url_of
from tests.factories import (
    ServiceFactory,
    VerificationFactory,
)


def test_verification_of_an_entry_cannot_be_changed(office):
    check = VerificationFactory()
    before = Verification.objects.values().get()
    changes = {
        "verifications__TOTAL_FORMS": 1,
        "verifications__INITIAL_FORMS": 1,
        "verifications__0__id": str(check.pk),
        "verifications__0__outcome": "doubtful",
        "verifications__0__DELETE": "on",
    }

    save(office, url_of(check.service), **changes)

    assert Verification.objects.values().get() == before


def test_verification_is_neither_changed_nor_deleted_on_its_own_page(office):
    check = VerificationFactory()

    changed = office.post(url_of(check), {"outcome": "doubtful"})
    deleted = office.post(reverse("admin:resources_verification_delete", args=[check.pk]), {"post": "yes"})

    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert Verification.objects.get() == check


def test_verification_added_on_its_own_page_is_signed(office, agent):
    service = ServiceFactory()

    save(office, add_url(Verification), service=str(service.pk), **A_CHECK)

    assert Verification.objects.get().by == agent
