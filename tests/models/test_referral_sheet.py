import pytest
from django.core.exceptions import ValidationError

from tests.models import assert_database_refuses
from tests.referral_factories import ReferralSheetFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("referral_sheet_has_entries", {"public_ids": ""}),
        ("referral_sheet_has_code", {"code": ""}),
        ("referral_sheet_language", {"language": "xx"}),
    ],
)
def test_database_refuses_what_is_no_sheet(constraint, values):
    assert_database_refuses(ReferralSheetFactory(), constraint, **values)


@pytest.mark.parametrize("text", ["Jeanne", "ABC123,Jeanne", "ABC123, DEF456", ",".join(["ABC123"] * 13)])
def test_only_numbers_of_entries_are_held(text):
    with pytest.raises(ValidationError, match="numéros publics"):
        ReferralSheetFactory.build(public_ids=text).full_clean()
