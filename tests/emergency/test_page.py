"""The emergency page: seven languages, eight sentences each, light, and standing by itself."""

import gzip
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.html import strip_tags

from resources.emergency.languages import FRENCH, OTHERS
from resources.emergency.lines import CALL_BACK, LINES, NEXT, NOW
from resources.templatetags.emergency_tags import with_numbers
from resources.validators import validate_dialled, validate_neutral_title

LANGUAGES = [pytest.param(language, id=language.code) for language in (FRENCH, *OTHERS)]
FOREIGN = LANGUAGES[1:]
REVIEWS = Path(settings.BASE_DIR) / "docs" / "textes-urgence.md"
END_OF_SENTENCE = re.compile(r"[.!?؟](?=\s|$)")


class DirectionOfNumbers(HTMLParser):
    """Collects the numbers that stand in right-to-left text without an element that turns them round."""

    def __init__(self):
        super().__init__()
        self.directions = []
        self.loose = []

    def handle_starttag(self, tag, attrs):
        if tag not in {"meta", "link", "img", "path", "br", "input"}:
            above = self.directions[-1] if self.directions else "ltr"
            self.directions.append(dict(attrs).get("dir", above))

    def handle_endtag(self, tag):
        if tag not in {"meta", "link", "img", "path", "br", "input"}:
            self.directions.pop()

    def handle_data(self, data):
        if re.search(r"\d", data) and self.directions and self.directions[-1] == "rtl":
            self.loose.append(data)


@pytest.fixture
def page(client):
    # No database mark: a query would fail the test.
    return client.get("/urgence/").text


def sentences(language):
    return [sentence for part in language.parts for sentence in part.sentences]


def read(sentence):
    return unescape(strip_tags(with_numbers(sentence)))


def section(page, language):
    return re.search(rf'<section class="language" id="{language.code}".*?</section>', page, re.DOTALL).group()


@pytest.mark.safety(20)
@pytest.mark.parametrize("number", NOW)
def test_a_number_to_call_now_is_a_link(page, number):
    assert f'href="{LINES[number].href}"' in page


@pytest.mark.parametrize("number", NEXT)
def test_a_number_to_talk_to_says_what_is_sure(page, number):
    assert re.search(rf'href="tel:{number}".*?<small>{LINES[number].facts}</small>', page)


def test_a_number_nobody_is_sure_of_is_not_shown(page):
    assert "116 117" not in page


def test_numbers_come_before_words(page):
    assert page.index('class="lines signs"') < page.index(FRENCH.parts[0].heading)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_at_most_eight_sentences(language):
    assert len(sentences(language)) <= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_one_sentence(language):
    assert [len(END_OF_SENTENCE.findall(read(one))) for one in sentences(language)] == [1] * len(sentences(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_labels_hide_no_sentence(language):
    said = [language.title, language.free, *language.labels, *(part.heading for part in language.parts)]

    assert [one for one in said if END_OF_SENTENCE.search(one)] == []


@pytest.mark.parametrize("language", FOREIGN)
def test_a_language_is_declared_with_its_direction(page, language):
    assert f'id="{language.code}" lang="{language.code}" dir="{language.direction}"' in section(page, language)


def test_only_arabic_reads_from_right_to_left():
    assert [language.code for language in OTHERS if language.direction == "rtl"] == ["ar"]


def test_no_number_is_left_to_the_direction_of_arabic(page):
    parser = DirectionOfNumbers()
    parser.feed(page)

    assert parser.loose == []


@pytest.mark.parametrize("language", FOREIGN)
def test_a_language_is_reached_by_a_link_in_its_own_words(page, language):
    assert re.search(rf'<a href="#{language.code}" lang="{language.code}"[^>]*>{language.name}</a>', page)


@pytest.mark.parametrize("language", FOREIGN)
def test_a_language_repeats_the_numbers_to_call_now(page, language):
    links = re.findall(r'class="line" href="([^"]+)"', section(page, language))

    assert links == [LINES[number].href for number in NOW]


@pytest.mark.parametrize("language", FOREIGN)
def test_the_words_to_say_in_french_are_declared_french(page, language):
    assert '<b lang="fr" dir="ltr">«\N{NO-BREAK SPACE}Je suis en danger' in section(page, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_text_tells_its_state_of_review(language):
    assert re.search(rf"^## .*\({language.code}\)\n\n\*\*État\*\* : \S", REVIEWS.read_text(), re.MULTILINE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reviewed_text_is_the_text_shown(language):
    said = [language.title, language.free, *language.labels, *(part.heading for part in language.parts)]
    reviewed = REVIEWS.read_text()

    assert [one for one in (*said, *map(read, sentences(language))) if one not in reviewed] == []


def test_the_page_weighs_less_than_ten_kilobytes(page):
    assert len(gzip.compress(page.encode(), 6)) < 10_000


def test_the_page_makes_no_query(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get("/urgence/")


def test_the_page_answers_when_the_database_does_not(client, monkeypatch):
    def refuse(connection):
        raise OperationalError("no database")

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refuse)

    assert client.get("/urgence/").status_code == 200


def test_the_page_needs_nothing_but_static_files(page):
    page = re.sub(r'<link rel="(?:canonical|alternate)"[^>]*>', "", page)  # named, not loaded
    loaded = re.findall(r'<(?:script|img|link|iframe|source)[^>]+(?:src|href)="([^"]+)"', page)

    assert [one for one in loaded if not one.startswith("/static/")] == []


@pytest.mark.safety(32)
def test_the_title_is_neutral(page):
    validate_neutral_title(re.search(r"<title>(.*?)</title>", page).group(1))


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_number_can_be_dialled(line):
    validate_dialled(line.shown)


def test_the_number_that_calls_back_is_no_link(page):
    assert f'<bdi dir="ltr">{CALL_BACK}</bdi>' in page


@pytest.mark.parametrize("path", ["/urgence/", "/nulle-part/"], ids=["emergency", "error"])
def test_every_number_of_a_page_that_stands_alone_is_one_of_ours(client, path):
    dialled = set(re.findall(r'href="((?:tel|sms):[^"]+)"', client.get(path).text))

    assert dialled - {line.href for line in LINES.values()} == set()
