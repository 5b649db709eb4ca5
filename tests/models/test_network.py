import pytest
from django.db import IntegrityError

from resources.models import Network, NetworkArea
from tests.factories import NetworkAreaFactory, NetworkFactory, NetworkMemberFactory
from tests.models import assert_clean_points_at, assert_database_refuses

pytestmark = pytest.mark.django_db


def test_network_slug_is_unique():
    with pytest.raises(IntegrityError):
        Network.objects.bulk_create([Network(slug="nord", name="A"), Network(slug="nord", name="B")])


def test_network_source_date_badly_written_is_said_on_the_field():
    network = NetworkFactory()
    network.source_date = "hier"

    assert_clean_points_at(network, "source_date")


def test_network_area_has_a_code():
    assert_database_refuses(NetworkAreaFactory(), "network_area_has_code", code="")


def test_network_area_is_given_once():
    area = NetworkAreaFactory()

    with pytest.raises(IntegrityError):
        NetworkArea.objects.bulk_create([NetworkArea(network=area.network, kind=area.kind, code=area.code)])


def test_network_member_is_an_organization_or_a_profession():
    assert_database_refuses(NetworkMemberFactory(), "network_member_known", organization=None, profession="")


def test_network_member_unknown_is_said():
    member = NetworkMemberFactory()
    member.organization = None

    assert_clean_points_at(member, "__all__")


def test_network_member_known_by_profession_is_accepted():
    NetworkMemberFactory(organization=None, profession="sage-femme").full_clean()


def test_network_member_is_shown_by_profession_first():
    assert str(NetworkMemberFactory.build(network=None, profession="sage-femme")) == "sage-femme"
