"""Markdown that staff write → safe HTML, its parts, and the sources they cite. Pure.

A source is a footnote: "[^arcep]" where it is cited, and one line in the list of sources:
"[^arcep]: [Arcep, numéros d’urgence, sans date](https://arcep.fr/…)" or "[^arcep]: Arcep, numéros d’urgence, 2024".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from resources.languages import set_apart

# A guide is read on a phone: ours have some 3,000 signs. What is longer is a book, or hostile.
LONGEST = 12_000
CITATION = re.compile(r"\[\^([a-z0-9-]{1,40})\]")
SOURCE = re.compile(
    r"(?:\[\^(?P<key>[a-z0-9-]{1,40})\]:\s*|- )?(?:\[(?P<linked>.+)\]\((?P<url>https?://[^\s()]+)\)|(?P<name>[^\[\s].*))"
)
DATED = re.compile(r"\b(?:19|20)\d\d\b|\bsans date\b")
TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "blockquote", "br", "sup", "table", "thead",
        "tbody", "tr", "th", "td"}  # fmt: skip
ATTRIBUTES = {"*": set(), "a": {"href", "aria-label"}, "sup": {"class"}, "th": {"scope"}, "ol": {"start"}}
# A page to open, a number to dial, a message to write. Not an e-mail: what is sent stays in a mailbox.
SCHEMES = {"http", "https", "tel", "sms"}


@dataclass(frozen=True)
class Source:
    """Where a fact was read: its key in the text, its rank in the list, its words with their date, its address."""

    key: str
    number: int
    name: str
    url: str = ""

    @property
    def dated(self) -> bool:
        return DATED.search(self.name) is not None


@dataclass
class Part:
    """What stands under one heading, and the keys it cites. What comes before any heading has no title."""

    title: str
    cited: list[str] = field(default_factory=list)


def _citation(state: StateInline, silent: bool) -> bool:
    """A rule of the parser: "[^key]" is a citation wherever a link could stand."""
    found = CITATION.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("citation", "", 0).meta = {"key": found[1]}
    state.pos = found.end()
    return True


def _render_citation(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A small number that leads to the list; nothing when the list does not have it."""
    number = env.get("numbers", {}).get(tokens[index].meta["key"])
    if number is None:
        return ""
    # A word joiner: no line begins with a citation.
    return f'\u2060<sup class="cited"><a href="#source-{number}" aria-label="source {number}">[{number}]</a></sup>'


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.inline.ruler.before("link", "citation", _citation)
    parser.add_render_rule("citation", _render_citation)
    return parser


@lru_cache(maxsize=64)
def render(text: str, sources: tuple[Source, ...] = ()) -> str:
    """Safe HTML: no script, no image, no style, no level of heading that is the page's; in bounded time."""
    parser, env = _markdown(), {"numbers": {source.key: source.number for source in sources}}
    tokens = parser.parse(text[:LONGEST], env)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
        if token.type == "th_open":
            token.attrSet("scope", "col")
        for child in token.children or ():
            if child.type == "text":
                child.content = set_apart(child.content)
    html = parser.renderer.render(tokens, parser.options, env)
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noreferrer")


def parts(text: str) -> list[Part]:
    """The parts of a text, in order; an empty one, heading alone, included."""
    found: list[Part] = []
    heading = False
    for token in _markdown().parse(text[:LONGEST], {}):
        if token.type == "heading_open" and token.tag in ("h1", "h2"):
            found.append(Part(""))
            heading = True
        elif token.type == "heading_close":
            heading = False
        elif token.type == "inline":
            if not found:
                found.append(Part(""))
            if heading:
                found[-1].title = _words(token)
            found[-1].cited += [child.meta["key"] for child in token.children or () if child.type == "citation"]
    return found


def _words(token: Token) -> str:
    return "".join(child.content for child in token.children or ()).strip()


def read_sources(text: str) -> tuple[Source, ...]:
    """The sources of a list, one a line. One without its key keeps its words, and nobody can cite it."""
    return tuple(
        _source(line, number) for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1)
    )


def _source(line: str, number: int) -> Source:
    found = SOURCE.fullmatch(line)
    if found is None:
        return Source("", number, line)
    return Source(found["key"] or "", number, found["linked"] or found["name"], found["url"] or "")


def sources_at_fault(sources: Sequence[Source]) -> Iterator[str]:
    """What is wrong with a list of sources, in French."""
    seen: set[str] = set()
    for source in sources:
        if not source.key:
            yield f"Ligne {source.number} : écrivez [^repère]: puis le nom et la date de la source."
        elif source.key in seen:
            yield f"Le repère « {source.key} » sert deux fois."
        elif not source.dated:
            yield f"Source « {source.key} » : écrivez l’année, ou « sans date »."
        seen.add(source.key)


def citations_at_fault(text: str, sources: Sequence[Source]) -> Iterator[str]:
    """What a text says without a source, and the citations that lead nowhere, in French."""
    keys = {source.key for source in sources}
    cited: Mapping[str, None] = {}
    for part in parts(text):
        if not part.cited:
            yield f"{f'La partie « {part.title} »' if part.title else 'Le début'} ne cite aucune source."
        cited = {**cited, **dict.fromkeys(part.cited)}
    for key in cited:
        if key not in keys:
            yield f"[^{key}] n’est pas dans la liste des sources."
    for key in sorted(keys - set(cited) - {""}):
        yield f"La source « {key} » n’est citée nulle part."
