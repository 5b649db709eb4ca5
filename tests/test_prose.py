"""Markdown of the staff: safe whatever is typed, in bounded time, with its sources."""

import re
import time

import pytest

from resources.prose import LONGEST, citations_at_fault, parts, read_sources, render, sources_at_fault

ARCEP = "[^arcep]: [Arcep, numéros d’urgence, sans date](https://arcep.fr/liste)"
DILA = "[^dila]: DILA, numéros d’urgence, 2024"
SOURCES = read_sources(f"{ARCEP}\n{DILA}")

HOSTILE = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//mal.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><animate onbegin=alert(1)>",
    "<iframe src=https://mal.example></iframe>",
    "<style>body{display:none}</style>",
    "<a href='javascript:alert(1)' onclick=alert(1)>x</a>",
    "<form action=https://mal.example><input name=mot></form>",
    "<base href=https://mal.example>",
    "<meta http-equiv=refresh content='0;url=https://mal.example'>",
    "<details open ontoggle=alert(1)>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<?php echo 1 ?>\n\n<![CDATA[<script>alert(1)</script>]]>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x](\x01javascript:alert(1))",
    "[x](vbscript:msgbox)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](mailto:a@exemple.fr)",
    "[x](blob:https://mal.example/1)",
    '[x](https://exemple.fr "\\" onmouseover=alert(1) ")',
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "<mailto:a@exemple.fr>",
    "![x](https://mal.example/suivi.png)",
    "![x](javascript:alert(1))",
    "![x][1]\n\n[1]: https://mal.example/suivi.png",
    "[![x](https://mal.example/a.png)](javascript:alert(1))",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    "```<script>\nx\n```",
    "    <script>alert(1)</script>",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "# <script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script>alert(1)\\</script>",
    "[^<script>]",
    '[^arcep"onclick=alert(1)]',
    "[^arcep](javascript:alert(1))",
    "[<img src=x onerror=alert(1)>](https://exemple.fr)",
]
ENDLESS = {
    "quotes": ">",
    "brackets": "[",
    "images": "![[",
    "links": "[a](",
    "stars": "*a ",
    "emphasis": "*a_ ",
    "ticks": "`a``b",
    "lists": "- ",
    "ordered-lists": "1) ",
    "citations-open": "[^a",
    "citations": "[^arcep]",
    "table": "|a",
    "lines": "a\n",
    "angles": "<",
    "comments": "<!--",
    "entities": "&#x",
    "definitions": "[a]: b\n",
    "backslashes": "\\",
    "headings": "# ",
    "fences": "```\n",
    "nulls": "\x00",
    "accents": "e\u0301",
}
SAFE = ("p", "h2", "ul", "ol", "li", "a", "sup", "table", "thead", "tbody", "tr", "th", "td")
# Seconds, for what takes some tenths: a shared machine is slow, an endless loop is slower.
PATIENCE = 5


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_runs_and_loads_nothing(text):
    html = render(text, SOURCES)
    tags = re.findall(r"<[^>]*>", html)

    assert [
        tag for tag in tags if not re.match(r"</?(?:p|h2|ul|ol|li|a|sup|table|thead|tbody|tr|th|td)[ >]", tag)
    ] == []
    assert [tag for tag in tags if re.search(r"\son\w+\s*=|style=|src=|srcset=|javascript:|data:|mailto:", tag)] == []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_links_of_hostile_text_lead_to_pages_and_numbers_only(text):
    addresses = re.findall(r'href="([^"]*)"', render(text, SOURCES))

    assert [one for one in addresses if not re.match(r"https?:|tel:|sms:|/|#source-\d", one)] == []


@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_endless_text_is_rendered_in_bounded_time(piece):
    began = time.process_time()

    render(piece * 50_000, SOURCES)
    parts(piece * 50_000)

    assert time.process_time() - began < PATIENCE


def test_text_too_long_is_cut():
    assert len(render("a" * 3 * LONGEST)) < 2 * LONGEST


