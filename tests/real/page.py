"""The page of an entry, read as a reader sees it: an independent reading of its HTML, to hold the formats to it."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cached_property
from html.parser import HTMLParser

VOID = {"area", "base", "br", "hr", "img", "input", "link", "meta", "source", "wbr"}
HIDDEN = {"script", "style", "svg"}
SLOT = re.compile(r"(\d+) h(?: (\d+))?–(\d+) h(?: (\d+))?")
WHOLE_DAY = (time(), time())


class Element:
    def __init__(self, tag, attributes=()):
        self.tag, self.attributes, self.children = tag, dict(attributes), []

    @property
    def classes(self):
        return (self.attributes.get("class") or "").split()

    def all(self, tag, css_class="", **attributes):
        """Descendants of this tag, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                if (
                    child.tag == tag
                    and (not css_class or css_class in child.classes)
                    and attributes.items() <= child.attributes.items()
                ):
                    yield child
                yield from child.all(tag, css_class, **attributes)

    def first(self, tag, css_class="", **attributes):
        return next(self.all(tag, css_class, **attributes), None)

    @property
    def text(self):
        """What is read, its spaces made one; a line break stays one."""
        lines = "".join(self._texts()).split("\n")
        return "\n".join(filter(None, (re.sub(r"\s+", " ", line).strip() for line in lines)))

    def _texts(self):
        for child in self.children:
            if isinstance(child, str):
                yield re.sub(r"\s+", " ", child)
            elif child.tag == "br":
                yield "\n"
            elif child.tag not in HIDDEN:
                yield from child._texts()

    @property
    def raw(self):
        return "".join(child for child in self.children if isinstance(child, str))


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [Element("document")]

    def handle_starttag(self, tag, attributes):
        element = Element(tag, attributes)
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.open[-1].children.append(Element(tag, attributes))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.open[-1].tag == tag, f"<{self.open[-1].tag}> ended by </{tag}>"
        self.open.pop()

    def handle_data(self, text):
        self.open[-1].children.append(text)


def parse(html):
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.open[0]


@dataclass(frozen=True)
class Way:
    """A way in, under « Où et quand »."""

    element: Element

    @property
    def title(self):
        return self.element.first("h3").text

    @property
    def tags(self):
        return [span.text for span in self.element.first("p", "meta").all("span")]

    @property
    def address(self):
        """Its lines; none for a line or a secret place."""
        found = self.element.first("address")
        return found.text.split("\n") if found else []

    @property
    def small(self):
        return [one.text for one in self.element.all("p", "small")]

    @property
    def always(self):
        return any(one.text == "Tous les jours, jour et nuit." for one in self.element.all("p"))

    @property
    def sentences(self):
        found = self.element.first("ul", "facts")
        return [one.text for one in found.all("li")] if found else []

    @property
    def exceptions(self):
        return [one.text for one in self.element.all("p", "note") if not one.text.startswith("Ces horaires sont")]

    def week(self, monday):
        """{(day, begins, ends)} of its table; every day of what never closes; nothing when hours are unknown."""
        days = [monday + timedelta(days=number) for number in range(7)]
        if self.always:
            return {(day, *WHOLE_DAY) for day in days}
        table = self.element.first("table", "week")
        rows = list(table.first("tbody").all("tr")) if table else []
        return {
            (day, *slot) for day, row in zip(days, rows, strict=False) for one in row.all("span", "slot")
            for slot in _slots(one.text)
        }  # fmt: skip


def _slots(text):
    if "jour et nuit" in text:
        return [WHOLE_DAY]
    [(from_hour, from_minute, to_hour, to_minute)] = SLOT.findall(text)
    return [(time(int(from_hour), int(from_minute or 0)), time(int(to_hour) % 24, int(to_minute or 0)))]


@dataclass(frozen=True)
class Page:
    html: str
    monday: date

    @cached_property
    def tree(self):
        return parse(self.html)

    @cached_property
    def main(self):
        return self.tree.first("main")

    @property
    def heading(self):
        return self.main.first("h1").text

    @property
    def neutral_title(self):
        return self.main.first("h1").attributes["data-print"]

    @property
    def lead(self):
        return self.main.first("p", "lead").text

    @property
    def phones(self):
        return [one.text for one in self.main.all("a", "number")]

    @property
    def next_step(self):
        """The button to press when it has no number of its own."""
        found = self.main.first("a", "btn")
        return found.text if found else ""

    @property
    def links(self):
        found = self.main.first("ul", "links")
        return [one.attributes["href"] for one in found.all("a")] if found else []

    @property
    def what_happens(self):
        found = self.main.first("div", "what")
        return found.first("p").text if found else ""

    @cached_property
    def ways(self):
        return [Way(one) for one in self.main.all("section", "way")]

    @property
    def facts(self):
        return [one.text for one in self.main.first("div", "known").all("li")]

    @property
    def areas(self):
        [said] = [one for one in self.facts if one.startswith("Territoire couvert : ")]
        return said.removeprefix("Territoire couvert : ").removesuffix(".").split(", ")

    @property
    def panel(self):
        return [one.text for one in self.main.first("div", "panel").all("p")]

    @property
    def source_address(self):
        found = self.main.first("div", "panel").first("a")
        return found.attributes["href"] if found else ""

    @property
    def tags(self):
        return [one.text for one in self.main.all("span", "tag")]

    @property
    def notes(self):
        return [one.text for one in self.main.all("p", "note")]

    @property
    def number(self):
        """Its public number, in the address where an error is reported."""
        [link] = [one for one in self.main.all("a") if one.attributes["href"].endswith("/signaler/")]
        return link.attributes["href"].split("/")[2]

    @property
    def linked_data(self):
        found = self.tree.first("script", type="application/ld+json")
        return found.raw if found else ""

    @property
    def week(self):
        return set().union(*(way.week(self.monday) for way in self.ways)) if self.ways else set()
