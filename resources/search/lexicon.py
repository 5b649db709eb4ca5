"""French as it is typed, read word by word: what each means, who does what to whom.

Nothing here leads to a need: that is `SearchTerm`, which the staff keep. `everyday` and `meanings` hold the lists.
"""

import re
from dataclasses import dataclass

from resources.search.everyday import DEATH_WORD, EMPTY_WORDS, GROUPS, SHORT_FORMS
from resources.search.meanings import MEANINGS, PERSONS, root
from resources.text import fold_words

# Words whose meaning turns over with who does it, and to whom.
DONE_TO = (
    "effrayer frapper tuer suicider violer forcer etrangler enfermer insulter crier harceler surveiller controler "
    "blesser maltraiter toucher agresser menacer aider quitter poignarder"
).split()
# What one is, or does, by oneself: only who counts.
ALONE = "violent enerver jaloux colere boire casser".split()
# Left out of what a term requires: "mon mari me frappe" is "il me frappe".
PARTNERS = frozenset({"@mari", "@epouse", "@personne", "@homme"})

FIRST_PERSON = frozenset({"je", "j", "i"})
THIRD_PERSON = frozenset({"il", "elle", "on", "ils", "elles", "ca", "he", "she", "y"})
TO_ME = frozenset({"me", "m", "nous", "moi"})
TO_ANOTHER = frozenset({"la", "le", "les", "l", "lui", "leur", "se", "s"})
NOUN_BEFORE = frozenset({"un", "une", "des", "du", "mes", "ses", "ces", "ma", "sa", "mon", "son", "d", "quelques"})
WHOSE = frozenset(
    "ma mon mes sa son ses leur leurs la le les l un une des notre nos cette cet my the his her mis mi su sus meu "
    "meus os las".split()
)
PARTICIPLE = re.compile(r"(?:ees?|us?|ues?)$")
UNDERGOES = frozenset(
    {"suis", "ete", "etais", "fais", "fait", "est", "etait", "sont", "font", "faire", "faisais", "faisait"}
)
FILLERS = frozenset("ne n toujours encore vraiment trop tres tellement bien souvent aussi deja juste carrement".split())
BELONGS = frozenset({"de", "d", "avec", "chez", "par", "a", "sur", "contre", "pour", "du", "au", "sans"})
OWN = frozenset(MEANINGS.get(word, f"@{word}") for word in ALONE)
DONE = frozenset(MEANINGS.get(word, f"@{word}") for word in DONE_TO)
PEOPLE = frozenset(MEANINGS.get(word, f"@{word}") for word in PERSONS)
DEATH = "@mourir"
DEATH_OF_ONESELF, MURDER = "@suicider", "@tuer"
GROUP = re.compile(
    rf"(?<= )(?:{'|'.join(re.escape(group) for group, _ in sorted(GROUPS, key=lambda pair: -len(pair[0])))})(?= )"
)
# "I va me taper" is "il va"; "I want to leave" is English.
ITS_NOT_ENGLISH = re.compile(
    r" i (?=(?:va|ve|veut|vas|me|m|ma|a|est|et|nous|le|la|l|lui|les|fait|fe|dit|di|crie|ne|n|se|s|sort|rentre|arrive|"
    r"menace|frape|frappe|tape|boit|prend|pete|casse|mange|dort) )"
)
# "J'ai 14 ans".
MINOR_AGE = "agemineur"
MINOR = re.compile(r"(?<= )(?:j )?ai (?:\d|1[0-7]) ans?(?= )")
# "20 balles", "300 €" once folded.
AMOUNT = re.compile(r"(?<= )\d+ (?:balles?|euros?|e)(?= )")
ONE_OF_GROUP = dict(GROUPS)


@dataclass(frozen=True, slots=True)
class Token:
    """A word that means something; for what is done to someone, by whom ("je", "il") and to whom ("me", "autre")."""

    root: str
    word: str
    by: str = ""
    to: str = ""
    # To whom exactly, when she or he is named: "sa femme", "enfant battu".
    whom: str = ""

    def agrees(self, other: "Token") -> bool:
        told = ((self.by, other.by), (self.to, other.to), (self.whom, other.whom))
        return not any(one and another and one != another for one, another in told)


