"""What the search knows is written apart from what measures it: a phrase copied into it would measure nothing."""

import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from resources.text import fold_words

HERE = Path(__file__).parent
TERMS = Path(settings.BASE_DIR) / "fixtures" / "directory" / "search-terms.toml"
LEARNT = sorted((Path(settings.BASE_DIR) / "fixtures" / "phrases").glob("*.toml"))
CORPORA = ["phrases.toml", "new-phrases.toml", "unseen.toml"]
LEAST_WORDS = 3


def folded(rows, name):
    return {fold_words(row[name]) for row in rows}


@pytest.mark.parametrize("corpus", CORPORA)
def test_no_term_of_several_words_is_a_phrase_of_a_corpus(corpus):
    terms = folded(tomllib.loads(TERMS.read_text(encoding="utf-8"))["search_term"], "text")
    phrases = folded(tomllib.loads((HERE / corpus).read_text(encoding="utf-8"))["phrase"], "typed")

    assert {term for term in terms & phrases if len(term.split()) >= LEAST_WORDS} == set()


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("learnt", LEARNT, ids=lambda file: file.stem)
def test_no_phrase_of_a_corpus_was_learnt(learnt, corpus):
    known = folded(tomllib.loads(learnt.read_text(encoding="utf-8"))["phrase"], "typed")
    phrases = folded(tomllib.loads((HERE / corpus).read_text(encoding="utf-8"))["phrase"], "typed")

    assert {phrase for phrase in known & phrases if len(phrase.split()) >= LEAST_WORDS} == set()
