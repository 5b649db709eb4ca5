"""No entry of the real directory says on a discreet sheet what it is for."""

import re
from html import unescape

import pytest

from resources.models import Service
from resources.models.referral_sheet import MOST_ENTRIES

pytestmark = pytest.mark.every_page

# Written apart from the list the sheet itself goes by. A number is what it is: it is not looked at.
REVEALING = re.compile(
    r"violen|victim|conjug|femme|agress|frapp|coups|viol\b|maltrait|harc[eè]l|danger|urgence|police|gendarm|commissariat"
    r"|justice|juge|tribunal|p[eé]nal|plainte|avocat|auteur|foyer|refuge|h[eé]bergement|protec|secret|peur|sexuel|lgbt"
    r"|enfance|m[eé]dico|trauma|cidff|umj|uaped|s[eé]curit[eé]",
    re.IGNORECASE,
)


def of_side(queryset):
    ids = list(queryset.values_list("public_id", flat=True))
    return [ids[start : start + MOST_ENTRIES] for start in range(0, len(ids), MOST_ENTRIES)]


@pytest.mark.parametrize("side", ["for_victims", "for_perpetrators"])
def test_no_entry_says_what_it_is_for(client, side):
    listed = 0
    for ids in of_side(getattr(Service.objects.published(), side)()):
        answer = client.get("/orienter/feuille/", {"fiche": ",".join(ids), "sobre": "1"})
        page = unescape(answer.text)

        assert REVEALING.findall(page) == [], ids
        assert "Content-Disposition" not in answer.headers
        listed += page.count('<section class="given">')

    assert listed == getattr(Service.objects.published(), side)().count()
