"""The list of entries that look alike, and its two ways out."""

import pytest
from pytest_django.asserts import assertContains

from resources.models import NotDuplicates, PublicIdAlias
from tests.admin.pages import form_of
from tests.factories import ContactPointFactory, ServiceFactory

LIST = "/gestion/resources/service/doublons/"


@pytest.fixture
def pair(db):
    return [
        ContactPointFactory(service=ServiceFactory(published=True, name=name), value="05 49 12 34 56").service
        for name in ("Permanence d’écoute", "Permanence écoute")
    ]


def test_a_pair_is_listed_with_why(office, pair):
    assertContains(office.get(LIST), "Même numéro : 05 49 12 34 56.")


def test_the_list_costs_the_same_with_more_pairs(office, pair, django_assert_max_num_queries):
    for number in range(5):
        for _ in range(2):
            ContactPointFactory(value=f"05 49 00 00 0{number}")

    with django_assert_max_num_queries(12):
        office.get(LIST)


def test_two_entries_are_told_apart(office, pair):
    office.post(f"{LIST}{pair[0].pk}/{pair[1].pk}/distinctes/")

    assert NotDuplicates.objects.count() == 1
    assertContains(office.get(LIST), "Aucune fiche ne ressemble à une autre.")


def test_telling_apart_is_a_post(office, pair):
    office.get(f"{LIST}{pair[0].pk}/{pair[1].pk}/distinctes/")

    assert not NotDuplicates.objects.exists()


def test_two_entries_are_merged_value_by_value(office, pair):
    kept, other = pair
    url = f"{LIST}{kept.pk}/{other.pk}/"
    choices = form_of(office.get(url)) | {"name": "other"}

    office.post(url, choices)

    kept.refresh_from_db()
    assert kept.name == "Permanence écoute"
    assert PublicIdAlias.objects.get().alias == other


def test_a_pair_that_must_not_mix_is_sent_back_with_why(office, pair):
    stranger = ServiceFactory(published=True, for_perpetrators=True)

    response = office.get(f"{LIST}{pair[0].pk}/{stranger.pk}/", follow=True)

    assertContains(response, "elles ne se mélangent jamais")


def test_merging_is_for_who_may(limited_to, pair):
    client = limited_to(service="view change")

    assert client.get(LIST).status_code == 403
    assert client.post(f"{LIST}{pair[0].pk}/{pair[1].pk}/").status_code == 403


def test_an_old_address_leads_to_the_entry_that_stayed(client, office, pair):
    kept, other = pair
    office.post(f"{LIST}{kept.pk}/{other.pk}/", form_of(office.get(f"{LIST}{kept.pk}/{other.pk}/")))

    for end in ("", "permanences.ics"):
        response = client.get(f"/fiche/{other.public_id}/{end}?d=1")
        assert (response.status_code, response.url) == (301, f"/fiche/{kept.public_id}/{end}?d=1")
