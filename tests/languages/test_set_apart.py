"""French sets some marks apart from their word, and keeps them on its line."""

import pytest
from django.utils.translation import override

from resources.languages import set_apart, told


def test_a_mark_stays_on_the_line_of_its_word():
    assert set_apart("« Et là ? » ; oui : 5 %") == "«\u00a0Et là\u00a0?\u00a0»\u00a0; oui\u00a0: 5\u00a0%"


@pytest.mark.parametrize(("language", "said"), [("fr", "Qui\u00a0?"), ("en", "Who?")])
def test_what_staff_write_is_set_so(language, said):
    with override(language):
        assert told("Qui ?", "Who?") == said
