"""A town and a need typed in one box, whichever it is: both are understood, through the form itself."""

import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = [pytest.mark.usefixtures("real_directory"), pytest.mark.xdist_group("corpus")]

TYPED = tomllib.loads((Path(__file__).parent / "town-and-need.toml").read_text(encoding="utf-8"))["both"]
# In the box of the town, a name that is also a misspelt need is read as a town.
MOST_MISSED = {"quoi": 1, "ou": 3}


@pytest.mark.parametrize("box", MOST_MISSED)
def test_town_and_need_are_both_understood(client, box):
    missed = [typed["typed"] for typed in TYPED if not _both(client, box, typed)]

    assert len(missed) <= MOST_MISSED[box], missed


def _both(client, box, typed):
    address = client.post("/recherche/", {box: typed["typed"]})["Location"]
    codes = parse_qs(urlsplit(address).query)
    town = codes.get("ou", [""])[0].removeprefix("commune-")
    named = bool(codes.get("fiche"))
    return town == typed["insee"] and (named or not set(typed["needs"]).isdisjoint(codes.get("besoin", [])))
