"""What templates write by tags: boxes to tick, plurals."""

import pytest

from resources.search.facets import Choice, Option
from resources.templatetags.directory_tags import boxes, plural


def box(count=None, *, chosen=False, **option):
    given = {"value": "ar", "label": "arabe", "stored": "ar"} | option
    return boxes([("langue", Choice(Option(**given), count, chosen))])


@pytest.mark.parametrize(
    ("choice", "written"),
    [
        ({}, '<label><input type="checkbox" name="langue" value="ar">arabe</label>'),
        ({"count": 3}, '<label><input type="checkbox" name="langue" value="ar">arabe (3)</label>'),
        ({"chosen": True}, '<label><input type="checkbox" name="langue" value="ar" checked>arabe</label>'),
        ({"count": 0, "chosen": True}, '<label><input type="checkbox" name="langue" value="ar" checked>arabe</label>'),
        ({"count": 0}, '<label class="soft"><input type="checkbox" name="langue" value="ar" disabled>arabe</label>'),
        (
            {"autonym": "العربية"},
            '<label><input type="checkbox" name="langue" value="ar">arabe <span lang="ar">العربية</span></label>',
        ),
        ({"label": "<b>"}, '<label><input type="checkbox" name="langue" value="ar">&lt;b&gt;</label>'),
    ],
    ids=["uncounted", "counted", "chosen", "chosen in vain", "a dead end", "with its own name", "never markup"],
)
def test_a_choice_is_a_box(choice, written):
    assert box(**choice) == written


@pytest.mark.parametrize(("count", "ending"), [(0, ""), (1, ""), (2, "s"), (21, "s")])
def test_zero_is_singular_in_french(count, ending):
    assert plural(count) == ending
