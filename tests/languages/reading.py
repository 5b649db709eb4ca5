"""A page read for its languages: what it says outside what is marked as French, and what its attributes say."""

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "path", "br", "input", "circle", "rect", "hr"}
# In no language.
CODE = {"script", "style", "code", "pre"}
SAID_BY_SCRIPTS = {f"data-{name}" for name in ("twice", "once", "staying", "list", "one", "many", "chosen")}
SPOKEN = {"aria-label", "alt", "title", "placeholder", "content"}
# Words of the interface that no English page can do without translating, and no name of a place holds alone.
FRENCH = re.compile(
    r"\b(vous|votre|vos|nous|cette|ces|leurs?|est|sont|avec|aussi|chez|ou|où|qui|que|quoi|pas|plus|toute?s?|"
    r"sans rendez|horaires|appeler|appelez|aujourd|demain|ouvert|ferm[ée]|fiches?|réponses?|chercher|retirer|"
    r"gratuit|jour|nuit|à confirmer|besoins?|pour|dans)\b",
    re.IGNORECASE,
)


class Spoken(HTMLParser):
    """`texts`: (language, text) in the order of the page; `broken`: attributes that hold markup."""

    def __init__(self, page):
        super().__init__()
        self.languages, self.texts, self.broken, self.links = [], [], [], []
        self.feed(page)

    @property
    def language(self):
        return next((lang for _, lang in reversed(self.languages) if lang), None)

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.languages.append((tag, attributes.get("lang")))
        language = attributes.get("lang") or self.language
        for name, value in attributes.items():
            if name in SPOKEN or name in SAID_BY_SCRIPTS:
                self.texts.append((language, value))
            if "<" in value:
                self.broken.append((tag, name, value))
        if tag == "a":
            self.links.append(attributes)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        while tag not in VOID and self.languages and self.languages.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and self.languages and not CODE & {tag for tag, _ in self.languages}:
            self.texts.append((self.language, " ".join(data.split())))


def left_in_french(page, names=()):
    """What an English page says in French without saying that it does. `names` are those of places."""
    said = (text for language, text in Spoken(page).texts if language == "en" and FRENCH.search(text))
    return [text for text in said if FRENCH.search(_without(text, names))]


def _without(text, names):
    for name in names:
        text = text.replace(name, "")
    return text