def words_of(text: str) -> list[str]:
    """Folded words, short forms written out, groups brought to one word."""
    words = [part for word in fold_words(text).split() for part in SHORT_FORMS.get(word, word).split()]
    text = ITS_NOT_ENGLISH.sub(" il ", f" {' '.join(words)} ")
    text = AMOUNT.sub("argent", MINOR.sub(MINOR_AGE, text))
    return GROUP.sub(lambda found: ONE_OF_GROUP[found[0]], text).split()


def tokens_of(words: list[str]) -> list[Token]:
    """The words that mean something, each with who does it to whom where that matters."""
    tokens: list[Token] = []
    by = to = before = subject = ""
    undergone = False
    for index, word in enumerate(words):
        meaning = root(word)
        following = root(words[index + 1]) if index + 1 < len(words) else ""
        if word in FIRST_PERSON:
            by, to, undergone, subject = "je", "", False, ""
        elif word in THIRD_PERSON:
            by, to, undergone, subject = "il", "", False, ""
        elif word in TO_ME or (word == "ma" and following in DONE):
            to = "me"
        elif word in TO_ANOTHER and (following in DONE or _is_had_done(words[index + 1 : index + 3])):
            to = "se" if word in {"s", "se"} else "autre"
        elif word in UNDERGOES and not (word in {"fait", "faire"} and following not in DONE):
            undergone = undergone or word != "est" or following in DONE
        elif meaning in PEOPLE and before not in BELONGS:
            by, to, undergone, subject = "il", "", False, meaning
        if meaning in DONE and not _is_noun(word, before):
            if not to and not undergone and _is_another(words[index + 1 : index + 3]):
                tokens.append(_done(meaning, word, by, "autre", root(words[index + 2])))
            elif subject and subject == root(before) and PARTICIPLE.search(word):
                tokens.append(Token(meaning, word, "il", "autre", subject))
            elif undergone and not (by == "il" and to == "me"):
                tokens.append(_undergone(meaning, word, by, subject))
            else:
                tokens.append(_done(meaning, word, by, to))
        elif meaning in OWN:
            # "J'ai le bras cassé": nobody breaks things there.
            tokens.append(Token(meaning, word, "" if root(before) == "@corps" else by))
        elif word not in EMPTY_WORDS:
            tokens.append(Token(meaning, word))
        before = word
    return tokens


def canonical(words: list[str]) -> str:
    """The words in order, by root; "elle", "mon mari" and "ma copine" read "il": what one term says of all of them."""
    kept: list[str] = []
    for word in words:
        if word in FILLERS:
            continue
        meaning = root(word)
        if meaning in {"@mari", "@epouse"} and kept and kept[-1] in {"mon", "ma"}:
            kept[-1] = "il"
        elif word in THIRD_PERSON:
            kept.append("il")
        else:
            kept.append("me" if word == "m" else "je" if word == "j" else meaning)
    return f" {' '.join(kept)} "


def _is_had_done(words: list[str]) -> bool:
    """ "A frappée", after "il l'"."""
    return len(words) == 2 and words[0] in {"a", "ai", "as", "ont", "avait", "avais"} and root(words[1]) in DONE


def _is_another(words: list[str]) -> bool:
    """ "Sa femme", "mon frère", right after what is done."""
    return len(words) == 2 and words[0] in WHOSE and root(words[1]) in PEOPLE


def _is_noun(word: str, before: str) -> bool:
    """ "Des menaces", "de menaces", and not "de menacer"; "ma" stands for "m'a"."""
    infinitive = word.endswith(("er", "re", "ir"))
    return before in NOUN_BEFORE - {"ma", "d"} or (before in {"d", "de"} and not infinitive)


def _done(meaning: str, word: str, by: str, to: str, whom: str = "") -> Token:
    if meaning == DEATH_OF_ONESELF and by == "il" and to == "me" and word == DEATH_WORD:
        # "Il veut me jeter par la fenêtre": what one does to oneself is a murder when somebody else does it.
        return Token(MURDER, word, by, to)
    if meaning == MURDER and by == "je" and not to and word.startswith("crev"):
        # "Je veux crever" is said of oneself.
        return Token(DEATH, word)
    return Token(meaning, word, by, to, whom)


def _undergone(meaning: str, word: str, by: str, subject: str) -> Token:
    return Token(meaning, word, "il", "me" if by == "je" else "autre", subject)