def test_title_of_the_page_stays_the_only_one():
    assert render("# Un titre") == "<h2>Un titre</h2>\n"


def test_number_is_a_link_to_dial_or_to_write():
    html = render("Appelez le [17](tel:17) ou écrivez au [114](sms:114).")

    assert 'href="tel:17"' in html
    assert 'href="sms:114"' in html


def test_sign_set_apart_stays_with_its_word():
    assert render("« Oui » : 5 % ?") == "<p>« Oui » : 5 % ?</p>\n".replace(" ", "&nbsp;").replace(":&nbsp;", ": ")


def test_heads_of_a_table_say_what_they_head():
    assert '<th scope="col">' in render("| a |\n|---|\n| b |")


def test_citation_leads_to_its_source():
    assert '<a href="#source-2" aria-label="source 2" rel="noreferrer">[2]</a>' in render("Gratuit.[^dila]", SOURCES)


def test_citation_of_an_unknown_source_is_not_shown():
    assert render("Gratuit.[^autre]", SOURCES) == "<p>Gratuit.</p>\n"


def test_source_has_words_and_perhaps_an_address():
    assert [(one.key, one.number, one.name, one.url) for one in SOURCES] == [
        ("arcep", 1, "Arcep, numéros d’urgence, sans date", "https://arcep.fr/liste"),
        ("dila", 2, "DILA, numéros d’urgence, 2024", ""),
    ]


def test_source_written_as_a_plain_list_is_still_read():
    [source] = read_sources("- [Arcep, sans date](https://arcep.fr)")

    assert (source.key, source.name, source.url) == ("", "Arcep, sans date", "https://arcep.fr")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("Arcep, 2024", "Ligne 1 : écrivez [^repère]:", id="no-key"),
        pytest.param("[^a]: Arcep", "écrivez l’année", id="no-date"),
        pytest.param("[^a]: Arcep, 2024\n[^a]: DILA, 2024", "sert deux fois", id="twice"),
        pytest.param("[^a]: [Arcep, 2024](javascript:alert(1))", "Ligne 1 : écrivez [^repère]:", id="script"),
    ],
)
def test_fault_of_a_list_of_sources_is_told(text, fault):
    [told] = sources_at_fault(read_sources(text))

    assert fault in told


@pytest.mark.parametrize("text", [ARCEP, DILA], ids=["undated-and-said", "dated"])
def test_good_source_has_no_fault(text):
    assert list(sources_at_fault(read_sources(text))) == []


def test_parts_of_a_text_know_what_they_cite():
    found = parts("Début.\n\n## Un\n\n- a[^arcep]\n- b[^dila]\n\n### Un peu plus\n\nc[^arcep]\n\n## Deux\n\nd")

    assert [(part.title, part.cited) for part in found] == [
        ("", []),
        ("Un", ["arcep", "dila", "arcep"]),
        ("Deux", []),
    ]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param("## A\n\na[^arcep]\n\n## B\n\nb[^dila]", [], id="right"),
        pytest.param(
            "## A\n\na[^arcep][^dila]\n\n## B\n\nb",
            ["La partie « B » ne cite aucune source."],
            id="part-without-source",
        ),
        pytest.param("Sans titre.\n\n## A\n\na[^arcep][^dila]", ["Le début ne cite aucune source."], id="beginning"),
        pytest.param(
            "## A\n\na[^arcep][^dila][^x]", ["[^x] n’est pas dans la liste des sources."], id="unknown-source"
        ),
        pytest.param("## A\n\na[^arcep]", ["La source « dila » n’est citée nulle part."], id="source-never-cited"),
        pytest.param(
            "## A\n\n`a[^arcep]`[^dila]", ["La source « arcep » n’est citée nulle part."], id="citation-in-code"
        ),
    ],
)
def test_what_is_said_without_a_source_is_told(text, faults):
    assert list(citations_at_fault(text, SOURCES)) == faults
