"""Everything the code says has an English sentence, and what is compiled is what is written."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.utils.translation import ngettext, override

ROOT = Path(settings.BASE_DIR)
WHOLE_PAGES = sorted(path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.en.html"))
COUNTED = [("%(n)s réponse", "%(n)s réponses"), ("%(n)s service ouvert", "%(n)s services ouverts")]


def test_the_catalogues_hold_every_message_and_nothing_else():
    """Also that each is translated, names what its French names, and that the compiled files are theirs."""
    told = subprocess.run([sys.executable, "scripts/messages", "--check"], cwd=ROOT, capture_output=True, text=True)

    assert (told.returncode, told.stdout) == (0, "")


@pytest.mark.parametrize("path", WHOLE_PAGES, ids=str)
def test_a_page_written_whole_in_english_is_built_as_its_french(path):
    """The same headings, the same texts of the publisher, the same links to pages: a change in one is made in both."""

    def built(name):
        source = get_template(str(name)).template.source
        parts = ("<h2", "<h3", "{% site_text", "{% url", "{% number", "<li")
        return {part: source.count(part) for part in parts}

    french = path.with_name(path.name.replace(".en.html", ".html"))
    assert built(path) == built(french)


@pytest.mark.parametrize(("one", "many"), COUNTED)
def test_french_counts_none_in_the_singular(one, many):
    with override("fr"):
        assert [ngettext(one, many, n) for n in (0, 1, 2)] == [one, one, many]


@pytest.mark.parametrize(("one", "many"), COUNTED)
def test_english_counts_none_in_the_plural(one, many):
    with override("en"):
        none, single, two = (ngettext(one, many, n) for n in (0, 1, 2))

    assert none == two != single
